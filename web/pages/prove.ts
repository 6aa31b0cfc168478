// Asked who is there once more before a plain form counts (account/prove.html); then the form goes on, with its files.
import { all, need } from "../page/elements.ts"
import { fromB64 } from "../seal/bytes.ts"
import { askProof } from "../session/proof.ts"

const form = need<HTMLFormElement>("go-on")

for (const input of all<HTMLInputElement>("file-again", undefined, form)) {
  const content = fromB64(input.dataset["fileAgain"] ?? "")
  const chosen = new DataTransfer()
  chosen.items.add(new File([content], input.dataset["fileName"] ?? ""))
  input.files = chosen.files
}
await askProof(() => HTMLFormElement.prototype.submit.call(form))

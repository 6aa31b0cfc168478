// A new recovery code on the page: shown, saved as a kit, and typed over before anything is sent
// (templates/components/recovery_code.html). The code and what is made of it never leave this device by us.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary } from "../page/errors.ts"
import { say } from "../page/words.ts"
import type { Bytes } from "../seal/bytes.ts"
import { newRecoverySecret, normalRecoveryCode, recoveryGroups, recoverySeed } from "../seal/recovery.ts"
import type { Kit } from "../print/kit.ts"

/** Shows a fresh code and gives its seed once the owner has typed a group of it over. */
export async function confirmedRecoverySeed(owner: { name: string; email: string }): Promise<Bytes> {
  const secret = newRecoverySecret()
  const groups = await recoveryGroups(secret)
  need("code").textContent = groups.join("-")
  const kit: Kit = {
    ...owner,
    code: groups.join("-"),
    origin: location.origin,
    title: say("kitTitle"),
    lines: [say("kitWhat"), say("kitWhere"), say("kitHow", { address: `${location.origin}/forgot` })],
    labels: { name: say("kitName"), email: say("kitEmail"), code: say("kitCode"), day: say("kitDay") },
  }
  need("action", "kit").onclick = () => void savedKit(kit)
  need("action", "print-code").onclick = () => print()
  need<HTMLAnchorElement>("mail-code").href = mailTo(kit)
  await typedOver(groups)
  return recoverySeed(secret)
}

async function savedKit(kit: Kit): Promise<void> {
  const { makeKit } = await import("../print/kit.ts")
  const url = URL.createObjectURL(await makeKit(kit))
  const link = document.createElement("a")
  link.href = url
  link.download = say("kitFile")
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** The reader's own mail program writes this mail: it does not pass us. */
function mailTo(kit: Kit): string {
  const text = [...kit.lines, "", `${kit.labels.code}: ${kit.code}`].join("\r\n")
  return `mailto:${encodeURIComponent(kit.email)}?subject=${encodeURIComponent(kit.title)}&body=${encodeURIComponent(text)}`
}

function typedOver(groups: readonly string[]): Promise<void> {
  const asked = crypto.getRandomValues(new Uint8Array(1))[0] as number % groups.length
  need("asked-group").textContent = say("typeGroup", { number: asked + 1 })
  const form = need<HTMLFormElement>("confirm-code")
  const input = form.querySelector("input") as HTMLInputElement
  input.value = ""
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault()
      clearErrors()
      if (normalRecoveryCode(input.value) === groups[asked]) return resolve()
      showErrorSummary([{ id: input.id, text: say("groupWrong") }], { before: form })
    }
  })
}

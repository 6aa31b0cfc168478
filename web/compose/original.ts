// The message that is answered, in sight while one writes, and quoted when that is asked for.
import { find, need } from "../page/elements.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import { keysOf } from "../reading/held.ts"
import { openInline } from "../reading/inline.ts"
import type { Letter } from "../reading/letter.ts"
import type { Account } from "../session/account.ts"
import { quoted, withQuote } from "./quote.ts"

/** Starts it where the page has one. `changed` is called when the text has become another. */
export function startOriginal(me: Account, changed: () => void): void {
  const item = find<HTMLDetailsElement>("inline")
  if (item === null) return
  const button = need<HTMLButtonElement>("action", "quote")
  let opening: Promise<Letter | null> | undefined
  const open = async (): Promise<void> => {
    opening ??= openInline(item, async () => keysOf(me, item))
    const letter = await opening
    if (letter === null) opening = undefined
    else button.hidden = letter.manifest.text.trim() === ""
  }
  item.addEventListener("toggle", () => void (item.open && open()))
  // Beside the answer where there is room for both; folded above it on a phone.
  if (matchMedia("(min-width: 68.75em)").matches) item.open = true
  button.addEventListener("click", () => {
    void opening?.then((letter) => {
      if (letter !== null) quote(letter)
      changed()
    })
  })
}

function quote({ manifest, told }: Letter): void {
  const field = document.getElementById("text") as HTMLTextAreaElement
  const whose = say("quoteOf", { name: told.person ?? told.sender, when: formatMoment(new Date(told.receivedAt)) })
  const put = withQuote(field.value, field.selectionStart, quoted(manifest.text, whose))
  field.value = put.text
  field.focus()
  field.setSelectionRange(put.caret, put.caret)
  announce(say("quoteIn"))
}

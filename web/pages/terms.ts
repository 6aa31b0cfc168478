// The deadline calculator works without this: a button to print and one to copy the link.
import { all, need } from "../page/elements.ts"
import { announce, say } from "../page/words.ts"

const link = need<HTMLInputElement>("link")

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.value)
    told(say("copied"))
  } catch {
    link.select()
    told(say("notCopied"))
  }
}

/** Beside the button for who sees it, and aloud for who hears it. */
function told(text: string): void {
  need("copied").textContent = text
  announce(text)
}

need("action", "copy").addEventListener("click", () => void copy())
need("action", "print").addEventListener("click", () => print())
link.addEventListener("focus", () => link.select())
for (const element of all("with-script")) element.hidden = false

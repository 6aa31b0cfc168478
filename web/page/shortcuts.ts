// Keys that do what a button or link of the page does. A page names its keys; the reader may turn all of them off.

const OFF = "zegel.shortcuts-off"

export type Keys = Readonly<Record<string, () => void>>

/** Whether the reader wants no commands of a single key. */
export const keysOff = (): boolean => localStorage.getItem(OFF) !== null

/** Starts the keys of a page that has the dialog that lists them (components/shortcuts.html); `?` shows that. */
export function startShortcuts(keys: Keys): void {
  const dialog = document.getElementById("shortcuts")
  if (!(dialog instanceof HTMLDialogElement)) return
  addEventListener("keydown", (event) => {
    const act = event.key === "?" ? () => dialog.showModal() : keys[event.key]
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    if (busy(event.target) || (event.key !== "?" && keysOff())) return
    event.preventDefault()
    act()
  })
  const on = dialog.querySelector<HTMLInputElement>("[data-action=shortcuts-on]")
  if (on !== null) {
    on.checked = !keysOff()
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")))
  }
  const open = document.querySelector<HTMLElement>("[data-action=shortcuts]")
  if (open === null) return
  open.hidden = false
  open.addEventListener("click", () => dialog.showModal())
}

/** Whether the keys are for something else: a field that is typed in, or a dialog that is open. */
function busy(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]") !== null) return true
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")
}

/** Presses a link or button of the page, where there is one. */
export const press = (css: string) => (): void => document.querySelector<HTMLElement>(css)?.click()

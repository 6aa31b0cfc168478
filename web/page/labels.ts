// What fields are called on the page.

/** What a field is called, for a sentence that stands away from it. */
export function labelOf(id: string): string {
  return document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent?.trim() ?? ""
}

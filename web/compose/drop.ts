/** Files dropped on an element, or pasted anywhere in the page. */
export function acceptDrops(zone: HTMLElement, take: (files: File[]) => void): void {
  let depth = 0
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true
  const leave = () => {
    depth = 0
    delete zone.dataset["over"]
  }
  // The whole page takes the drop: a file dropped beside the zone would otherwise replace the page, and with it the message.
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return
    depth++
    zone.dataset["over"] = ""
  })
  addEventListener("dragleave", (event) => {
    if (carries(event) && --depth <= 0) leave()
  })
  addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault()
  })
  addEventListener("drop", (event) => {
    if (!carries(event)) return
    event.preventDefault()
    leave()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) take(files)
  })
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    take(files)
  })
}

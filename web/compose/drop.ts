/**
 * Files dropped anywhere in the window, or pasted. While they are dragged a veil over the page says where they go, in the words
 * of the element.
 */
export function acceptDrops(zone: HTMLElement, take: (files: File[]) => void): void {
  let depth = 0
  const veil = Object.assign(document.createElement("div"), { className: "drop-veil", textContent: zone.dataset["dropWord"] ?? "" })
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true
  const leave = () => {
    depth = 0
    delete zone.dataset["over"]
    veil.remove()
  }
  // The whole page takes the drop: a file dropped beside the zone would otherwise replace the page, and with it the message.
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return
    depth++
    zone.dataset["over"] = ""
    document.body.append(veil)
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

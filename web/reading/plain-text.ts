// A text without any markup.
import { keepingMiddle, type Sight } from "./sight.ts"

export async function openText(plain: Blob, window_: HTMLElement): Promise<Sight> {
  const text = document.createElement("pre")
  text.className = "viewer__text"
  text.textContent = await plain.text()
  window_.replaceChildren(text)
  let zoom = 1
  return {
    get zoom() {
      return zoom
    },
    setZoom(wanted) {
      zoom = wanted
      keepingMiddle(window_, () => text.style.setProperty("font-size", `${zoom}em`))
    },
    sheets: async () => [text.cloneNode(true) as HTMLElement],
    close: () => {},
  }
}

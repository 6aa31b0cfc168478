// A photo: as large as its window, larger with two fingers or the buttons, turned when it lies on its side.
import { keepingMiddle, type Sight } from "./sight.ts"

/** Rejects for what this browser cannot draw. */
export async function openPicture(plain: Blob, type: string, name: string, window_: HTMLElement): Promise<Sight> {
  const address = URL.createObjectURL(new Blob([plain], { type }))
  const image = document.createElement("img")
  image.alt = name
  image.src = address
  try {
    await image.decode()
  } catch (error) {
    URL.revokeObjectURL(address)
    throw error
  }
  return new Picture(image, address, window_)
}

class Picture implements Sight {
  zoom = 1
  #turns = 0
  readonly #image: HTMLImageElement
  readonly #address: string
  readonly #window: HTMLElement
  readonly #frame = document.createElement("div")
  readonly #resized: ResizeObserver

  constructor(image: HTMLImageElement, address: string, window_: HTMLElement) {
    this.#image = image
    this.#address = address
    this.#window = window_
    this.#frame.className = "viewer__picture"
    this.#frame.append(image)
    window_.replaceChildren(this.#frame)
    this.#layOut()
    this.#resized = new ResizeObserver(() => this.#layOut())
    this.#resized.observe(window_)
  }

  setZoom(zoom: number): void {
    this.zoom = zoom
    keepingMiddle(this.#window, () => this.#layOut())
  }

  rotate(): void {
    this.#turns = (this.#turns + 1) % 4
    this.#layOut()
  }

  async sheets(): Promise<HTMLElement[]> {
    return [this.#image.cloneNode() as HTMLElement]
  }

  close(): void {
    this.#resized.disconnect()
    URL.revokeObjectURL(this.#address)
  }

  /** The whole picture is in view at 1, and never larger than it is. */
  #layOut(): void {
    const style = getComputedStyle(this.#window)
    const room = (box: number, ...sides: string[]) => sides.reduce((left, side) => left - Number.parseFloat(side), box)
    const across = room(this.#window.clientWidth, style.paddingLeft, style.paddingRight)
    const down = room(this.#window.clientHeight, style.paddingTop, style.paddingBottom)
    const { naturalWidth, naturalHeight } = this.#image
    const lying = this.#turns % 2 === 1
    const [wide, high] = lying ? [naturalHeight, naturalWidth] : [naturalWidth, naturalHeight]
    const scale = Math.max(0.01, Math.min(1, across / wide, down / high)) * this.zoom
    Object.assign(this.#frame.style, { inlineSize: `${wide * scale}px`, blockSize: `${high * scale}px` })
    Object.assign(this.#image.style, {
      inlineSize: `${naturalWidth * scale}px`, blockSize: `${naturalHeight * scale}px`, transform: `translate(-50%, -50%) rotate(${this.#turns * 90}deg)`,
    })
  }
}

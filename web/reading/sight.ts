// What a window shows of one file, and what its tools can do with it.
import type { Hit } from "./find.ts"

export interface Sight {
  /** 1 is as large as the window. */
  readonly zoom: number
  setZoom(zoom: number): void
  /** A quarter of a turn to the right; absent for what has no side up of its own. */
  rotate?(): void
  /** What goes on paper, one element a page. */
  sheets(told: (done: number, total: number) => void): Promise<HTMLElement[]>
  close(): void
}

/** A document of pages. */
export interface Pages extends Sight {
  readonly count: number
  readonly current: number
  go(number: number): void
  /** The text of each page, from the first; empty for a page that is only a picture. */
  texts(): AsyncIterable<string>
  /** Marks what was found, and brings the chosen one into view. */
  mark(hits: readonly Hit[], chosen: number): void
}

/** Changes what is in a window and keeps its middle where it was. */
export function keepingMiddle(window_: HTMLElement, change: () => void): void {
  const across = (window_.scrollLeft + window_.clientWidth / 2) / Math.max(1, window_.scrollWidth)
  const down = (window_.scrollTop + window_.clientHeight / 2) / Math.max(1, window_.scrollHeight)
  change()
  window_.scrollLeft = across * window_.scrollWidth - window_.clientWidth / 2
  window_.scrollTop = down * window_.scrollHeight - window_.clientHeight / 2
}

/** Two fingers on a screen, or a touchpad: tells by how much what is shown becomes larger. */
export function onPinch(window_: HTMLElement, larger: (factor: number) => void): void {
  const fingers = new Map<number, PointerEvent>()
  const apart = () => {
    const [first, second] = [...fingers.values()]
    return first === undefined || second === undefined ? 0 : Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY)
  }
  window_.addEventListener("pointerdown", (event) => event.pointerType === "touch" && fingers.set(event.pointerId, event))
  window_.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return
    const before = apart()
    fingers.set(event.pointerId, event)
    if (fingers.size === 2 && before > 0) larger(apart() / before)
  })
  for (const kind of ["pointerup", "pointercancel"] as const) window_.addEventListener(kind, (event) => fingers.delete(event.pointerId))
  window_.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    larger(Math.exp(-event.deltaY / 200))
  }, { passive: false })
}

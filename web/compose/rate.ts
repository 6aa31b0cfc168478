/** How fast bytes go, over the last ten seconds, and how long the rest will take. */
export class Rate {
  readonly #window: number
  #samples: { at: number; done: number }[] = []

  constructor(window = 10_000) {
    this.#window = window
  }

  add(at: number, done: number): void {
    const last = this.#samples.at(-1)
    // Going back (a part that must be sent again) makes what was measured before worthless.
    if (last !== undefined && done < last.done) this.#samples = []
    this.#samples.push({ at, done })
    while (this.#samples.length > 2 && (this.#samples[0]?.at ?? at) < at - this.#window) this.#samples.shift()
  }

  /** Seconds until `total` at the present rate; null while nothing can be said of it. */
  secondsLeft(total: number): number | null {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.at - first.at < 1000) return null
    const perSecond = ((last.done - first.done) * 1000) / (last.at - first.at)
    return perSecond > 0 ? Math.ceil((total - last.done) / perSecond) : null
  }

  reset(): void {
    this.#samples = []
  }
}

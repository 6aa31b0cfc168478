// A clock that runs back. It looks at the time, not at its own ticks, so a phone that slept shows the truth at once.

export interface Clock {
  stop(): void
}

/** Calls back every second with the seconds left and as "4:59", the last time with 0. */
export function countdown(seconds: number, tick: (left: number, time: string) => void, now: () => number = Date.now): Clock {
  const end = now() + seconds * 1000
  let timer: ReturnType<typeof setInterval> | undefined
  const look = () => {
    const left = Math.max(0, Math.ceil((end - now()) / 1000))
    tick(left, clockTime(left))
    if (left === 0) clearInterval(timer)
  }
  timer = setInterval(look, 1000)
  look()
  return { stop: () => clearInterval(timer) }
}

export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

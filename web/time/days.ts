// Days and hours on a Dutch clock. What Intl formats differs from engine to engine, so its text is never read back: only
// its parts are.

/** A calendar day, without a time or place. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

export interface Clock extends Day {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

let format: Intl.DateTimeFormat | undefined

/** What a clock in the Netherlands shows at a moment, wherever the reader is. */
export function dutchClock(at: Date): Clock {
  format ??= new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Amsterdam", calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  })
  const parts = format.formatToParts(at)
  const part = (type: keyof Intl.DateTimeFormatPartTypesRegistry) => Number(parts.find((piece) => piece.type === type)?.value)
  return {
    year: part("year"), month: part("month"), day: part("day"),
    hour: part("hour"), minute: part("minute"), second: part("second"),
  }
}

export function dutchDay(at: Date): Day {
  const { year, month, day } = dutchClock(at)
  return { year, month, day }
}

/** `2026-11-23` */
export function isoDay({ year, month, day }: Day): string {
  return [String(year).padStart(4, "0"), twoDigits(month), twoDigits(day)].join("-")
}

/** `2026-11-23T09:05:00` */
export function isoClock(clock: Clock): string {
  return `${isoDay(clock)}T${[clock.hour, clock.minute, clock.second].map(twoDigits).join(":")}`
}

const twoDigits = (value: number): string => String(value).padStart(2, "0")

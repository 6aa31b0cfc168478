// Days in weeks, as a calendar shows them. A day is `2026-11-23`; no clock and no zone comes into it.

const DAY = 24 * 60 * 60 * 1000

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`)
}

/** So many days later; before, with a number below nought. */
export function daysAfter(day: string, count: number): string {
  return new Date(noon(day) + count * DAY).toISOString().slice(0, 10)
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(noon(day)).getUTCDay() + 6) % 7
}

/** Whole weeks from Monday on that hold all days from the first to the last; null stands for a day outside. */
export function weeksOf(first: string, last: string): (string | null)[][] {
  const weeks: (string | null)[][] = []
  for (let monday = daysAfter(first, -weekdayOf(first)); monday <= last; monday = daysAfter(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => daysAfter(monday, at)).map((day) => (day >= first && day <= last ? day : null)))
  }
  return weeks
}

/** Every day from one to another, both included, whichever comes first. */
export function daysBetween(left: string, right: string): string[] {
  const [first, last] = left <= right ? [left, right] : [right, left]
  const days: string[] = []
  for (let day = first; day <= last; day = daysAfter(day, 1)) days.push(day)
  return days
}

// Phone numbers as zegel/notify/rules.py reads them, so that a mistake is seen while typing; the server decides.
import { tidied } from "./signs.ts"

export type PhoneError =
  | "phoneMissing" | "phoneUnreadable" | "phoneCountry" | "phoneLength" | "phoneNotMobile" | "phoneLostNought" | "phoneNought"

export type Phone = { readonly number: string } | { readonly error: PhoneError }

// Country codes of two digits; +1 and +7 have one, the others three.
const TWO = new Set(
  "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(" "),
)
const NOUGHT_COUNTS = new Set(["39", "378", "379", "225", "229", "241", "242"])
const NOUGHT_AT_HOME = new Set((
  "20 27 31 32 33 40 41 43 44 46 49 51 54 55 58 60 61 62 63 64 66 81 82 84 86 90 91 92 93 94 95 98 212 213 234 249 254 255 256 "
  + "263 353 355 358 359 373 380 381 382 383 385 386 387 389 421 961 962 963 964 966 967 970 971 972"
).split(" "))

export function readPhone(typed: string): Phone {
  const number = tidied(typed).replace(/^tel:/, "").replaceAll("(0)", "").replaceAll(/[ ./()-]/g, "")
  if (number === "") return { error: "phoneMissing" }
  if (!/^\+?[0-9]+$/.test(number)) return { error: "phoneUnreadable" }
  if (/^6[0-9]{8}$/.test(number)) return { error: "phoneLostNought" }
  const digits = international(number)
  if (digits === null) return { error: /^0[1-9]/.test(number) ? "phoneLength" : "phoneCountry" }
  if (digits.startsWith("31")) return dutch(digits)
  const whole = withoutNought(digits)
  if (whole === null) return { error: "phoneNought" }
  return whole.length >= 8 && whole.length <= 15 ? { number: `+${whole}` } : { error: "phoneLength" }
}

function international(number: string): string | null {
  const bare = number.startsWith("+") ? number.slice(1) : number.startsWith("00") ? number.slice(2) : null
  if (bare !== null) return bare.startsWith("0") ? null : bare
  if (number.startsWith("0")) return number.length === 10 ? `31${number.slice(1)}` : null
  return number.startsWith("316") && number.length === 11 ? number : null
}

/** `+32 0470…` is what people write who know only half of the rule. */
function withoutNought(digits: string): string | null {
  const size = /^[17]/.test(digits) ? 1 : TWO.has(digits.slice(0, 2)) ? 2 : 3
  const [country, number] = [digits.slice(0, size), digits.slice(size)]
  if (!number.startsWith("0") || NOUGHT_COUNTS.has(country)) return digits
  return NOUGHT_AT_HOME.has(country) && !number.startsWith("00") ? country + number.slice(1) : null
}

function dutch(digits: string): Phone {
  const whole = `31${digits.slice(2).replace(/^0/, "")}`
  if (whole.length !== 11) return { error: "phoneLength" }
  return whole[2] === "6" ? { number: `+${whole}` } : { error: "phoneNotMobile" }
}

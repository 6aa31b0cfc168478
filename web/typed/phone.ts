// Phone numbers as zegel/notify/rules.py reads them, so that a mistake is seen while typing; the server decides.

export type PhoneError = "phoneMissing" | "phoneUnreadable" | "phoneCountry" | "phoneLength" | "phoneNotMobile"

export type Phone = { readonly number: string } | { readonly error: PhoneError }

export function readPhone(typed: string): Phone {
  const number = typed.replace("(0)", "").replaceAll(/[\s./()\-\u2010-\u2015]/g, "")
  if (number === "") return { error: "phoneMissing" }
  if (!/^\+?[0-9]+$/.test(number)) return { error: "phoneUnreadable" }
  const digits = international(number)
  if (digits === null) return { error: /^0[1-9]/.test(number) ? "phoneLength" : "phoneCountry" }
  if (digits.startsWith("31")) return dutch(digits)
  return digits.length >= 8 && digits.length <= 15 ? { number: `+${digits}` } : { error: "phoneLength" }
}

function international(number: string): string | null {
  const bare = number.startsWith("+") ? number.slice(1) : number.startsWith("00") ? number.slice(2) : null
  if (bare !== null) return bare.startsWith("0") ? null : bare
  if (number.startsWith("0")) return number.length === 10 ? `31${number.slice(1)}` : null
  return number.startsWith("316") && number.length === 11 ? number : null
}

function dutch(digits: string): Phone {
  // "+31 06 …" is what people write who know only half of the rule.
  const whole = `31${digits.slice(2).replace(/^0/, "")}`
  if (whole.length !== 11) return { error: "phoneLength" }
  return whole[2] === "6" ? { number: `+${whole}` } : { error: "phoneNotMobile" }
}

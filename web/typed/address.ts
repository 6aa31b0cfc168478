// A mail address as it will be sent: zegel/notify/rules.py and zegel/lib/domains.py decide, and vectors/typed/addresses-v1.json
// holds both to the same. Browsers speak IDNA 2008 by UTS 46, non-transitional, wherever they read a URL.
import { tidied } from "./signs.ts"

export interface Address {
  /** In plain signs, as a person reads it. */
  readonly address: string
  /** As it goes on the wire: the same, or with the domain in its ASCII form. */
  readonly wire: string
}

const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const WIRE = /^(?=.{4,255}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!\d+$)[A-Za-z0-9-]{2,63}$/
// What a name may be written with; a browser's URL would take more (signs, pictures).
const LETTERS = /^(?:[\p{L}\p{M}\p{N}.\u00b7\u30fb-]|\u200c|\u200d)+$/u
// What IDNA 2008 asks of a label (RFC 5891 to 5893) and not every browser does.
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
// Signs after which a joiner makes another word; between letters one that parts them (U+200C) does too.
const VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u0e3a\u0f84\u1039\u103a\u17d2"
const LOST_JOINER = new RegExp(`(?<![${VIRAMA}])\\u200d|(?<![\\p{L}\\p{M}])\\u200c|(?<![${VIRAMA}])\\u200c(?![\\p{L}\\p{M}])`, "u")

/** The address somebody typed, or null where it is none. */
export function readAddress(typed: string): Address | null {
  const plain = tidied(typed, { joiners: true })
  const at = plain.lastIndexOf("@")
  const [local, written] = [withoutJoiners(plain.slice(0, Math.max(at, 0))), plain.slice(at + 1)]
  if (at < 0 || !LOCAL.test(local) || /^\.|\.$|\.\./.test(local)) return null
  for (const domain of [written, withoutJoiners(written)]) {
    const wire = wireDomain(domain)
    if (wire !== null) return { address: `${local}@${domain}`, wire: `${local}@${wire}` }
  }
  return null
}

function withoutJoiners(text: string): string {
  return text.replaceAll(/\u200c|\u200d/g, "")
}

/** An address in the form it is sent to and kept in. */
export function wireOf(address: string): string {
  return readAddress(address)?.wire ?? address
}

export function isAddress(typed: string): boolean {
  return readAddress(typed) !== null
}

/** The ASCII form of a domain; one in ASCII stays as it was written. */
function wireDomain(domain: string): string | null {
  if (!LETTERS.test(domain)) return null
  if (!/^[ -~]*$/.test(domain) && !domain.normalize("NFKC").split(".").every(isLabel)) return null
  try {
    const host = new URL(`http://${domain}`).hostname
    const wire = /^[\u0020-\u007e]*$/.test(domain) ? domain : host
    return WIRE.test(wire) ? wire : null
  } catch {
    return null
  }
}

function isLabel(label: string): boolean {
  if (/^-|-$|^(?!xn)..--/iu.test(label) || /(?<!l)\u00b7|\u00b7(?!l)/iu.test(label) || LOST_JOINER.test(label)) return false
  if (label.includes("\u30fb") && !JAPANESE.test(label)) return false
  // Written from right to left: no digit first, and no letter of the other direction.
  return !RIGHT_TO_LEFT.test(label) || (!/^\p{N}/u.test(label) && [...label].every((sign) => !/\p{L}/u.test(sign) || RIGHT_TO_LEFT.test(sign)))
}

// Letters of other scripts that are drawn as Latin ones are.
const LIKE_LATIN = /^[асԁеһіјӏорԛѕухѵԝьԍꙇꭰꮃοναρυιτκχγωѡօսհոցєԑʟɴɪʀɑɡıȷ0-9-]+$/u

/** Whether the letters of a domain make it look like another: of two scripts in one word, or all drawn as Latin ones are. */
export function imitatesLatin(domain: string): boolean {
  return domain.toLowerCase().split(".").some((label) => {
    if (/^[ -~]*$/.test(label)) return false
    const latin = /\p{Script=Latin}/u.test(label)
    const other = [...label].some((sign) => /\p{L}/u.test(sign) && !/[\p{Script=Latin}\p{Script=Common}]/u.test(sign))
    // A dot under a letter is easily overlooked.
    return (latin && other) || LIKE_LATIN.test(label) || /[\u0323-\u0325\u0331-\u0333ıȷɑɡ]/u.test(label.normalize("NFD"))
  })
}

// A message as an e-mail file (RFC 5322, MIME): any mail program opens it, with the files attached. It is written piece by
// piece, so that many large files never lie in memory together.
import { b64, utf8 } from "../seal/bytes.ts"

export interface Mailbox {
  readonly name: string
  readonly address: string
}

export interface Attached {
  readonly name: string
  readonly type: string
  readonly content: Blob
}

export interface Mail {
  /** What comes before the `@` in the Message-ID, and what comes after. */
  readonly id: string
  readonly host: string
  /** The identifier of the message it follows in its conversation. */
  readonly after: string | null
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly subject: string
  /** ISO 8601 with an offset. */
  readonly at: string
  /** More headers, by name; names are ASCII. */
  readonly more: Readonly<Record<string, string>>
  readonly text: string
  readonly files: readonly Attached[]
}

const LINE = 76
// A multiple of 57 bytes is a whole number of lines of base64.
const PIECE = 57 * 8192
const CRLF = "\r\n"
const NAMES = "Mon Tue Wed Thu Fri Sat Sun".split(" ")
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

export async function* eml(mail: Mail): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Underscore and equals sign: no line of base64 can look like this.
  const boundary = `=_${mail.id}_=`
  const divided = mail.files.length > 0
  yield utf8(lines([
    ...envelope(mail),
    "MIME-Version: 1.0",
    ...(divided ? [`Content-Type: multipart/mixed;${CRLF} boundary="${boundary}"`, "", `--${boundary}`] : []),
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
  ]))
  yield* base64(new Blob([utf8(mail.text.replaceAll(/\r?\n/g, CRLF))]))
  for (const file of mail.files) {
    yield utf8(lines([
      `--${boundary}`,
      `Content-Type: ${mediaType(file.type)}${oldName(file.name)}`,
      `Content-Disposition: attachment${parameter("filename", file.name)}`,
      "Content-Transfer-Encoding: base64",
      "",
    ]))
    yield* base64(file.content)
  }
  if (divided) yield utf8(`--${boundary}--${CRLF}`)
}

function envelope(mail: Mail): string[] {
  const after = mail.after === null ? [] : [`In-Reply-To: <${mail.after}@${mail.host}>`, `References: <${mail.after}@${mail.host}>`]
  return [
    `Date: ${rfcDate(mail.at)}`,
    header("From", [mailbox(mail.from)]),
    ...(mail.to.length === 0 ? [] : [header("To", mail.to.map(mailbox))]),
    `Message-ID: <${mail.id}@${mail.host}>`,
    ...after,
    header("Subject", [words(mail.subject)]),
    ...Object.entries(mail.more).filter(([, value]) => value !== "").map(([name, value]) => header(name, [words(value)])),
  ]
}

const lines = (all: readonly string[]) => all.join(CRLF) + CRLF

/** Parts separated by commas, each on a line of its own; no line longer than the 78 characters a mail program may wish. */
function header(name: string, parts: readonly string[]): string {
  const value = parts.join(`,${CRLF} `)
  const first = value.split(CRLF, 1)[0] ?? ""
  return `${name}:${name.length + first.length + 2 > 78 ? CRLF : ""} ${value}`
}

function mailbox({ name, address }: Mailbox): string {
  const plain = clean(address).replaceAll(/[\s<>,;]/g, "")
  return name === "" ? plain : `${encoded(clean(name))}${CRLF} <${plain}>`
}

/** No control character gets into a header: it could begin another one. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, " ").trim()
}

/** Text of a header: as it is where that is safe and short, otherwise as encoded words (RFC 2047). */
function words(text: string): string {
  const plain = clean(text)
  return /^[\x20-\x7e]{0,60}$/.test(plain) && !plain.includes("=?") ? plain : encoded(plain)
}

/** Words of at most 75 characters, never cut inside a letter. */
function encoded(text: string): string {
  const found: string[] = []
  let part = ""
  for (const letter of text) {
    if (utf8(part + letter).length > 42) {
      found.push(part)
      part = ""
    }
    part += letter
  }
  return [...found, part].map((text) => `=?utf-8?B?${b64(utf8(text))}?=`).join(`${CRLF} `)
}

/** A parameter in pieces of RFC 2231, which every letter and every length fits in. */
function parameter(name: string, value: string): string {
  const safe = clean(value)
  if (/^[A-Za-z0-9._ -]{1,60}$/.test(safe)) return `;${CRLF} ${name}="${safe}"`
  const signs = Array.from(utf8(safe), (byte) => {
    const sign = String.fromCharCode(byte)
    return /[A-Za-z0-9._-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
  })
  const pieces: string[] = [""]
  for (const sign of signs) {
    if ((pieces.at(-1) ?? "").length + sign.length > 50) pieces.push("")
    pieces[pieces.length - 1] += sign
  }
  return pieces.map((piece, at) => `;${CRLF} ${name}*${at}*=${at === 0 ? "utf-8''" : ""}${piece}`).join("")
}

/** The name as programs look for it that do not know RFC 2231. */
function oldName(value: string): string {
  const safe = clean(value)
  const quoted = /^[A-Za-z0-9._ -]{1,60}$/.test(safe) ? safe : encoded(safe)
  return `;${CRLF} name="${quoted}"`
}

/** The type is the sender's word; what would be taken apart by a mail program, or is no type, is plain bytes. */
function mediaType(type: string): string {
  const plain = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type)
  return plain && !/^(?:message|multipart)\//.test(type) ? type : "application/octet-stream"
}

async function* base64(content: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < content.size; from += PIECE) {
    const piece = new Uint8Array(await content.slice(from, from + PIECE).arrayBuffer())
    yield utf8(inBase64(piece).replaceAll(new RegExp(`.{1,${LINE}}`, "g"), `$&${CRLF}`))
  }
}

/** Like `b64`, made for much. */
function inBase64(bytes: Uint8Array): string {
  let binary = ""
  for (let from = 0; from < bytes.length; from += 0x8000) binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  return btoa(binary)
}

/** `2026-11-22T23:51:00+01:00` as `Sun, 22 Nov 2026 23:51:00 +0100`. */
export function rfcDate(iso: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:([+-]\d\d):(\d\d)|Z)$/.exec(iso)
  if (found === null) throw new Error(`no moment: ${iso}`)
  const [, year = "", month = "", day = "", time = "", hours = "+00", minutes = "00"] = found
  const weekday = NAMES[(new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay() + 6) % 7]
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${time} ${hours}${minutes}`
}

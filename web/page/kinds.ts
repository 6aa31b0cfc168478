// What a file is: its content first, then its name, and last the type that somebody's device wrote beside it. The twin of
// zegel/lib/kinds.py; both are held to vectors/files/kinds.json.

export const PDF = "application/pdf"
export const UNKNOWN = "application/octet-stream"

/** So many bytes of a file's beginning are enough. */
export const HEAD = 4096

const STARTS: readonly (readonly [string, string])[] = [
  ["\xff\xd8\xff", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["II*\0", "image/tiff"],
  ["MM\0*", "image/tiff"],
  ["PK\x03\x04", "application/zip"],
  ["PK\x05\x06", "application/zip"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"],
  ["{\\rtf", "application/rtf"],
  ["7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"],
  ["Rar!\x1a\x07", "application/vnd.rar"],
]
// ISO 14496-12: the brand of a file of the MPEG-4 family stands at byte 8.
const BRANDS: Readonly<Record<string, string>> = {
  heic: "image/heic", heix: "image/heic", heim: "image/heic", heis: "image/heic", hevc: "image/heic", hevx: "image/heic",
  mif1: "image/heif", msf1: "image/heif", avif: "image/avif", avis: "image/avif",
}

const OFFICE = "application/vnd.openxmlformats-officedocument."
const ODF = "application/vnd.oasis.opendocument."
const NAMES: Readonly<Record<string, string>> = {
  pdf: PDF, jpg: "image/jpeg", jpeg: "image/jpeg", jpe: "image/jpeg", jfif: "image/jpeg", png: "image/png", gif: "image/gif",
  webp: "image/webp", heic: "image/heic", heif: "image/heif", avif: "image/avif", tif: "image/tiff", tiff: "image/tiff",
  txt: "text/plain", zip: "application/zip", docx: `${OFFICE}wordprocessingml.document`, xlsx: `${OFFICE}spreadsheetml.sheet`,
  pptx: `${OFFICE}presentationml.presentation`, odt: `${ODF}text`, ods: `${ODF}spreadsheet`, doc: "application/msword",
  xls: "application/vnd.ms-excel", msg: "application/vnd.ms-outlook", eml: "message/rfc822", rtf: "application/rtf",
  "7z": "application/x-7z-compressed", rar: "application/vnd.rar",
}
const OLD_OFFICE: ReadonlySet<string> = new Set(["application/msword", "application/vnd.ms-excel", "application/vnd.ms-outlook"])
// What devices write where they mean one of the above.
const DECLARED: Readonly<Record<string, string>> = {
  "application/x-pdf": PDF, "application/acrobat": PDF, "application/vnd.pdf": PDF, "text/pdf": PDF, "text/x-pdf": PDF,
  "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png",
}

/** The type that the first bytes prove; null where they prove nothing. The mark of a PDF may stand a little later. */
export function typeByContent(head: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(head.subarray(0, HEAD))
  const bytes = String.fromCharCode(...head.subarray(0, 16))
  const start = STARTS.find(([mark]) => bytes.startsWith(mark))
  if (start !== undefined) return start[1]
  if (bytes.startsWith("RIFF") && bytes.slice(8, 12) === "WEBP") return "image/webp"
  const brand = bytes.slice(4, 8) === "ftyp" ? own(BRANDS, bytes.slice(8, 12)) : undefined
  return brand ?? (/%PDF-[0-9]/.test(text) ? PDF : null)
}

/** The type that a name's ending stands for; null for an ending nobody listed, or none. */
export function typeByName(name: string): string | null {
  const ending = /\.([^.]*?)\.*$/.exec(name.trim())?.[1]
  return ending === undefined ? null : (own(NAMES, ending.trim().toLowerCase()) ?? null)
}

/** The type of a file; `head` is null while its content is not known yet. */
export function fileType(head: Uint8Array | null, name: string, declared: string): string {
  const content = head === null ? null : typeByContent(head)
  const named = typeByName(name)
  // What lies in a ZIP or an OLE file is told by the name.
  if (content !== null && named !== null && container(named) === content) return named
  return content ?? named ?? declaredType(declared)
}

/** Whether a name promises a program another type than the content proves: it would not open there. */
export function misnamed(head: Uint8Array, name: string): boolean {
  const [content, named] = [typeByContent(head), typeByName(name)]
  if (content === null || named === null || content === named) return false
  const pictures = [content, named].every((type) => type === "image/heic" || type === "image/heif")
  return container(named) !== content && !pictures
}

/** The name with the ending of what it holds, where it has none that anybody knows: "stuk" that is a PDF is "stuk.pdf". */
export function withEnding(name: string, type: string): string {
  if (typeByName(name) !== null || name === "") return name
  const ending = Object.entries(NAMES).find(([, named]) => named === type)?.[0]
  return ending === undefined ? name : `${name}.${ending}`
}

/** The bytes that tell what a file is. */
export async function headOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
}

function container(named: string): string | null {
  if (named.startsWith(OFFICE) || named.startsWith(ODF)) return "application/zip"
  return OLD_OFFICE.has(named) ? "application/x-ole-storage" : null
}

function declaredType(declared: string): string {
  const plain = (declared.split(";", 1)[0] ?? "").trim().toLowerCase()
  const known = own(DECLARED, plain) ?? plain
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(known) ? known : UNKNOWN
}

/** Only what the table itself holds: "constructor" is no ending. */
function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

// Which fonts have the letters of a text that the font of the paper has not: each holds some, so only what is needed is fetched.
import { apiResponse } from "../page/server.ts"
import { b64, owned } from "../seal/bytes.ts"

export interface LetterFont {
  readonly file: string
  readonly letters: readonly (readonly [number, number])[]
}

/** As `PLACES` of page/scripts.ts; only this module asks for it. */
declare const BUILT_LETTERS: string | undefined
const PLACE = typeof BUILT_LETTERS === "undefined" ? "/static/build/letters" : BUILT_LETTERS

/** The fonts that together have these letters, as far as there are such. */
export function fontsWith(letters: Iterable<number>, all: readonly LetterFont[]): LetterFont[] {
  const found = new Set<LetterFont>()
  for (const letter of letters) {
    const font = all.find((candidate) => candidate.letters.some(([first, last]) => first <= letter && letter <= last))
    if (font !== undefined) found.add(font)
  }
  return [...found]
}

export async function letterFonts(): Promise<readonly LetterFont[]> {
  return (await (await apiResponse(`${PLACE}/letters.json`)).json()) as LetterFont[]
}

/**
 * The bytes of a font as jsPDF takes them.
 * @throws {Problem} it could not be fetched.
 */
export async function fontBytes(address: string): Promise<string> {
  return b64(owned(new Uint8Array(await (await apiResponse(address)).arrayBuffer())))
}

export const letterFontBytes = ({ file }: LetterFont): Promise<string> => fontBytes(`${PLACE}/${file}`)

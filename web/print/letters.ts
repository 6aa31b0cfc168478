// Which fonts have the letters of a text that the font of the paper has not: each holds some, so only what is needed is fetched.
import { b64, owned } from "../seal/bytes.ts"

export interface LetterFont {
  readonly file: string
  readonly letters: readonly (readonly [number, number])[]
}

const PLACE = "/static/build/letters"

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
  const answer = await fetch(`${PLACE}/letters.json`)
  if (!answer.ok) throw new Error("no list of fonts")
  return (await answer.json()) as LetterFont[]
}

/** The bytes of a font as jsPDF takes them. */
export async function fontBytes(address: string): Promise<string> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`no font ${address}`)
  return b64(owned(new Uint8Array(await answer.arrayBuffer())))
}

export const letterFontBytes = ({ file }: LetterFont): Promise<string> => fontBytes(`${PLACE}/${file}`)

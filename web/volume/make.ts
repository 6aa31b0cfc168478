// What makes one PDF of documents, with its index and its pictures: fetched when somebody asks for it.
import { imagePdf } from "../compose/image-pdf.ts"
import { pictureOf } from "../compose/photo.ts"
import { type Heading, indexPdf } from "./index-page.ts"
import { type Chapter, type Volume, volumeOf } from "./volume.ts"

export { inParts } from "./volume.ts"

export async function makeVolume(heading: Heading, chapters: readonly Chapter[], first: number, watch: () => void): Promise<Volume> {
  return volumeOf(heading.title, chapters, first, {
    index: (lines) => indexPdf(heading, lines),
    pictured,
    watch,
  })
}

/** Documents behind a letter that was made before. */
export async function makeLetter(title: string, letter: Uint8Array, chapters: readonly Chapter[]): Promise<Volume> {
  return volumeOf(title, chapters, 1, { index: async () => letter, pictured, watch: () => {} })
}

async function pictured(picture: Blob): Promise<Uint8Array> {
  return imagePdf(await pictureOf(picture))
}

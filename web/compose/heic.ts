// A HEIC picture (the photos of most phones) drawn where the browser cannot: decoded in a worker that ends with it.
import { worker } from "../page/scripts.ts"

/** As `PLACES` of page/scripts.ts; only this module asks for it. */
declare const BUILT_HEIC_WORKER: string | undefined
const HEIC_WORKER = typeof BUILT_HEIC_WORKER === "undefined" ? "/static/build/workers/heic.worker.js" : BUILT_HEIC_WORKER

interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** Rejects for what is no HEIC picture, or one that cannot be decoded. */
export async function heicBitmap(photo: Blob): Promise<ImageBitmap> {
  const bytes = await photo.arrayBuffer()
  const decoder = worker(HEIC_WORKER)
  try {
    const { data, width, height } = await new Promise<Pixels>((resolve, reject) => {
      decoder.onmessage = ({ data: found }: MessageEvent<Pixels | null>) => (found === null ? reject(new Error("not decoded")) : resolve(found))
      decoder.onerror = (event) => reject(new Error(event.message || "could not start"))
      decoder.postMessage(bytes, [bytes])
    })
    return await createImageBitmap(new ImageData(data, width, height))
  } finally {
    decoder.terminate()
  }
}

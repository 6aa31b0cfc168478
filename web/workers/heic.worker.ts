/** Decodes one HEIC picture, which most browsers do not; libheif is fetched with the first one. */
import libheif from "libheif-js/libheif-wasm/libheif-bundle.mjs"

interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of every pixel, upright. */
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

self.onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
  const pixels = await decoded(new Uint8Array(data)).catch(() => null)
  if (pixels === null) self.postMessage(null)
  else self.postMessage(pixels, { transfer: [pixels.data.buffer] })
}

async function decoded(file: Uint8Array): Promise<Pixels> {
  const heif = await libheif()
  const [image] = new heif.HeifDecoder().decode(file)
  if (image === undefined) throw new Error("no picture")
  const [width, height] = [image.get_width(), image.get_height()]
  const room = { width, height, data: new Uint8ClampedArray(width * height * 4) }
  return new Promise((resolve, reject) => {
    image.display(room, (shown) => (shown === null ? reject(new Error("not decoded")) : resolve(room)))
  })
}

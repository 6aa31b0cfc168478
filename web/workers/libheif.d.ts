// As far as it is used here; the types that come along describe all of the C API.
declare module "libheif-js/libheif-wasm/libheif-bundle.mjs" {
  interface Room {
    readonly width: number
    readonly height: number
    readonly data: Uint8ClampedArray<ArrayBuffer>
  }
  interface Picture {
    get_width(): number
    get_height(): number
    display(room: Room, done: (shown: Room | null) => void): void
  }
  interface Heif {
    readonly HeifDecoder: new () => { decode(file: Uint8Array): Picture[] }
  }
  export default function libheif(): Heif | Promise<Heif>
}

// How much one PDF may hold on this device.

/** Bytes of documents in one PDF: a phone holds them several times over while it is made. */
const MOST = { small: 60e6, large: 200e6 } as const

export function largestVolume(): number {
  const { deviceMemory = 8 } = navigator as { readonly deviceMemory?: number }
  return deviceMemory <= 4 || matchMedia("(pointer: coarse)").matches ? MOST.small : MOST.large
}

/** QR codes as rows of dark and light squares, for whatever draws them. */
import encodeQR from "qr"

export function qrSquares(text: string): boolean[][] {
  return encodeQR(text, "raw", { ecc: "medium" })
}

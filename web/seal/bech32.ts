/**
 * Bech32 (BIP 173) encoding of a 32-byte seed as an age identity. Decoding and checking is left to the age library,
 * which reads every identity before it is used.
 */
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

export function bech32(prefix: string, bytes: Uint8Array): string {
  const words = toWords(bytes);
  const data = [...words, ...checksum(prefix, words)];
  return `${prefix}1${data.map((word) => ALPHABET.charAt(word)).join("")}`;
}

function toWords(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let carry = 0;
  let bits = 0;
  for (const byte of bytes) {
    carry = ((carry << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) words.push((carry >> (bits - 5)) & 31);
  }
  if (bits > 0) words.push((carry << (5 - bits)) & 31);
  return words;
}

function checksum(prefix: string, words: readonly number[]): number[] {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = polymod([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of GENERATOR.entries()) {
      if ((top >> bit) & 1) sum ^= term;
    }
  }
  return sum;
}

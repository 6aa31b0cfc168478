/** Writes the fonts, and `letters.json` that lists them, into a folder. */
export function makeFonts(root: string, out: string): Promise<void>

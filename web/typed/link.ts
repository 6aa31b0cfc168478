// The secret behind the # of a link, as mail programs and people change it: `%23` or `&#35;` for the sign, a point, bracket or `?utm…` behind
// it, a line break or an unseen sign in it. No DOM.

const SIGNS = /[A-Za-z0-9_-]+/

/** The secret in a fragment; `length` where it is known. Null when it is not there whole. */
export function secretOf(fragment: string, length?: number): string | null {
  const text = plain(fragment).replace(/^#+(?:(?:35|x23);)?/i, "").replaceAll(/[\s\p{Cf}]/gu, "")
  const [found = ""] = SIGNS.exec(text) ?? []
  // What stands before it is no secret of ours.
  if (found === "" || !/^[<("'[]*$/.test(text.slice(0, text.indexOf(found)))) return null
  if (length === undefined) return found
  // A program that takes _ for emphasis leaves one behind it; any other sign more makes it another secret.
  return found.length >= length && /^[_-]*$/.test(found.slice(length)) ? found.slice(0, length) : null
}

/** Without what was encoded on the way, once or twice; `=` at the end of a line is quoted-printable's. */
function plain(fragment: string): string {
  let text = fragment.replaceAll(/=\r?\n/g, "")
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(text); round++) {
    try {
      text = decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return text
}

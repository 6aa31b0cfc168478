// A recovery code, or a password of before, that opens a user key the present password does not.
import { all, need } from "../page/elements.ts"
import { showErrorSummary } from "../page/errors.ts"
import { say } from "../page/words.ts"
import { type Bytes, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { openUserKey, type UserBundle } from "../seal/keys.ts"
import { readRecoveryCode, recoverySeed } from "../seal/recovery.ts"
import { splitNewPassword } from "./handover.ts"
import type { SealOut } from "../wire/api.ts"

const inputOf = (name: string): HTMLInputElement => need("field", name).querySelector("input") as HTMLInputElement

const byCode = (): boolean => all<HTMLInputElement>("way").find((way) => way.checked)?.value !== "password"

/** Show the field of the way that is chosen, now and whenever another one is. */
export function followWay(): void {
  for (const way of all<HTMLInputElement>("way")) {
    way.addEventListener("change", () => {
      need("by-code").hidden = !byCode()
      need("by-password").hidden = byCode()
    })
  }
}

/** The first user key that what was typed opens, of the present key or of older ones; null where nothing fits. */
export async function keyFrom(seals: readonly SealOut[], current: boolean): Promise<UserBundle | null> {
  const way = byCode() ? "recovery" : "password"
  for (const seal of seals.filter((seal) => seal.current === current && seal.way === way)) {
    const bundle = await fitting(async () => openUserKey(fromB64(seal.sealed), await seedFor(seal)))
    if (bundle !== null) return bundle
  }
  return null
}

/** Say at the field that was filled in that it opens nothing. */
export function sayNothingFits(form: HTMLFormElement): void {
  const [field, text] = byCode() ? ([inputOf("code"), "codeOther"] as const) : ([inputOf("before"), "beforeOther"] as const)
  showErrorSummary([{ id: field.id, text: say(text) }], { before: form })
}

/** What `work` gives, or null where a key does not fit. */
export async function fitting<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SealError && error.code !== "worker") return null
    throw error
  }
}

async function seedFor(seal: SealOut): Promise<Bytes> {
  if (seal.way === "recovery") return recoverySeed(await readRecoveryCode(inputOf("code").value))
  return (await splitNewPassword(inputOf("before").value, fromB64(seal.salt))).unlock
}

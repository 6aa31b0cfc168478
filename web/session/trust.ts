// What a mailbox knows of the keys of a correspondent, against what the directory names today.
import { api, Problem } from "../page/server.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import { fingerprint } from "../seal/fingerprint.ts"
import { accepted, judge, type Judged, type Known, learned, readKnown, type Signer, writeKnown } from "../seal/known.ts"
import { signingPublic } from "../seal/signing.ts"
import type { Account, Box } from "./holder.ts"
import { type BoxKey, keyOf, namedKey, withBoxKeys } from "./key-versions.ts"
import type { KnownOut } from "../wire/api.ts"

interface Statement {
  readonly by: KnownOut
  readonly known: Known
}

/** The keys of one correspondent, as seen from one mailbox. */
export interface Trust {
  readonly name: string
  readonly number: string
  readonly judged: Judged
  readonly now: BoxKey
  /** What was known before. */
  readonly known: Known | null
  /** A colleague who compared these very keys. */
  readonly colleague: { readonly name: string; readonly at: string } | null
  /** The person says that these keys are right, and with `compared` that they compared the number. */
  accept(compared: boolean): Promise<void>
}

/** Looks a correspondent up and remembers what is seen for the first time. Null: there is no such mailbox, or it is one's own. */
export async function trustOf(me: Account, box: Box, about: string, signer: Signer | null = null): Promise<Trust | null> {
  if (me.box(about) !== undefined) return null
  const now = await namedKey(about)
  if (now === undefined) return null
  const number = await fingerprint({ box: about, recipient: now.recipient, signing: now.signing })
  const statements = await statementsOf(me, box.id, about)
  const known = statements.find(({ by }) => by.writer === me.user.id)?.known ?? null
  const at = new Date().toISOString()
  const first = { box: box.id, about, user: me.user.id, at }
  const fresh = learned(known, first, now, signer)
  if (fresh !== null) await keep(me, fresh)
  const other = statements.find(({ by, known }) => by.writer !== me.user.id && known.checked?.fingerprint === number)
  return {
    name: now.name, number, now, known,
    judged: judge(known, now, number, signer),
    colleague: other?.known.checked ? { name: other.by.name, at: other.known.checked.at } : null,
    accept: async (compared) => {
      const ground = fresh ?? known
      if (ground !== null) await keep(me, accepted(ground, now, new Date().toISOString(), signer, compared ? number : null))
    },
  }
}

/** What does not open, or is not what its writer signed, is as if it were not there. */
async function statementsOf(me: Account, box: string, about: string): Promise<Statement[]> {
  const rows = await api<readonly KnownOut[]>(`/api/boxes/${box}/known/${about}`)
  const own = b64(await signingPublic(me.signing))
  const read = rows.map(async (by) => {
    const key = by.writer === me.user.id ? own : by.signingKey
    try {
      const plain = await open(me.identities, fromB64(by.sealed))
      return { by, known: await readKnown(plain, { box, about }, { user: by.writer, key }) }
    } catch (error) {
      if (error instanceof SealError) return null
      throw error
    }
  })
  return (await Promise.all(read)).filter((statement) => statement !== null)
}

async function keep(me: Account, known: Known): Promise<void> {
  const plain = await writeKnown(known, me.signing)
  await withBoxKeys(me, [known.box], async (keys) => {
    const { recipient, keyVersion } = keyOf(known.box, keys)
    const sealed = b64(await seal([recipient], plain))
    await api(`/api/boxes/${known.box}/known/${known.about}`, { method: "PUT", json: { sealed, keyVersion } })
  })
}

/** The person compared the number of a correspondent: that counts in every mailbox they use. */
export async function markCompared(me: Account, about: string): Promise<void> {
  for (const box of me.boxes) await (await trustOf(me, box, about))?.accept(true)
}

/** For what a page shows beside its own work: without an answer of the server it shows nothing. */
export async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Problem || error instanceof CannotCheck) return null
    throw error
  }
}

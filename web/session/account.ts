// Who is logged in, with their keys opened: `await account()` on every page that reads or writes sealed content.
//
//   const me = await account()          // or the page goes to /login?next=… and the promise never settles
//   me.signing                          // Ed25519 seed, for makeEnvelope
//   me.identities                       // of all boxes, of all key versions: open(…, me.identities, …) finds the right one
//   me.box(id)                          // one box
//
// The keyring holds the user key alone, for as long as somebody is there; boxes are opened again on every page. Guests
// keep theirs in databases of their own (session/guest.ts), because a keyring drops what belongs to
// another session.
import { onLogout } from "../page/idle.ts"
import { api, part, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { recipientOf } from "../seal/age.ts"
import { b64, type Bytes, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { Keyring } from "../seal/keyring.ts"
import { openUserKey, publicHalf, type UserBundle } from "../seal/keys.ts"
import { keyHash } from "../seal/derive.ts"
import { openBox } from "../seal/message.ts"
import { Shape } from "../seal/shape.ts"
import type { Doubt, Standing } from "../seal/standing.ts"
import type { Account, Box, SealKey } from "./holder.ts"
import { keepPins, pinsOf } from "./pins.ts"
import type { BoxOut, MeOut } from "../wire/api.ts"

export type { Account, Box } from "./holder.ts"

/** Of hearings, which a browser keeps. What does it came with the login page, so it is here without a connection too. */
const forgetSheets = () => import("./sheets.ts").then((sheets) => sheets.forgetSheets(), () => {})

let unlocked: Promise<Account | null> | undefined
let opened: Promise<Account> | undefined

/** The unlocked account. Sends the reader to the login page, and never settles, when it is locked. */
export function account(): Promise<Account> {
  opened ??= accountIfUnlocked().then((found) => found ?? toLogin())
  return opened
}

/** The same for a page that needs no keys and does more with them; null when it is locked. */
export function accountIfUnlocked(): Promise<Account | null> {
  unlocked ??= open().catch((error: unknown) => {
    // Without a connection nothing was found out: whoever asks again may be told.
    unlocked = opened = undefined
    throw error
  })
  return unlocked
}

/** After a login: opens the user key with the unlock half and keeps it for the pages that follow. */
export async function unlock(me: MeOut, unlockSeed: Bytes): Promise<void> {
  const bundle = await openUserKey(fromB64(me.sealedKey), unlockSeed)
  await forgetSheets()
  const keyring = await Keyring.open({ session: me.session })
  await keyring.put("user", me.user.id, { identity: bundle.identity, signing: b64(bundle.signing) })
  keyring.close()
}

/** Whether this browser has the keys of the person the server knows. */
export async function isUnlocked(): Promise<boolean> {
  try {
    const me = await api<MeOut>("/api/me")
    const keyring = await Keyring.open({ session: me.session })
    const there = (await keyring.ids("user")).includes(me.user.id)
    keyring.close()
    return there
  } catch {
    return false
  }
}

/** Forgets every key of this browser's session. What the server knows of the session is its own affair. */
export async function lock(): Promise<void> {
  unlocked = opened = undefined
  const keyring = await Keyring.open({ session: "" })
  await keyring.clear()
  keyring.close()
  await forgetSheets()
}

/** To the login page and back here afterwards; never settles. */
export function toLogin(): Promise<never> {
  const here = location.pathname + location.search
  location.assign(`/login?next=${encodeURIComponent(here)}`)
  return new Promise(() => {})
}

async function open(): Promise<Account | null> {
  const me = await whoami()
  const keyring = await Keyring.open({ session: me.session })
  const bundle = bundleOf(await keyring.get("user", me.user.id))
  if (bundle === null) return null
  keepAlive(keyring)
  onLogout(lock)
  const found = await furnished(me, bundle)
  // What judges and renews keys comes after the page: not every page seals.
  const watching = import("./watch.ts")
  if (found.boxes.some(({ statement }) => statement === null)) await (await watching).signOwn(found)
  // Who leaves the page before it came ends it, which is no fault.
  void watching.then(({ watch }) => watch(found, me.escrow), () => {})
  return found
}

async function whoami(): Promise<MeOut> {
  try {
    return await api<MeOut>("/api/me")
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return toLogin()
    throw error
  }
}

async function furnished(first: MeOut, bundle: UserBundle): Promise<Account> {
  const { recipient, signingPublic: key } = await publicHalf(bundle)
  const own = { recipient: await keyHash(recipient), key }
  const who = { user: first.user.id, recipientHash: own.recipient }
  let boxes = await openedBoxes(first, bundle.identity)
  let kept = await pinsOf(first.pins, bundle, who)
  let standings = new Map<string, Promise<Standing>>()
  const me: Account = {
    user: first.user,
    identity: bundle.identity,
    signing: bundle.signing,
    own,
    get boxes() { return boxes },
    get identities() { return boxes.flatMap((box) => [...box.keyVersions.values()]) },
    box: (id) => boxes.find((box) => box.id === id),
    circle: async (id) => (await part(import("./circles.ts"))).openCircle(me, id),
    get pins() { return kept.pins },
    get pinsDoubt() { return kept.doubt },
    keepPins: async (change) => {
      const put = async () => ({ pins: await keepPins(change(kept.pins), bundle, own.recipient), doubt: kept.doubt })
      kept = await put().catch(async (error: unknown) => {
        if (!(error instanceof Problem) || error.code !== "pins-past") throw error
        await me.refresh()
        return put()
      })
      standings = new Map()
    },
    standing: (id) => {
      const box = me.box(id)
      if (box === undefined) throw new Problem(404, { code: "box-unknown" })
      const known = standings
      const found = known.get(id) ?? part(import("./members.ts")).then(({ standingOf }) => standingOf(me.signer, box))
      known.set(id, found)
      // What could not be fetched now is asked for again.
      found.catch(() => known.delete(id))
      return found
    },
    ownKey: (id) => ownKey(me, id),
    get signer() { return { user: first.user.id, own, pins: kept.pins, signing: bundle.signing } },
    refresh: async () => {
      const now = await whoami()
      boxes = await openedBoxes(now, bundle.identity)
      kept = await pinsOf(now.pins, bundle, who)
      standings = new Map()
    },
  }
  return me
}

/** Doubts in which nothing is sealed to a mailbox. With `person` its key is right, and only no next one is made. */
const SHUT: ReadonlySet<Doubt | null> = new Set(["unsigned", "first", "history", "not-mine", "epoch"])

async function ownKey(me: Account, id: string): Promise<SealKey> {
  const { doubt, head } = await me.standing(id)
  const identity = me.box(id)?.keyVersions.get(head?.said.epoch ?? 0)
  if (SHUT.has(doubt) || me.pinsDoubt || head === null || identity === undefined) {
    throw new Problem(409, { code: "key-doubt", detail: say("keyDoubt", { name: me.box(id)?.name ?? "" }) })
  }
  return { recipient: await recipientOf(identity), keyVersion: head.said.epoch }
}

async function openedBoxes(me: MeOut, identity: string): Promise<Box[]> {
  const found = await Promise.all(me.boxes.map((box) => openedBox(box, identity)))
  return found.filter((box) => box !== null)
}

/** A key that does not open is left out, and a box of which none does: it must not keep the person from the others. */
async function openedBox(box: BoxOut, identity: string): Promise<Box | null> {
  const { keys, recipient: named, ...facts } = box
  const opened = await Promise.all(keys.map(({ number, sealedIdentity }) => openedKeyVersion(number, sealedIdentity, identity)))
  const keyVersions = new Map(opened.filter((key) => key !== null))
  return keyVersions.size === 0 ? null : { ...facts, named, keyVersions }
}

async function openedKeyVersion(number: number, sealed: string, identity: string): Promise<[number, string] | null> {
  try {
    return [number, await openBox(fromB64(sealed), identity)]
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

function bundleOf(kept: unknown): UserBundle | null {
  if (kept === null) return null
  const shape = Shape.parse(JSON.stringify(kept), "user-key")
  return { identity: shape.string("identity"), signing: shape.decoded("signing", fromB64) }
}

const TOUCH_MILLISECONDS = 60_000

/** The keys live for fifteen minutes after the last sign of life, which is given at most once a minute. */
function keepAlive(keyring: Keyring): void {
  let touched = Date.now()
  const sign = () => {
    if (Date.now() - touched < TOUCH_MILLISECONDS) return
    touched = Date.now()
    void keyring.touch()
  }
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, sign, { passive: true, capture: true })
  alive = sign
}

let alive: () => void = () => {}

/** Long work of the page itself (an upload) keeps the keys too. */
export function stillHere(): void {
  alive()
}

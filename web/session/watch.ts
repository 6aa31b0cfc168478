// What happens on every page that opens keys: what members signed is judged, what is told by somebody known is remembered, keys
// that somebody who left still knows are renewed, a spare key is made; and whatever is not as it was is said.
import { api, part, Problem } from "../page/server.ts"
import { recipientOf } from "../seal/age.ts"
import { keyHash } from "../seal/derive.ts"
import type { Pins } from "../seal/pins.ts"
import type { Standing } from "../seal/standing.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import { keepEscrow } from "./escrow.ts"
import type { Account, Box } from "./holder.ts"
import { renewKey } from "./renewal.ts"
import { stated, Unknown } from "./members.ts"
import { madeHere } from "./pins.ts"
import type { MemberOut } from "../wire/api.ts"

/** Does it all once; what the server refuses is done on a later page. */
export async function watch(me: Account, escrow: boolean): Promise<void> {
  await Promise.all([later(watchLog(me)), later(watchKeys(me, escrow))])
}

async function later(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
}

async function watchKeys(me: Account, escrow: boolean): Promise<void> {
  const standings = await judged(me)
  if (me.pinsDoubt) {
    alarm("alarmPins", {})
    return await report("pins")
  }
  await remember(me, standings)
  for (const [box, { doubt, others }] of standings) {
    if (doubt === "person") for (const { user } of others) await alarmPerson(box, user)
    else if (doubt !== null) {
      alarm(wordsOf(doubt), { name: box.name })
      // That nobody signed yet, or that one is here for the first time, is a question and no lie.
      if (doubt !== "unsigned" && doubt !== "first") await report(doubt, box.id)
    } else await renewed(me, box)
    if (doubt === null && (await keyHash(box.named)) !== standings.get(box)?.head?.said.recipient) {
      alarm("alarmNamed", { name: box.name })
      await report("named", box.id)
    }
  }
  if (escrow && !(await keepEscrow(me))) alarm("alarmOfficers", {})
}

async function watchLog(me: Account): Promise<void> {
  await (await part(import("./watch-log.ts"))).watchLog(me)
}

/** A statement and the key it is about are read one after the other: what does not fit is looked at once more. */
async function judged(me: Account): Promise<Map<Box, Standing>> {
  const first = await every(me)
  if ([...first.values()].every(({ doubt }) => doubt === null)) return first
  await me.refresh()
  return every(me)
}

async function every(me: Account): Promise<Map<Box, Standing>> {
  const found = new Map<Box, Standing>()
  for (const box of me.boxes) found.set(box, await me.standing(box.id))
  return found
}

/** The mailbox of an account that was made in this browser: its owner signs for it when they are first here. */
export async function signOwn(me: Account): Promise<void> {
  const box = me.boxes.find(({ kind, delegated, statement }) => kind === "personal" && !delegated && statement === null)
  const made = box === undefined ? null : madeHere(me.own.recipient)
  const identity = box?.keyVersions.get(box.keyVersion)
  if (box === undefined || made === null || identity === undefined) return
  const recipient = await recipientOf(identity)
  if ((await me.standing(box.id)).doubt !== "unsigned" || (await keyHash(recipient)) !== made) return
  const own = { user: me.user.id, recipient: await recipientOf(me.identity), signingKey: me.own.key }
  const json = await stated(me.signer, null, { id: box.id, epoch: box.keyVersion, recipient }, [own])
  await api(`/api/boxes/${box.id}/statements`, { json })
  await me.refresh()
}

/** The newest statements that were believed, and the members they let in, are known from now on. */
async function remember(me: Account, standings: ReadonlyMap<Box, Standing>): Promise<void> {
  const people = new Map(me.pins.people)
  const boxes = new Map(me.pins.boxes)
  for (const [{ id }, { doubt, head, learned }] of standings) {
    if ((doubt !== null && doubt !== "person") || head === null) continue
    for (const [user, keys] of learned) if (!people.has(user)) people.set(user, keys)
    if (doubt === null) boxes.set(id, { number: head.said.number, hash: head.hash })
  }
  const changed = people.size !== me.pins.people.size || [...boxes].some(([box, { hash }]) => me.pins.boxes.get(box)?.hash !== hash)
  if (changed) await me.keepPins((pins): Pins => ({ ...pins, people, boxes }))
}

async function renewed(me: Account, box: Box): Promise<void> {
  if (!box.renew) return
  try {
    await renewKey(me, box.id)
  } catch (error) {
    if (!(error instanceof Unknown)) throw error
    await alarmPerson(box, error.user)
  }
}

async function alarmPerson(box: Box, user: string): Promise<void> {
  const members = await api<readonly MemberOut[]>(`/api/boxes/${box.id}/members`)
  const named = members.find((member) => member.user === user)
  alarm("alarmPerson", { name: box.name, person: named?.name ?? user })
  await report("person", box.id)
}

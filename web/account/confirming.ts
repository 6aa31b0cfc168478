// Who keeps a spare key and who reads along, where it must be confirmed: everybody with their number, and one button.
import { fromTemplate, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, fill, say } from "../page/words.ts"
import { recipientOf } from "../seal/age.ts"
import { keyHash } from "../seal/derive.ts"
import { entryOf } from "../seal/membership.ts"
import type { PersonKeys, Pins } from "../seal/pins.ts"
import type { Account, Box } from "../session/account.ts"
import { keepEscrow, officersToConfirm } from "../session/escrow.ts"
import { personNumber } from "../seal/fingerprint.ts"
import { type Named, stated } from "../session/members.ts"
import { forgetSeen } from "../session/pins.ts"
import { goByNamed, namedWitnesses, otherWitnesses } from "../session/witness-pin.ts"
import type { MemberOut } from "../wire/api.ts"

interface Person extends Named {
  readonly name: string
  readonly email: string
}

interface Question {
  /** Which template asks it, and what it fills in. */
  readonly words: "confirm-officers" | "confirm-members" | "confirm-changed" | "confirm-pins" | "confirm-wait" | "confirm-witnesses"
  readonly values: Readonly<Record<string, string | number>>
  readonly people: readonly Person[]
  readonly confirm: () => Promise<void>
}

/** Puts every question that is open on the page. */
export async function startConfirming(me: Account): Promise<void> {
  const asked = await questions(me)
  need("confirm").hidden = asked.length === 0
  need("confirm-list").replaceChildren(...(await Promise.all(asked.map((question) => shown(me, question)))))
}

async function questions(me: Account): Promise<Question[]> {
  if (me.pinsDoubt) return [{ words: "confirm-pins", values: {}, people: [], confirm: async () => forgetSeen(me.own.recipient) }]
  const boxes = await Promise.all(me.boxes.map((box) => aboutBox(me, box)))
  return [aboutWitnesses(), await aboutOfficers(me), ...boxes].filter((question) => question !== null)
}

function aboutWitnesses(): Question | null {
  if (!otherWitnesses()) return null
  const names = namedWitnesses().join(", ") || say("nobody")
  return { words: "confirm-witnesses", values: { names }, people: [], confirm: async () => goByNamed() }
}

async function aboutOfficers(me: Account): Promise<Question | null> {
  const asked = await officersToConfirm(me)
  if (asked === null) return null
  const { needed, officers } = asked
  const confirm = async () => {
    await me.keepPins((pins) => ({ ...withPeople(pins, keys), officers: { needed, users: officers.map(({ user }) => user) } }))
    await keepEscrow(me)
  }
  const keys = await keysOf(officers)
  return { words: "confirm-officers", values: { needed, count: officers.length }, people: officers, confirm }
}

async function aboutBox(me: Account, box: Box): Promise<Question | null> {
  const { doubt, head } = await me.standing(box.id)
  if (doubt === null) return null
  const members = await api<readonly MemberOut[]>(`/api/boxes/${box.id}/members`)
  const keys = await keysOf(members)
  const values = { name: box.name }
  if (doubt === "unsigned" && box.right === "manage") return { words: "confirm-members", values, people: members, confirm: () => sign(me, box, members, keys) }
  // Only what a member signed of these very keys can be confirmed: the rest is for the helpdesk.
  const signed = head !== null && members.every(({ user }) => same(entryOf(head.said, user), keys.get(user)))
  if (doubt === "not-mine" || doubt === "epoch" || head === null || !signed) return { words: "confirm-wait", values, people: [], confirm: async () => {} }
  const confirm = () => me.keepPins((pins) => {
    const boxes = new Map([...pins.boxes, [box.id, { number: head.said.number, hash: head.hash }]])
    return { ...withPeople(pins, keys), boxes }
  })
  return { words: doubt === "first" ? "confirm-members" : "confirm-changed", values, people: members, confirm }
}

/** Nobody signed who holds the key of this mailbox: its manager does, for the very key that opens here. */
async function sign(me: Account, box: Box, members: readonly MemberOut[], keys: ReadonlyMap<string, PersonKeys>): Promise<void> {
  const identity = box.keyVersions.get(box.keyVersion)
  if (identity === undefined) return
  const { head } = await me.standing(box.id)
  await me.keepPins((pins) => withPeople(pins, keys))
  const json = await stated(me.signer, head, { id: box.id, epoch: box.keyVersion, recipient: await recipientOf(identity) }, members)
  await api(`/api/boxes/${box.id}/statements`, { json })
}

function same(keys: PersonKeys | undefined, other: PersonKeys | undefined): boolean {
  return keys !== undefined && keys.recipient === other?.recipient && keys.key === other.key
}

function withPeople(pins: Pins, keys: ReadonlyMap<string, PersonKeys>): Pins {
  return { ...pins, people: new Map([...pins.people, ...keys]) }
}

async function keysOf(people: readonly Named[]): Promise<Map<string, PersonKeys>> {
  return new Map(await Promise.all(people.map(async ({ user, recipient, signingKey }): Promise<[string, PersonKeys]> =>
    [user, { recipient: await keyHash(recipient), key: signingKey }])))
}

async function shown(me: Account, { words, values, people, confirm }: Question): Promise<HTMLElement> {
  const card = fromTemplate(words)
  for (const part of card.querySelectorAll<HTMLElement>("[data-words]")) part.textContent = fill(part.dataset["words"] ?? "", values)
  card.querySelector("[data-people]")?.replaceChildren(...(await Promise.all(people.map((person) => line(me, person)))))
  const button = card.querySelector("button")
  button?.addEventListener("click", () => void whileBusy(button, async () => {
    clearErrors()
    try {
      await confirm()
      await me.refresh()
      need("key-alarms").replaceChildren()
      await startConfirming(me)
      announce(say("confirmed"))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      showErrorSummary([{ id: "", text: error.detail }], { before: card })
    }
  }))
  return card
}

async function line(me: Account, person: Person): Promise<HTMLElement> {
  const item = fromTemplate("confirm-person")
  const you = person.user === me.user.id ? ` (${say("you")})` : ""
  need("person-name", undefined, item).textContent = `${person.name}${you}, ${person.email}`
  need("person-number", undefined, item).textContent = await personNumber(person)
  return item
}

// The court fees of a case: the notice for a party goes into the file, sealed to that party and the court.
import { all, find } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, apiResponse, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { sealOwnPiece, type Target, targetOf } from "../planner/own-piece.ts"
import { account, type Account } from "../session/account.ts"
import { heed, newCircle, type Right } from "../session/circles.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { CaseCircleIn, FeeNoticeIn, LetterIn } from "../wire/api.ts"

interface Asked {
  readonly key: string
  readonly cents: number
  readonly due: string
  /** The party's own circle, where it had a notice before. */
  readonly circle: { readonly id: string; readonly container: string } | null
  readonly readers: readonly string[]
}

interface Told {
  readonly case: string
  readonly desk: { readonly id: string; readonly name: string }
  readonly parties: Readonly<Record<string, Asked>>
}

const told = JSON.parse(document.getElementById("told")?.textContent ?? "null") as Told | null

async function ask(page: Told, party: string): Promise<void> {
  const asked = page.parties[party]
  if (asked === undefined) return
  const me = await account()
  const answer = await apiResponse(`/fees/${page.case}/notices/new/${party}.pdf`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const sealed = (target: Target): Promise<LetterIn> => sealOwnPiece(me, target, {
    desk: page.desk, subject: say("noticeSubject"), text: "", name: say("noticeName"), type: "application/pdf", bytes,
  })
  const send = (letter: LetterIn, circle: CaseCircleIn | null): Promise<unknown> => {
    const json: FeeNoticeIn = { id: asked.key, party, cents: asked.cents, due: asked.due, letter, circle }
    return api(`/api/cases/${page.case}/fees/notices`, { json })
  }
  if (asked.circle === null) return void await first(me, page, asked, sealed, send)
  const target = await targetOf(me, asked.circle.id, asked.circle.container)
  if (target === null) throw new Problem(409, { detail: say("noKey") })
  await send(await sealed(target), null)
}

/** The first notice of a party: with the circle that only the party and the court read. */
async function first(
  me: Account, { desk }: Told, { readers }: Asked,
  sealed: (target: Target) => Promise<LetterIn>, send: (letter: LetterIn, circle: CaseCircleIn) => Promise<unknown>,
): Promise<void> {
  await heed(me, readers, ["changed"])
  await withBoxKeys(me, [desk.id, ...readers], async (keys) => {
    const rights = new Map<string, Right>([[desk.id, "manage"], ...readers.map((reader): [string, Right] => [reader, "read"])])
    const made = await newCircle(me, "shielded", desk.id, rights, keys)
    const letter = await sealed({ circle: made.id, recipient: made.recipient, keyVersion: 1 })
    return send(letter, { ...made, kind: "shielded" as const, without: [] })
  })
}

async function pressed(page: Told, party: string): Promise<void> {
  const place = find("refused", party)
  if (place !== null) place.hidden = true
  try {
    await ask(page, party)
    location.reload()
    await new Promise(() => {})
  } catch (error) {
    if (!(error instanceof Problem) || place === null) throw error
    place.textContent = error.detail
    place.hidden = false
  }
}

if (told !== null) {
  for (const button of all<HTMLButtonElement>("action", "notice"))
    button.addEventListener("click", () => void whileBusy(button, () => pressed(told, button.value)))
}

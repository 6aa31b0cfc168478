// Deciding on a request: the act as the page judged it, with the letter that tells what changed.
import { find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, apiResponse, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { sealOwnPiece, sealReason, targetOf } from "../planner/own-piece.ts"
import { account } from "../session/account.ts"
import type { RequestIn } from "../wire/api.ts"

interface Told {
  readonly case: string
  readonly seen: number
  readonly circle: string
  readonly container: string
  readonly desk: { readonly id: string; readonly name: string }
}

type Asked = Record<string, unknown> & { readonly act: RequestIn["act"] }

const read = (id: string) => document.getElementById(id)?.textContent ?? ""
const valueOf = (id: string) => (document.getElementById(id) as HTMLInputElement | null)?.value.trim() ?? ""
// One act however often its button is pressed.
const act = crypto.randomUUID()

async function decide(): Promise<void> {
  const told = JSON.parse(read("told")) as Told
  const asked = JSON.parse(read("asked")) as Asked
  const starts = valueOf("starts")
  if (document.getElementById("starts") !== null && starts === "") throw new Problem(422, { detail: say("dayMissing") })
  const me = await account()
  const target = await targetOf(me, told.circle, told.container)
  if (target === null) throw new Problem(409, { detail: say("noKey") })
  const query = new URLSearchParams({ act: asked.act, starts, room: valueOf("room") })
  const answer = await apiResponse(`/planner/${told.case}/letter.pdf?${query}`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const letter = await sealOwnPiece(me, target, {
    desk: told.desk, subject: say("letterSubject"), text: "", name: say("letterName"), type: "application/pdf", bytes,
  })
  const words = valueOf("reason")
  const facts = Object.fromEntries(Object.entries(asked).map(([name, value]) => [camel(name), value]))
  const json = {
    ...facts, id: act, seen: told.seen, letter, reason: words === "" ? null : await sealReason(target, words),
    starts: starts || null, room: valueOf("room") || null, judge: valueOf("judge") || null,
  }
  await api(`/api/cases/${told.case}/request`, { json })
  location.assign(`/cases/${told.case}`)
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase())
}

const button = find<HTMLButtonElement>("action", "decide")
button?.addEventListener("click", () => void whileBusy(button, async () => {
  const place = need("refused")
  place.hidden = true
  try {
    await decide()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    place.textContent = error.detail
    place.hidden = false
  }
}))

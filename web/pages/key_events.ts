// What became of one's own keys: what this browser did not do is asked about, all of it is shown.
import { LogError } from "../evidence/log.ts"
import { fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, fill, formatMoment, say } from "../page/words.ts"
import { account, type Account } from "../session/account.ts"
import { alarm, report, wordsOf } from "../session/alarms.ts"
import { namedKeys } from "../session/key-versions.ts"
import { asked, type Leaf, ownNews, settle, type Told, toldLeaves } from "../session/own-leaves.ts"

const NOTHING: Told = { leaves: [], names: new Map() }

async function start(): Promise<void> {
  const me = await account()
  const told = await checked(() => toldLeaves(me), NOTHING)
  await checked(async () => ownNews(me, await namedKeys(me.boxes.map(({ id }) => id)), Date.now()), [])
  show(me, told)
}

/** What does not hold is said above the page; what cannot be asked now is left out. */
async function checked<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LogError) {
      alarm(wordsOf("own-entries"), {})
      await report("own-entries")
    } else if (!(error instanceof Problem)) throw error
    return otherwise
  }
}

function show(me: Account, told: Told): void {
  const { open = [], read = 0 } = asked(me) ?? {}
  need("loading").hidden = true
  for (const leaf of open.toReversed()) need("asked-list").append(question(me, leaf, told))
  for (const leaf of told.leaves.toReversed()) need("all-list").append(line("event-line", me, leaf, told))
  need("asked").hidden = open.length === 0
  need("nothing").hidden = open.length > 0
  need("all").hidden = told.leaves.length === 0
  if (read === 0) return
  need("read").textContent = say("read", { moment: formatMoment(new Date(read)) })
  need("read").hidden = false
}

/** `boxes.member.added` → `eventBoxesMemberAdded`. */
const wordsFor = (event: string): string => `event${event.replaceAll(/(?:^|[.-])(.)/g, (_, letter: string) => letter.toUpperCase())}`

function line(template: string, me: Account, leaf: Leaf, { leaves, names }: Told): HTMLElement {
  const element = fromTemplate(template)
  const { at, box, event, index } = leaf
  need("what", undefined, element).textContent = say(wordsFor(event))
  need("when", undefined, element).textContent = say("when", { moment: formatMoment(new Date(at)), name: me.box(box)?.name ?? "–", number: index })
  const found = leaves.find((each) => each.index === index)
  const about = found?.whom && names.get(found.whom) ? say("about", { name: names.get(found.whom) ?? "" }) : ""
  need("by", undefined, element).textContent = `${about} ${byWhom(me, found, names)}`.trim()
  return element
}

function byWhom(me: Account, found: Told["leaves"][number] | undefined, names: Told["names"]): string {
  if (found === undefined) return say("byNobody")
  if (found.by === me.user.id) return say("byYou")
  return found.by === null ? say("byUs") : say("by", { name: names.get(found.by) ?? found.by })
}

function question(me: Account, leaf: Leaf, told: Told): HTMLElement {
  const element = line("event-asked", me, leaf, told)
  const does = (action: string, work: () => Promise<void>) => {
    const button = need<HTMLButtonElement>("action", action, element)
    button.addEventListener("click", () => void whileBusy(button, work))
  }
  does("mine", async () => {
    settle(me, leaf.index)
    announce(say("thanks"))
    element.remove()
    need("asked").hidden = need("asked-list").childElementCount === 0
  })
  does("not-mine", async () => {
    await api(`/api/key-events/${leaf.index}/disowned`, { json: {} })
    settle(me, leaf.index)
    const help = helpFor(leaf)
    element.querySelector(".actions")?.replaceWith(help)
    help.focus()
  })
  return element
}

/** What to do now, by what it was. */
function helpFor({ event, box, index }: Leaf): HTMLElement {
  const help = fromTemplate("event-help")
  const kind = /^boxes\.(member|checker)/.test(event) ? "member" : event.startsWith("boxes.") ? "key" : "way"
  need("for", kind, help).hidden = false
  for (const link of help.querySelectorAll<HTMLAnchorElement>("[data-members]")) link.href = `/mail/${box}/members`
  const call = need("words", undefined, help)
  call.textContent = fill(call.dataset["words"] ?? "", { number: index })
  return help
}

void start()

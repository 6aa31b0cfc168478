// Words of messages, searched on this device while somebody types, and what was found: drawn from the index, so that nobody else learns of it.
import { find, fromTemplate, need } from "../page/elements.ts"
import { Problem } from "../page/server.ts"
import { language, NEW_CASE, say } from "../page/words.ts"
import { SealError } from "../seal/errors.ts"
import type { Found } from "../seal/word-shelf.ts"
import { soughtWords } from "../seal/word-index.ts"
import { accountIfUnlocked } from "../session/account.ts"
import { askedIn, numbersOf } from "./asking.ts"
import { buildIndexes } from "./building.ts"
import { newSearcher, type Searcher } from "./client.ts"
import { type Extent, openAll } from "./fetching.ts"

const SHOWN = 50
const PAUSE = 150

/** Nothing happens where this browser holds no keys: then the page finds by names, numbers and days. */
export async function startWordSearch(): Promise<void> {
  const place = find("word-search")
  const field = document.getElementById("q") as HTMLInputElement | null
  if (place === null || field === null) return
  showAsked(field)
  const me = await accountIfUnlocked()
  if (me === null) return addEventListener("hashchange", () => showAsked(field))
  place.hidden = false
  const searcher = newSearcher()
  const search = searching(searcher, () => field.value)
  addEventListener("hashchange", () => {
    showAsked(field)
    void search.again()
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(() => void search.again(), PAUSE)
  })
  try {
    await openAll(me, searcher, search.over)
    search.come()
    await buildIndexes(me, () => searcher, () => void search.again())
    search.done()
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError)) throw error
    search.failed()
  }
}

/** The words of the address stand in the field, and the server is asked for names only by who presses for it. */
function showAsked(field: HTMLInputElement): void {
  const [typed, form] = [askedIn(location), find<HTMLFormElement>("names")]
  if (typed !== "") field.value = typed
  if (form === null) return
  form.hidden = location.hash === "" || typed === numbersOf(typed)
  form.querySelector<HTMLInputElement>("[name=q]")?.setAttribute("value", typed)
  need("names-said", undefined, form).textContent = say("namesKept", { words: typed })
  const blank = find("names-blank")
  if (blank !== null) blank.hidden = !form.hidden
  // What the device found comes first where it alone was asked.
  const [words, names] = [find("word-search"), form.closest("section")]
  if (names !== null) words?.[form.hidden ? "before" : "after"](names)
}

/** What of the messages is searched is told as it grows. */
function searching(searcher: Searcher, typed: () => string) {
  let extent: Extent = { messages: 0, unopened: 0 }
  let state: "opening" | "adding" | "done" | "failed" = "opening"
  let asked = 0

  async function again(): Promise<void> {
    const mine = ++asked
    const words = soughtWords(typed())
    const found = await searcher.search(words, SHOWN).catch(() => null)
    // Somebody typed on in the meantime.
    if (mine === asked && found !== null) show(found, words.length > 0)
  }

  function show(found: Found, sought: boolean): void {
    need("words-found").replaceChildren(...found.messages.map(row))
    const whole = found.searched >= extent.messages && state !== "opening"
    const counted = whole ? say("wordsAll", { n: found.searched }) : say("wordsSome", { n: found.searched, all: extent.messages })
    const told = [
      !sought || (state === "opening" && found.count === 0) ? "" : say(...counts(found)),
      counted,
      whole || state === "opening" ? "" : say({ adding: "wordsAdding", done: "wordsLater", failed: "wordsFailed" }[state]),
      extent.unopened === 0 ? "" : say("wordsUnopened", { n: extent.unopened }),
    ]
    need("words-said").textContent = told.filter((sentence) => sentence !== "").join(" ")
  }

  const become = (next: typeof state) => () => {
    state = next
    void again()
  }
  return {
    again,
    over: (now: Extent) => {
      extent = now
      void again()
    },
    come: become("adding"),
    done: become("done"),
    failed: become("failed"),
  }
}

function counts({ count, messages }: Found): [string, Record<string, number>] {
  if (count === 0) return ["wordsNone", {}]
  if (count > messages.length) return ["wordsMany", { n: count, shown: messages.length }]
  return [count === 1 ? "wordsOne" : "wordsFew", { n: count }]
}

function row({ id, at, party, subject, sent, start }: Found["messages"][number]): HTMLElement {
  const element = fromTemplate("found-row")
  element.dataset["found"] = id
  need("found-party", undefined, element).textContent = sent ? say("foundTo", { names: party }) : party
  const link = need<HTMLAnchorElement>("found-link", undefined, element)
  link.href = `/mail/messages/${id}`
  need("found-subject", undefined, element).textContent = subject === NEW_CASE ? say("foundNewCase") : subject
  need("found-start", undefined, element).textContent = start
  const when = need<HTMLTimeElement>("found-when", undefined, element)
  when.dateTime = at
  when.textContent = day(new Date(at))
  return element
}

const day = (at: Date): string => new Intl.DateTimeFormat(language() === "en" ? "en-GB" : "nl-NL", {
  timeZone: "Europe/Amsterdam", day: "numeric", month: "short", year: "numeric",
}).format(at)

/** Words that somebody searches stay on their device; numbers and days go to the server. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { askedIn, numbersOf, searchAddress, startAsking } from "./asking.ts"

/** What of an address reaches a server. */
const sent = (address: string) => decodeURIComponent(address.split("#")[0] ?? "").replaceAll("+", " ")
const PATH = "/mail/b/search"

test("no word is in what reaches the server, and all of it is found back on the device", () => {
  for (const typed of ["Jansen", "geheim & zwanger", "dakgoot C/13/756123", "brief van 22 november 2026 over huur", "a#b?q=c", "  lekkage  "]) {
    const address = searchAddress(PATH, typed)
    for (const word of ["jansen", "geheim", "zwanger", "dakgoot", "brief", "huur", "lekkage"]) assert.ok(!sent(address).toLowerCase().includes(word), address)
    assert.equal(askedIn(new URL(address, "https://zegel.example")), typed.trim())
  }
})

test("numbers and days are looked up by the server too", () => {
  assert.equal(numbersOf("dakgoot C/13/756123"), "C/13/756123")
  assert.equal(numbersOf("van 22 November 2026, en 3 mrt. 2026"), "22 November 2026 3 mrt. 2026")
  assert.equal(numbersOf("16-12-2026 huur"), "16-12-2026")
  assert.equal(searchAddress(PATH, "C/13/756123"), `${PATH}?q=C%2F13%2F756123`)
  assert.equal(searchAddress(PATH, ""), PATH)
})

test("the field of a mailbox page goes there at Enter", () => {
  page(`<form data-search-all method="get" action="${PATH}"><input name="q" value="ontslag 7561"></form>`)
  const gone: string[] = []
  startAsking((address) => gone.push(address))
  const submit = new Event("submit", { cancelable: true })
  document.querySelector("form")?.dispatchEvent(submit)
  assert.equal(submit.defaultPrevented, true)
  assert.deepEqual(gone, [`${PATH}?q=7561#q=ontslag+7561`])
})

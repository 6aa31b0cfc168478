import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { test } from "node:test"
import { seal } from "../seal/age.ts"
import { b64 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { makeEnvelope, type Manifest, MANIFEST_TYPE } from "../seal/manifest.ts"
import { newMessageIdentity, sealMessageKey } from "../seal/message.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { Bundle, type Hands } from "./bundle.ts"
import type { PlanOut } from "../wire/api.ts"

// A page without texts: each sentence shows its key.
const nothing = { getElementById: () => null, documentElement: { lang: "nl" }, cookie: "", querySelector: () => null }
Object.assign(globalThis, { document: nothing, location: { hostname: "zegel.example", origin: "https://zegel.example" } })

const FONTS = "node_modules/pdfjs-dist/standard_fonts/"
const message = crypto.randomUUID()
const conversation = crypto.randomUUID()

async function world() {
  const [keys, reader, seed] = [await newMessageIdentity(), await newMessageIdentity(), newSigningSeed()]
  const sender = { kind: "guest" as const, id: crypto.randomUUID(), name: "P. Jansen", user: null, userName: null }
  const manifest: Manifest = {
    type: MANIFEST_TYPE, message, conversation, created: "2026-11-22T22:51:00Z", sender,
    recipients: [{ kind: "box", id: crypto.randomUUID(), name: "Team", address: "team@rechtbank.example" }],
    subject: "C/13/756123", text: "Ik kom. Kenmerk 漢字.", secret: false, files: [],
  }
  const [key] = await sealMessageKey(keys.identity, [reader.recipient])
  const envelope = b64(await seal([keys.recipient], await makeEnvelope(manifest, seed)))
  const personal = canonical({ salt: "", sender: "P. Jansen", onBehalfOf: "", organisation: "", recipients: ["Team, Rechtbank"] })
  const record = canonical({
    v: 1, id: message, at: "2026-11-22T22:51:00+00:00", event: "mail.message.received", subject: message, actor: `guest:${sender.id}`,
    facts: {
      conversation, subject: manifest.subject, secret: false, senderBox: null, recipients: manifest.recipients.map(({ kind, id }) => `${kind}:${id}`),
      envelope: sha256(Buffer.from(envelope, "base64")), files: [], personal: sha256(personal),
    },
  })
  const opened = {
    message, conversation, subject: "C/13/756123", receivedAt: "2026-11-22T23:51:00+01:00", role: "recipient", guest: null, sender,
    envelope, record, personal, log: null, readers: [], adoptions: [],
    sealedKey: b64(key ?? new Uint8Array()), senderKey: b64(await signingPublic(seed)), files: [],
  }
  return { opened, reader: reader.identity }
}

const plan: PlanOut = {
  messages: [{
    message, conversation, subject: "C/13/756123", receivedAt: "2026-11-22T23:51:00+01:00", own: false, sender: "P. Jansen",
    address: "p@post.example", files: [], api: "/api/m", receiptPdf: "/m/receipt.pdf",
  }],
  left: 0,
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex")
}

/** A server that answers by path; what it has no answer for is a lost connection. */
function serve(answers: Record<string, () => Response | Promise<Response>>): string[] {
  const asked: string[] = []
  Object.assign(globalThis, {
    fetch: async (path: string) => {
      if (path.includes("standard_fonts")) return new Response(await readFile(FONTS + path.split("/").at(-1)))
      if (path.endsWith("/letters.json") && answers[path] === undefined) return new Response("[]")
      asked.push(path)
      const answer = answers[path]
      if (answer === undefined) throw new TypeError("no connection")
      return answer()
    },
  })
  return asked
}

const json = (value: unknown, status = 200) => () =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": status < 400 ? "application/json" : "application/problem+json" } })

const text = (value: string, type: string) => () => new Response(value, { headers: { "content-type": type } })

function hands(identity: string, ask: Hands["ask"] = () => Promise.resolve("skip")): Hands {
  const guide: Hands["guide"] = (values) => ({ html: JSON.stringify(values), text: "guide" })
  return { identities: () => Promise.resolve([identity]), ask, watch: () => {}, guide }
}

async function made(bundle: Bundle): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for await (const { name, input } of bundle.members()) {
    const pieces: Uint8Array[] = []
    for await (const piece of input) pieces.push(piece)
    found.set(name, Buffer.concat(pieces))
  }
  return found
}

test("as one PDF each message is a chapter: letter, files, receipt; a file that cannot be had is none of it", async () => {
  const { opened, reader } = await world()
  serve(good(opened))
  const bundle = new Bundle(plan, "/api/evidence", hands(reader))
  const [chapter, ...others] = await bundle.chapters()
  assert.equal(others.length, 0)
  assert.equal(chapter?.number, "1")
  const read = await Promise.all((chapter?.sources ?? []).map(async ({ title, read }) => [title, (await (await read())?.text())?.slice(0, 5)]))
  assert.deepEqual([read[0], read.at(-1)], [["exportLetterPdf", "%PDF-"], ["exportReceiptPdf", "%PDF-"]])
  serve({ ...good(opened), "/m/receipt.pdf": json({ code: "gone", detail: "away" }, 404) })
  const [again] = await new Bundle(plan, "/api/evidence", hands(reader)).chapters()
  assert.equal(await again?.sources.at(-1)?.read(), null)
})

const good = (opened: unknown) => ({
  "/api/m/open": json(opened),
  "/api/m/receipt": json({ type: "zegel/receipt/v2" }),
  "/m/receipt.pdf": text("%PDF-1.7", "application/pdf"),
  "/api/evidence": json({ proof: { type: "zegel/proof/v1" }, next: null, waiting: 0 }),
  "/log-key": text("KEY\n", "text/plain"),
})

test("an export holds message, receipt, proof and guide, and a list with the true hash of each", async () => {
  const { opened, reader } = await world()
  serve(good(opened))
  const bundle = new Bundle(plan, "/api/evidence", hands(reader))
  const found = await made(bundle)
  assert.deepEqual([...found.keys()], [
    "01 2026-11-22 P. Jansen/exportLetterPdf", "01 2026-11-22 P. Jansen/exportLetterEml",
    "exportProofFolder/01 exportReceiptJson", "exportProofFolder/01 exportReceiptPdf",
    "exportProofFolder/01 exportEnvelope", "exportProofFolder/01 exportKey",
    "exportProofFolder/exportProofFile", "exportProofFolder/exportLogKey",
    "exportGuideHtml", "exportGuideText", "exportList", "SHA256SUMS",
  ])
  assert.deepEqual(bundle.missing, [])
  assert.ok(found.get("01 2026-11-22 P. Jansen/exportLetterPdf")?.subarray(0, 5).equals(Buffer.from("%PDF-")))
  const sums = found.get("SHA256SUMS")?.toString().trim().split("\n") ?? []
  assert.equal(sums.length, found.size - 1)
  for (const line of sums) {
    const [, sum = "", name = ""] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    assert.equal(createHash("sha256").update(found.get(name) ?? "").digest("hex"), sum)
  }
  assert.deepEqual(JSON.parse(found.get("exportProofFolder/exportProofFile")?.toString() ?? ""), { type: "zegel/proof/v1" })
})

test("a message that is not right is named, and the rest is there", async () => {
  const { opened, reader } = await world()
  const asked = serve({ ...good({ ...opened, senderKey: b64(await signingPublic(newSigningSeed())) }), "/api/m/reports": json({}) })
  const bundle = new Bundle(plan, "/api/evidence", hands(reader, () => assert.fail("what is wrong is not asked again")))
  const found = await made(bundle)
  assert.deepEqual(bundle.missing.map(({ message: number, code }) => [number, code]), [[1, "sender-key"]])
  assert.ok(asked.includes("/api/m/reports"))
  assert.ok(found.get("exportMissingFile")?.toString().includes("exportRefused"))
  assert.ok(found.has("exportProofFolder/01 exportReceiptJson") && ![...found.keys()].some((name) => name.endsWith("Eml")))
})

test("a message about which letter, log and server do not agree is named, reported and left out", async () => {
  const { opened, reader } = await world()
  for (const [other, code] of [[{ subject: "C/13/999999" }, "subject"], [{ sender: { ...opened.sender, name: "Rechtbank" } }, "sender-name"], [{ record: null }, "record"]] as const) {
    const asked = serve({ ...good({ ...opened, ...other }), "/api/m/reports": json({}) })
    const bundle = new Bundle(plan, "/api/evidence", hands(reader, () => assert.fail("what is wrong is not asked again")))
    await made(bundle)
    assert.deepEqual(bundle.missing.map(({ message: number, code: why }) => [number, why]), [[1, code]])
    assert.ok(asked.includes("/api/m/reports"))
  }
})

test("a lost connection waits for the reader and goes on where it was", async () => {
  const { opened, reader } = await world()
  const answers: Record<string, () => Response> = { ...good(opened) }
  delete answers["/api/m/receipt"]
  const asked = serve(answers)
  let times = 0
  const bundle = new Bundle(plan, "/api/evidence", hands(reader, () => {
    times += 1
    if (times === 2) answers["/api/m/receipt"] = good(opened)["/api/m/receipt"]
    return Promise.resolve("again")
  }))
  await made(bundle)
  assert.deepEqual([times, bundle.missing], [2, []])
  assert.equal(asked.filter((path) => path === "/api/m/open").length, 1)
})

test("a connection lost while letters of another script are fetched waits for the reader too", async () => {
  const { opened, reader } = await world()
  let lost = 1
  const list = () => {
    if (lost-- > 0) throw new TypeError("no connection")
    return new Response("[]")
  }
  serve({ ...good(opened), "/static/build/letters/letters.json": list })
  const questions: string[] = []
  const ask: Hands["ask"] = async (what) => {
    questions.push(what)
    return "again"
  }
  const files = await made(new Bundle(plan, "/api/evidence", hands(reader, ask)))
  assert.deepEqual(questions, ["exportMessage"])
  assert.ok([...files.keys()].some((name) => name.endsWith("exportLetterPdf")))
})

test("what the server will not give is named without asking", async () => {
  const { reader } = await world()
  serve({ ...good(null), "/api/m/open": json({ code: "message-withdrawn", detail: "Ingetrokken." }, 409) })
  const bundle = new Bundle(plan, "/api/evidence", hands(reader, () => assert.fail("asked")))
  await made(bundle)
  assert.deepEqual(bundle.missing.map(({ code, why }) => [code, why]), [["message-withdrawn", "Ingetrokken."]])
})

test("what was done just now is waited for; what still has no place in the log after that is counted", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const { opened, reader } = await world()
  const asked = serve({ ...good(opened), "/api/evidence": json({ proof: null, next: null, waiting: 3 }) })
  const ticking = setInterval(() => context.mock.timers.tick(2_000), 20)
  const found = await made(new Bundle(plan, "/api/evidence", hands(reader)))
  clearInterval(ticking)
  assert.equal(asked.filter((path) => path === "/api/evidence").length, 5)
  assert.equal(JSON.parse(found.get("exportList")?.toString() ?? "").waiting, 3)
})

test("a proof file has the proof and the list, and nothing that is a document", async () => {
  const { opened, reader } = await world()
  serve(good(opened))
  const bundle = new Bundle(plan, "/api/evidence", hands(reader), false)
  const found = await made(bundle)
  assert.deepEqual([...found.keys()], [
    "exportProofFolder/01 exportReceiptJson", "exportProofFolder/01 exportReceiptPdf",
    "exportProofFolder/01 exportEnvelope", "exportProofFolder/01 exportKey",
    "exportProofFolder/exportProofFile", "exportProofFolder/exportLogKey",
    "exportGuideHtml", "exportGuideText", "exportList", "SHA256SUMS",
  ])
  assert.equal(JSON.parse(found.get("exportList")?.toString() ?? "").messages[0].message, message)
})

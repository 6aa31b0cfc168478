import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { test } from "node:test"
import { eml, type Mail, rfcDate } from "./eml.ts"

const mail: Mail = {
  id: "0192b3c4-0000-7000-8000-000000000001",
  host: "zegel.example",
  after: "0192b3c4-0000-7000-8000-000000000000",
  from: { name: "Team kort geding, “Nóórd” <x@y>", address: "team@rechtbank.example" },
  to: [{ name: "", address: "p@post.example" }, { name: "M. Žižka-Øst", address: "m@post.example" }],
  subject: "C/13/756123",
  at: "2026-11-22T23:51:00+01:00",
  more: { "X-Zegel-Written-By": "F. Yılmaz\r\nBcc: victim@post.example, en nog heel veel meer dan in één woord past", "X-Zegel-Empty": "" },
  text: "Geachte heer,\n\nEén regel met “tekens” en 漢字.\n.\nFrom hier verder\n",
  files: [
    { name: "1_dagvaarding_261122.pdf", type: "application/pdf", content: new Blob([new Uint8Array(600_001).fill(7)]) },
    { name: `${"processtuk met een heel lange naam ".repeat(3)}über “§ 12” 漢字.txt`, type: "text/html; charset=x", content: new Blob(["<b>"]) },
    { name: "brief.eml", type: "message/rfc822", content: new Blob(["Subject: in een mail\r\n\r\nhallo"]) },
    { name: "leeg", type: "", content: new Blob([]) },
  ],
}

async function written(mail: Mail): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of eml(mail)) pieces.push(piece)
  return Buffer.concat(pieces)
}

// Another parser than our own says what is in it.
const READER = `
import email, email.policy, hashlib, json, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
body = mail.get_body(("plain",))
print(json.dumps({
    "headers": [[name.lower(), str(value)] for name, value in mail.items()],
    "from": [[one.display_name, one.addr_spec] for one in mail["From"].addresses],
    "to": [[one.display_name, one.addr_spec] for one in mail["To"].addresses],
    "date": mail["Date"].datetime.isoformat(),
    "text": body.get_content(),
    "files": [[one.get_filename(), one.get_content_type(), hashlib.sha256(one.get_payload(decode=True)).hexdigest()]
              for one in mail.iter_attachments()],
    "defects": [str(one) for part in mail.walk() for one in part.defects],
}))`

interface Read {
  headers: [string, string][]
  from: [string, string][]
  to: [string, string][]
  date: string
  text: string
  files: [string, string, string][]
  defects: string[]
}

async function read(mail: Mail): Promise<Read> {
  const done = spawnSync("python3", ["-c", READER], { input: await written(mail), encoding: "utf8" })
  assert.equal(done.status, 0, done.stderr)
  return JSON.parse(done.stdout) as Read
}

async function sha256(content: Blob): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", await content.arrayBuffer())).toString("hex")
}

test("another parser finds the envelope, the text and every file as they were", async () => {
  const found = await read(mail)
  assert.deepEqual(found.defects, [])
  assert.deepEqual(found.from, [[mail.from.name, mail.from.address]])
  assert.deepEqual(found.to, mail.to.map(({ name, address }) => [name, address]))
  assert.equal(found.date, mail.at)
  assert.equal(found.text.replaceAll("\r\n", "\n"), mail.text)
  assert.deepEqual(found.files.map(([name]) => name), mail.files.map(({ name }) => name))
  assert.deepEqual(found.files.map(([, , sum]) => sum), await Promise.all(mail.files.map(({ content }) => sha256(content))))
})

test("a type that is none, or that a mail program would take apart, is plain bytes", async () => {
  const types = (await read(mail)).files.map(([, type]) => type)
  assert.deepEqual(types, ["application/pdf", "application/octet-stream", "application/octet-stream", "application/octet-stream"])
})

test("nothing a sender wrote becomes a header of its own", async () => {
  const { headers } = await read(mail)
  assert.ok(!headers.some(([name]) => name === "bcc" || name === "x-zegel-empty"))
  assert.ok(headers.some(([name, value]) => name === "x-zegel-written-by" && value.includes("Bcc: victim@post.example, en nog heel veel meer dan in één woord past")))
})

test("every line is short and ends as mail lines do", async () => {
  const text = (await written(mail)).toString("latin1")
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text))
  assert.ok(text.split("\r\n").every((line) => line.length <= 78))
  // oxlint-disable-next-line no-control-regex
  assert.ok(/^[\x00-\x7f]*$/.test(text))
})

test("without files it is one plain text", async () => {
  const found = await read({ ...mail, files: [], to: [mail.to[0]!] })
  assert.deepEqual([found.files, found.defects], [[], []])
  assert.equal(found.text.replaceAll("\r\n", "\n"), mail.text)
})

test("a large file is written in pieces, not at once", async () => {
  let largest = 0
  const content = new Blob([new Uint8Array(5_000_000)])
  for await (const piece of eml({ ...mail, files: [{ name: "groot.pdf", type: "application/pdf", content }] })) {
    largest = Math.max(largest, piece.length)
  }
  assert.ok(largest < 700_000)
})

test("the moment is written with its own offset", () => {
  assert.equal(rfcDate("2026-11-22T23:51:00+01:00"), "Sun, 22 Nov 2026 23:51:00 +0100")
  assert.equal(rfcDate("2026-07-01T09:05:07.123456+02:00"), "Wed, 01 Jul 2026 09:05:07 +0200")
  assert.equal(rfcDate("2026-03-02T00:00:00Z"), "Mon, 02 Mar 2026 00:00:00 +0000")
  assert.throws(() => rfcDate("gisteren"))
})

import assert from "node:assert/strict"
import { test } from "node:test"
import { caseInName, numberedName, safeName, shownName, startOf } from "./names.ts"

test("a name keeps what people read and loses what file systems refuse", () => {
  assert.equal(safeName("Productie 1: foto's <achter>.jpg", "x"), "Productie 1 foto's achter .jpg")
  assert.equal(safeName("../../etc/passwd", "x"), "etc passwd")
  assert.equal(safeName("C:\\boot.ini", "x"), "C boot.ini")
})

test("a name cannot turn its ending around or hide it", () => {
  assert.equal(safeName("factuur\u202efdp.exe", "x"), "factuur fdp.exe")
  assert.equal(safeName("a\u0000b\u200b.pdf", "x"), "a b .pdf")
})

test("a name that is nothing, or a device, becomes a file", () => {
  assert.equal(safeName(" ... ", "bestand"), "bestand")
  for (const device of ["CON.pdf", "nul .txt", "COM¹.pdf", "lpt1"]) assert.equal(safeName(device, "x"), `_${device}`)
})

test("a long name is cut before its ending", () => {
  const name = safeName(`${"é".repeat(300)}.pdf`, "x")
  assert.equal(Array.from(name).length, 120)
  assert.ok(name.endsWith("é.pdf"))
})

test("a name fits in the 255 bytes of a file system, with its number, its start and its ending", () => {
  for (const letter of ["\u6f22", "\ud83d\ude00", "\u0627", "e\u0301\u0323", "\ufdfa"]) {
    const name = numberedName(100, 100, `Productie ${letter.repeat(250)}.pdf`, "x")
    assert.ok(new TextEncoder().encode(name).length <= 255, letter)
    assert.ok(name.startsWith("100 Productie ") && name.endsWith(`${letter.normalize("NFC")}.pdf`), name)
    assert.ok(name.isWellFormed())
  }
})

test("the start and the ending stay, whatever a letter carries and however long the ending is", () => {
  assert.match(safeName(`a${"\u0301".repeat(500)}.pdf`, "x"), /^\u00e1\u0301+\.pdf$/u)
  assert.match(safeName(`${"b".repeat(300)}.numbers`, "x"), /^b+\.numbers$/)
})

test("the start of a name for a folder does not end within a letter", () => {
  assert.equal(startOf(`2026-11-22 ${"\ud83d\ude00".repeat(60)}`, 14), "2026-11-22 \ud83d\ude00\ud83d\ude00\ud83d\ude00")
})

test("numbers sort in every list", () => {
  assert.equal(numberedName(3, 12, "brief.pdf", "x"), "03 brief.pdf")
  assert.equal(numberedName(3, 100, "brief.pdf", "x"), "003 brief.pdf")
})

test("a case number is part of a file name", () => {
  assert.equal(caseInName("C/13/756123 / KG ZA 26-481"), "C-13-756123-KG-ZA-26-481")
})

for (const sign of ["\u202e", "\u061c", "\u2060", "\u00ad", "\u0085", "\ufff9", "\u3164", "\u{e0041}"]) {
  test(`U+${(sign.codePointAt(0) ?? 0).toString(16)} neither hides in a name on the page nor in one on a disk`, () => {
    assert.equal(shownName(`vonnis${sign}fdp.exe`), "vonnis\ufffdfdp.exe")
    assert.equal(safeName(`vonnis${sign}fdp.exe`, ""), "vonnis fdp.exe")
  })
}

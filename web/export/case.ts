// A whole case as one ZIP: every piece its reader opens, with all that proves it, for `zegel verify` (docs/formats.md, Export of a case).
import { makeZip } from "client-zip"
import { serverNow } from "../page/clock.ts"
import { api, apiResponse } from "../page/server.ts"
import { caseInName, numberedName } from "../reading/names.ts"
import type { Piece, PieceFile } from "../reading/pieces.ts"
import { save } from "../reading/save.ts"
import { type Bytes, fromB64, utf8 } from "../seal/bytes.ts"
import type { CaseLogOut, CaseOut } from "../wire/api.ts"
import { gathered } from "./sink.ts"
import { slices } from "./slices.ts"
import { Sums } from "./sums.ts"

const TYPE = "zegel/case-export/v1"
const PLACED = "casefile.entry.placed"

export interface CaseSource {
  /** Of the case in the API. */
  readonly path: string
  readonly pieces: readonly Piece[]
  open(file: PieceFile): Promise<Blob>
  /** How far it is, from 0 to 1. */
  watch(part: number): void
  /** What the guide says, with the numbers of the case filled in. */
  guide(numbers: { readonly number: string; readonly summary: string }): string
}

interface Member {
  readonly name: string
  readonly input: AsyncIterable<Bytes>
  readonly lastModified: Date
}

/** Makes the ZIP and gives it to the reader's device. @throws {Problem} something could not be fetched. @throws {Refused} a file is not what was signed. */
export async function takeCase(source: CaseSource, name: string, numbers: string): Promise<void> {
  save(await gathered(makeZip(caseMembers(source))), `${[name, caseInName(numbers)].join("_")}.zip`)
}

export async function* caseMembers(source: CaseSource): AsyncGenerator<Member> {
  const [shown, log] = await Promise.all([api<CaseOut>(source.path), api<CaseLogOut>(`${source.path}/log`)])
  const proofs = log.proofs ?? []
  const filings = filingsIn(proofs)
  const sums = new Sums()
  const at = serverNow()
  const member = (path: string, content: Blob, moment = at): Member => ({ name: path, input: sums.counted(path, slices(content)), lastModified: moment })
  const total = source.pieces.reduce((sum, { files }) => sum + files.length, 0)
  const listed: unknown[] = []
  let done = 0
  for (const piece of source.pieces) {
    const { entry, manifest, identity } = piece
    const place = String(entry.number).padStart(4, "0")
    const filed = new Date(entry.filedAt)
    const told = { entry: entry.id, number: entry.number, kind: entry.kind, party: entry.party, filedAt: entry.filedAt, placedAt: entry.placedAt }
    if (manifest === null) {
      listed.push({ ...told, envelope: null, key: null, documents: [], shut: piece.check })
      continue
    }
    const envelope = `proof/${place} envelope.age`, key = `proof/${place} envelope key.txt`
    yield member(envelope, new Blob([fromB64(entry.envelope)]), filed)
    yield member(key, text(identity))
    const documents: unknown[] = []
    for (const file of piece.files) {
      const number = file.entry.number
      const path = `pieces/${place}/${numberedName(number, 999, file.entry.name, "document")}`
      yield member(path, await source.open(file), filed)
      source.watch((done += 1) / total)
      if (manifest.message === filings.get(entry.id)) {
        documents.push({ number, path, sealed: null, key: null })
        continue
      }
      // What no filing binds to the log, the sum of the sealed file does.
      const sealed = `proof/${place} ${number} sealed.age`, own = `proof/${place} ${number} key.txt`
      yield member(sealed, await (await apiResponse(file.path)).blob(), filed)
      yield member(own, text(file.identity))
      documents.push({ number, path, sealed, key: own })
    }
    listed.push({ ...told, envelope, key, documents, shut: null })
  }
  for (const [number, proof] of proofs.entries()) yield member(`proof/log-${number + 1}.json`, text(proof))
  yield member("read-me.txt", text(source.guide({ number: shown.number, summary: shown.summaryNumber })))
  const list = { type: TYPE, case: shown.id, number: shown.number, summaryNumber: shown.summaryNumber, court: shown.court, regulation: shown.regulation, pieces: listed }
  yield member("case.json", text(`${JSON.stringify(list, null, 1)}\n`))
  yield { name: "SHA256SUMS", input: slices(text(sums.text())), lastModified: at }
}

const text = (words: string): Blob => new Blob([utf8(words)])

/** By entry, the filing it came from as the log recorded it. */
function filingsIn(proofs: readonly string[]): ReadonlyMap<string, string> {
  const records = proofs.flatMap((proof) => (JSON.parse(proof) as { records: { record: string }[] }).records)
  const placed = records.map(({ record }) => JSON.parse(record) as { event: string; facts: Record<string, unknown> }).filter(({ event }) => event === PLACED)
  return new Map(placed.map(({ facts }) => [String(facts["entry"]), String(facts["filing"])]))
}

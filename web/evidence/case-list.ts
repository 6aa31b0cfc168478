// The list in the export of a case, `zegel/case-export/v1` (docs/formats.md, Export of a case). Twin of zegel/client/case_list.py.
import { Shape } from "../seal/shape.ts"
import { type Export, ExportError } from "./members.ts"
import { parsed } from "./receipt.ts"

export const CASE_LIST = "case.json"
const TYPE = "zegel/case-export/v1"
const MOST = 20_000
const LONGEST = 1000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Where a document lies, and where it lies sealed with its key; null for what is not there. */
export interface ListedDocument {
  readonly number: number
  readonly path: string | null
  readonly sealed: string | null
  readonly key: string | null
}

export interface ListedPiece {
  readonly entry: string
  readonly number: number
  readonly kind: string
  readonly party: string | null
  readonly filed: string
  readonly placed: string
  readonly envelope: string | null
  readonly key: string | null
  readonly documents: readonly ListedDocument[]
  /** Why it was left shut. */
  readonly shut: string | null
}

export interface ListedCase {
  readonly case: string
  readonly number: string
  readonly summaryNumber: string
  readonly court: string
  readonly pieces: readonly ListedPiece[]
}

export const isCase = (found: Export): boolean => found.sums.has(CASE_LIST)

/** @throws {ExportError} it is no list of a case. */
export async function readCase(found: Export): Promise<ListedCase> {
  try {
    const shape = new Shape(parsed(await found.text(CASE_LIST)), "format")
    shape.oneOf("type", TYPE)
    return {
      case: shape.matching("case", UUID), number: shape.text("number", LONGEST), summaryNumber: shape.text("summaryNumber", LONGEST),
      court: shape.text("court", LONGEST), pieces: shape.list("pieces", MOST, pieceOf),
    }
  } catch (cause) {
    throw new ExportError("no list of a case", { cause })
  }
}

/** Every member that the list gives a part. */
export function membersOf({ pieces }: ListedCase): ReadonlySet<string | null> {
  return new Set(pieces.flatMap(({ envelope, key, documents }) => [envelope, key, ...documents.flatMap((document) => [document.path, document.sealed, document.key])]))
}

function pieceOf(piece: Shape): ListedPiece {
  return {
    entry: piece.matching("entry", UUID), number: numberIn(piece), kind: piece.text("kind", LONGEST),
    party: piece.nullable("party", (name) => piece.matching(name, UUID)), filed: piece.text("filedAt", LONGEST), placed: piece.text("placedAt", LONGEST),
    envelope: maybe(piece, "envelope"), key: maybe(piece, "key"), shut: maybe(piece, "shut"),
    documents: piece.list("documents", MOST, (document) => ({
      number: numberIn(document), path: maybe(document, "path"), sealed: maybe(document, "sealed"), key: maybe(document, "key"),
    })),
  }
}

const maybe = (shape: Shape, name: string): string | null => shape.nullable(name, (told) => shape.text(told, LONGEST))

function numberIn(shape: Shape): number {
  const number = shape.count("number")
  if (number < 1 || number > MOST) throw new ExportError("no number")
  return number
}

/** A signed judgment (docs/formats.md, Judgment): what the judge signed of a document of the court. Twin of seal/judgment.py. */
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical, type Json } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { Shape } from "./shape.ts";
import { sign, signingPublic, verify } from "./signing.ts";

export const JUDGMENT_TYPE = "zegel/judgment/v1";
export const SIGNED_EVENT = "judgments.document.signed";
const LABEL = utf8("zegel/judgment/v1\n");
const LIMIT = 1024 * 1024;
const NAME_LIMIT = 200;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const PDFA = /^(?:[123][abu]|4[ef]?)?$/;
/** What would steer a terminal or hide in a line: separators but the space, controls, format signs, surrogates, unassigned. */
const UNPRINTABLE = /(?! )[\p{Z}\p{C}]/u;

/** A written judgment; a short one (kop-staart); its worked-out version; the record of an oral one. */
export type JudgmentKind = "written" | "short" | "full" | "record";

export interface SignedDocument {
  /** Of the bytes of the PDF. */
  sha256: string;
  size: number;
  pages: number;
  /** The PDF/A level it claims, such as 2b; empty for none. */
  conformance: string;
}

export interface Judgment {
  type: typeof JUDGMENT_TYPE;
  judgment: string;
  case: string;
  number: string;
  court: string;
  kind: JudgmentKind;
  /** The judgment that this document works out or records. */
  follows: string | null;
  /** Of the judgment, on a Dutch calendar. */
  day: string;
  signed: string;
  judge: { user: string; name: string };
  document: SignedDocument;
}

export interface SignedJudgment {
  judgment: Judgment;
  statement: string;
  key: string;
  /** The records of the log that came along (`zegel/proof/v1`), as text. */
  proof: string | null;
}

/** The file: the text, its signature and the key of who signed. */
export async function signJudgment(judgment: Judgment, seed: Uint8Array): Promise<{ file: Bytes; sha256: string; key: string }> {
  const statement = canonical(judgment);
  // What no reader would accept is not signed.
  readStatement(statement);
  const key = b64(await signingPublic(seed));
  const signature = b64(await sign(seed, concat(LABEL, utf8(statement))));
  const file = utf8(canonical({ type: JUDGMENT_TYPE, statement, key, signature, proof: null }));
  return { file, sha256: await statementSum(statement), key };
}

/** The same file with the records of the log beside it. */
export function withProof(file: Uint8Array, proof: Json): Bytes {
  const { statement, key, signature } = parts(file);
  return utf8(canonical({ type: JUDGMENT_TYPE, statement, key: b64(key), signature: b64(signature), proof }));
}

/**
 * What a file says, when the key it names signed it. Whose key that is says the log.
 * @throws {SealError} `judgment`: it is none; `signature`. @throws {CannotCheck} this browser cannot tell.
 */
export async function readJudgment(file: Uint8Array): Promise<SignedJudgment> {
  const { statement, key, signature, proof } = parts(file);
  const judgment = readStatement(statement);
  await verify(key, concat(LABEL, utf8(statement)), signature);
  return { judgment, statement, key: b64(key), proof: proof === null ? null : canonical(proof) };
}

/** SHA-256 of the signed text, in hex, as the log names it. */
export async function statementSum(statement: string): Promise<string> {
  return sha256Hex(utf8(statement));
}

function parts(file: Uint8Array): { statement: string; key: Bytes; signature: Bytes; proof: Json } {
  if (file.length > LIMIT) throw new SealError("judgment", "too large");
  const shape = Shape.parse(file, "judgment").only("type", "statement", "key", "signature", "proof");
  shape.oneOf("type", JUDGMENT_TYPE);
  const key = shape.decoded("key", (value) => sized(fromB64(value), 32));
  const signature = shape.decoded("signature", (value) => sized(fromB64(value), 64));
  return { statement: shape.string("statement"), key, signature, proof: shape.json("proof") };
}

/** A statement in the one spelling it can have, so that two readers of the signed text cannot see two judgments. */
function readStatement(text: string): Judgment {
  const judgment = judgmentOf(Shape.parse(text, "judgment"));
  if (canonical(judgment) !== text) throw new SealError("judgment", "not canonical, or other members");
  return judgment;
}

function judgmentOf(shape: Shape): Judgment {
  const kind = shape.oneOf("kind", "written", "short", "full", "record");
  const follows = shape.nullable("follows", (name) => shape.matching(name, UUID));
  if ((kind === "full" || kind === "record") !== (follows !== null)) throw new SealError("judgment", "follows");
  return {
    type: shape.oneOf("type", JUDGMENT_TYPE),
    judgment: shape.matching("judgment", UUID),
    case: shape.matching("case", UUID),
    number: shown(shape, "number"),
    court: shown(shape, "court"),
    kind,
    follows,
    day: existing(shape.matching("day", DAY), "T00:00:00Z"),
    signed: existing(shape.matching("signed", MOMENT), ""),
    judge: shape.object("judge", (judge) => ({ user: judge.matching("user", UUID), name: shown(judge, "name") })),
    document: shape.object("document", documentOf),
  };
}

function documentOf(shape: Shape): SignedDocument {
  return {
    sha256: shape.matching("sha256", SHA256),
    size: shape.count("size"),
    pages: shape.count("pages"),
    conformance: shape.matching("conformance", PDFA),
  };
}

function shown(shape: Shape, name: string): string {
  const text = shape.text(name, NAME_LIMIT);
  if (text === "" || UNPRINTABLE.test(text)) throw new SealError("judgment", name);
  return text;
}

/** A day or moment that exists: 30 February, which Date would take for 2 March, does not. */
function existing(text: string, more: string): string {
  const moment = new Date(text + more);
  if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(text.replace("Z", ""))) throw new SealError("judgment", text);
  return text;
}

function sized(bytes: Bytes, length: number): Bytes {
  if (bytes.length !== length) throw new SealError("judgment", `not ${length} bytes`);
  return bytes;
}

/** What the log says of a signed judgment (docs/formats.md, Judgment). Twin of `confirmed` in zegel/seal/judgment.py. */
import { type SignedJudgment, SIGNED_EVENT, statementSum } from "../seal/judgment.ts";
import { LogError, type State } from "./log.ts";
import { checkProof } from "./proof.ts";
import type { LogRecord } from "./receipt.ts";

/** The record, and the state of the log it stands in. */
export interface Confirmed { readonly record: LogRecord; readonly state: State }

/**
 * The record with which the log says that this judge signed this text with this key, under one of these keys; null where no
 * proof came along. Throws LogError: the proof does not hold, or is of something else.
 */
export async function confirmed(signed: SignedJudgment, keys: readonly string[]): Promise<Confirmed | null> {
  if (signed.proof === null) return null;
  const { records, state } = await checkProof(signed.proof, keys);
  const record = await signedIn(signed, records);
  if (record === undefined) throw new LogError("the records are not of this judgment");
  return { record, state };
}

/** The record among those of the log with which it says that this judge signed this text with this key. */
export async function signedIn({ judgment, statement, key }: SignedJudgment, records: readonly LogRecord[]): Promise<LogRecord | undefined> {
  const wanted = { document: judgment.judgment, kind: judgment.kind, statement: await statementSum(statement), key };
  return records.find(({ event, subject, actor, facts }) => (
    event === SIGNED_EVENT && subject === judgment.case && actor === `user:${judgment.judge.user}`
    && Object.entries(wanted).every(([name, value]) => facts[name] === value)
  ));
}

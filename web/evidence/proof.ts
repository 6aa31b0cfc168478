/** Checks `zegel/proof/v1` (docs/formats.md, Proof): any records of the log, all under one signed state. */
import { utf8 } from "../seal/bytes.ts";
import { followed, fromBase64, hashOf, LogError, type State, stateOf } from "./log.ts";
import { LIMIT, type LogRecord, names, parsed, place, type Placed, recordOf } from "./receipt.ts";

export const PROOF_TYPE = "zegel/proof/v1";
const RECORDS_LIMIT = 5000;

export interface Proven { readonly records: readonly LogRecord[]; readonly origin: string; readonly key: string; readonly state: State }

interface Proof {
  records: Placed[];
  log: { origin: string; key: string; succession: string[]; checkpoint: string };
}

/** The records of a proof that holds under one of these keys; without any, under the key it names itself. Throws LogError. */
export async function checkProof(text: string, keys: readonly string[]): Promise<Proven> {
  try {
    return await checked(text, keys);
  } catch (error) {
    throw error instanceof LogError ? error : new LogError("no proof");
  }
}

async function checked(text: string, keys: readonly string[]): Promise<Proven> {
  if (utf8(text).length > LIMIT) throw new LogError("too large");
  const told = parsed(text) as Proof & { type: unknown; stamp: string | null };
  const { log, records } = told;
  const whole = told.type === PROOF_TYPE && names(told) === "log records stamp type" && names(log) === "checkpoint key origin succession"
    && records.length > 0 && records.length <= RECORDS_LIMIT && records.every((record) => names(record) === "index proof record");
  if (!whole) throw new LogError("no proof");
  if (keys.length > 0 && !(await followed(log.succession, log.origin, keys)).includes(log.key)) throw new LogError("key");
  const state = await stateOf(log.checkpoint, log.origin, hashOf(log.key));
  if (told.stamp !== null) fromBase64(told.stamp);
  for (const record of records) await place(record, state);
  return { records: records.map((record) => recordOf(record.record)), origin: log.origin, key: log.key, state };
}

/** What the page and its seal workers say to each other. */
import type { SealCode } from "./errors.ts";
import type { ExpectedSums, SealedPart } from "./files.ts";
import type { AccessHalves, PasswordHalves } from "./stretch.ts";
import type { Bytes } from "./bytes.ts";
import type { Summary } from "./summary.ts";
import type { SealedSummary } from "./summary-opening.ts";
import type { Found, Gathered, LetterToIndex, Made, SealedWords } from "./word-shelf.ts";

export interface Tasks {
  /** Gives the plaintext through the port once it is sealed, or null when it fails. */
  sealFile: { ask: { file: Blob; recipients: readonly string[]; sumAt: MessagePort }; answer: SealedPart };
  /** The SHA-256 of what comes through the port; empty when that is null. */
  sumFile: { ask: { from: MessagePort }; answer: string };
  openFile: {
    ask: { ciphertext: Blob | ArrayBuffer; identities: readonly string[]; expected: ExpectedSums };
    answer: Blob;
  };
  /** One answer a message, in order: its summary, null where there is none, or why it cannot be what it should be. */
  openSummaries: { ask: readonly SealedSummary[]; answer: readonly (Summary | null | SealCode)[] };
  passwordHalves: { ask: { password: string; salt: Bytes }; answer: PasswordHalves };
  accessHalves: { ask: { code: string; salt: Bytes }; answer: AccessHalves };
  openWords: { ask: { box: string; sealed: readonly SealedWords[] }; answer: readonly boolean[] };
  searchWords: { ask: { words: readonly string[]; most: number }; answer: Found };
  holdWords: { ask: { box: string; letters: readonly LetterToIndex[] }; answer: void };
  gatherWords: { ask: { box: string; letters: readonly LetterToIndex[] }; answer: Gathered };
  makeWords: { ask: { box: string; piece: string; replaces: readonly string[]; identity: string }; answer: Made };
}

export type TaskName = keyof Tasks;
export type Ask<Name extends TaskName> = Tasks[Name]["ask"];
export type Answer<Name extends TaskName> = Tasks[Name]["answer"];

export type Request = { [Name in TaskName]: { id: number; task: Name; ask: Ask<Name> } }[TaskName];

export type Reply =
  | { id: number; kind: "progress"; done: number; total: number }
  | { id: number; kind: "answer"; answer: Answer<TaskName> }
  | { id: number; kind: "failure"; code: SealCode; detail: string };

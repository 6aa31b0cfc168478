/** What the page and the seal worker say to each other. */
import type { SealCode } from "./errors.ts";
import type { ExpectedSums, SealedFile } from "./files.ts";
import type { AccessHalves, PasswordHalves } from "./stretch.ts";
import type { Bytes } from "./bytes.ts";

export interface Tasks {
  sealFile: { ask: { file: Blob; recipients: readonly string[] }; answer: SealedFile };
  openFile: {
    ask: { ciphertext: Blob | ArrayBuffer; identities: readonly string[]; expected: ExpectedSums };
    answer: Blob;
  };
  passwordHalves: { ask: { password: string; salt: Bytes }; answer: PasswordHalves };
  accessHalves: { ask: { code: string; salt: Bytes }; answer: AccessHalves };
}

export type TaskName = keyof Tasks;
export type Ask<Name extends TaskName> = Tasks[Name]["ask"];
export type Answer<Name extends TaskName> = Tasks[Name]["answer"];

export type Request = { [Name in TaskName]: { id: number; task: Name; ask: Ask<Name> } }[TaskName];

export type Reply =
  | { id: number; kind: "progress"; done: number; total: number }
  | { id: number; kind: "answer"; answer: Answer<TaskName> }
  | { id: number; kind: "failure"; code: SealCode; detail: string };

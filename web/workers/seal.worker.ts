/** The dedicated worker for everything heavy: Argon2id, and sealing and opening files with their sums. */
import type { Bytes } from "../seal/bytes.ts";
import { sha256Hex } from "../seal/derive.ts";
import { type SealCode, SealError } from "../seal/errors.ts";
import { FileSealer, type SealedPart } from "../seal/files.ts";
import type { Answer, Ask, Reply, Request, TaskName } from "../seal/protocol.ts";
import type { OnProgress } from "../seal/stream.ts";
import type { Summary } from "../seal/summary.ts";
import { openSummary, type SealedSummary } from "../seal/summary-opening.ts";
import type { WordShelf } from "../seal/word-shelf.ts";
import { accessHalves, passwordHalves } from "../seal/stretch.ts";

const PROGRESS_MILLISECONDS = 50;

const files = new FileSealer();
let previous = Promise.resolve();

/** One task after another: a task has the memory and the core to itself. */
self.onmessage = (event: MessageEvent<Request>) => {
  previous = previous.then(() => serve(event.data));
};

async function serve(request: Request): Promise<void> {
  try {
    reply({ id: request.id, kind: "answer", answer: await run(request) });
  } catch (error) {
    reply({ id: request.id, kind: "failure", ...failureOf(error) });
  }
}

function run({ id, task, ask }: Request): Promise<Answer<TaskName>> {
  switch (task) {
    case "sealFile": return sealFile(ask, progressOf(id));
    case "sumFile": return sumFile(ask.from);
    case "openFile": return files.open(ask.ciphertext, ask.identities, ask.expected, progressOf(id));
    case "openSummaries": return Promise.all(ask.map(summaryOrCode));
    case "passwordHalves": return passwordHalves(ask.password, ask.salt);
    case "accessHalves": return accessHalves(ask.code, ask.salt);
    case "openWords": return words().then((shelf) => shelf.open(ask.box, ask.sealed));
    case "searchWords": return words().then((shelf) => shelf.search(ask.words, ask.most));
    case "holdWords": return words().then((shelf) => shelf.hold(ask.box, ask.letters));
    case "gatherWords": return words().then((shelf) => shelf.gather(ask.box, ask.letters));
    case "makeWords": return words().then((shelf) => shelf.make(ask.box, ask.piece, ask.replaces, ask.identity));
  }
}

let shelf: Promise<WordShelf> | undefined;

/** Fetched by the worker that searches; the others do without. */
function words(): Promise<WordShelf> {
  shelf ??= import("../seal/word-shelf.ts").then(({ WordShelf: Shelf }) => new Shelf());
  return shelf;
}

async function summaryOrCode(sealed: SealedSummary): Promise<Summary | null | SealCode> {
  try {
    return await openSummary(sealed);
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
}

async function sealFile({ file, recipients, sumAt }: Ask<"sealFile">, onProgress: OnProgress): Promise<SealedPart> {
  try {
    return await files.seal(file, recipients, onProgress, (plain) => sumAt.postMessage(plain, [plain.buffer]));
  } catch (error) {
    sumAt.postMessage(null);
    throw error;
  }
}

async function sumFile(from: MessagePort): Promise<string> {
  const plain = await new Promise<Bytes | null>((resolve) => {
    from.onmessage = (event: MessageEvent<Bytes | null>) => resolve(event.data);
  });
  from.close();
  return plain ? sha256Hex(plain) : "";
}

/** Tells the page at most twenty times a second, and always at the end. */
function progressOf(id: number): OnProgress {
  let told = 0;
  return (done, total) => {
    const now = performance.now();
    if (done < total && now - told < PROGRESS_MILLISECONDS) return;
    told = now;
    reply({ id, kind: "progress", done, total });
  };
}

function failureOf(error: unknown): Pick<Extract<Reply, { kind: "failure" }>, "code" | "detail"> {
  if (error instanceof SealError) return { code: error.code, detail: error.detail };
  return { code: "worker", detail: error instanceof Error ? error.message : String(error) };
}

function reply(message: Reply): void {
  self.postMessage(message);
}

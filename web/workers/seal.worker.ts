/** The one dedicated worker for everything heavy: Argon2id, and sealing and opening files with their sums. */
import { SealError } from "../seal/errors.ts";
import { openFile, sealFile } from "../seal/files.ts";
import type { Answer, Reply, Request, TaskName } from "../seal/protocol.ts";
import type { OnProgress } from "../seal/stream.ts";
import { accessHalves, passwordHalves } from "../seal/stretch.ts";

const PROGRESS_MILLISECONDS = 50;

self.onmessage = (event: MessageEvent<Request>) => void serve(event.data);

async function serve(request: Request): Promise<void> {
  try {
    reply({ id: request.id, kind: "answer", answer: await run(request) });
  } catch (error) {
    reply({ id: request.id, kind: "failure", ...failureOf(error) });
  }
}

function run({ id, task, ask }: Request): Promise<Answer<TaskName>> {
  switch (task) {
    case "sealFile": return sealFile(ask.file, ask.recipients, progressOf(id));
    case "openFile": return openFile(ask.ciphertext, ask.identities, ask.expected, progressOf(id));
    case "passwordHalves": return passwordHalves(ask.password, ask.salt);
    case "accessHalves": return accessHalves(ask.code, ask.salt);
  }
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

/** The page's side of the seal workers: everything heavy as a promise, nothing heavy on the main thread. */
import { type Bytes, owned, randomBytes } from "./bytes.ts";
import { SealError } from "./errors.ts";
import type { ExpectedSums, SealedFile } from "./files.ts";
import type { AccessLock } from "./guest.ts";
import type { Answer, Ask, Reply, TaskName } from "./protocol.ts";
import type { PasswordHalves } from "./stretch.ts";
import type { OnProgress } from "./stream.ts";
import type { SealedSummary } from "./summary-opening.ts";

/** A TrustedScriptURL, as far as this module needs to know it: TypeScript's DOM library has none. */
export interface TrustedScriptUrl {
  toString(): string;
}

/** The worker died, or its script could not be fetched: nothing is known of what it was asked. */
export class WorkerLost extends SealError {
  constructor(detail: string) {
    super("worker", detail);
    this.name = "WorkerLost";
  }
}

export class SealClient {
  readonly #seal: TaskWorker;
  /** The same worker once more, for the sum of a plaintext that the first has sealed. Started when first needed. */
  #sum: TaskWorker | null = null;
  readonly #url: string | TrustedScriptUrl;

  /** Takes the URL of the bundled web/workers/seal.worker.ts; under Trusted Types as a TrustedScriptURL. */
  constructor(workerUrl: string | TrustedScriptUrl) {
    this.#url = workerUrl;
    this.#seal = new TaskWorker(workerUrl);
  }

  async sealFile(file: Blob, recipients: readonly string[], onProgress?: OnProgress): Promise<SealedFile> {
    this.#sum ??= new TaskWorker(this.#url);
    const { port1: sumAt, port2: from } = new MessageChannel();
    try {
      const [part, plainSha256] = await Promise.all([
        this.#seal.run("sealFile", { file, recipients, sumAt }, onProgress, [sumAt]),
        this.#sum.run("sumFile", { from }, undefined, [from]),
      ]);
      return { ...part, plainSha256 };
    } catch (error) {
      // The other worker would wait for the lost one's bytes for ever, and every later sum behind it.
      if (error instanceof WorkerLost) this.#sum.close();
      throw error;
    }
  }

  /** Takes an ArrayBuffer over: it is transferred and cannot be used afterwards. */
  openFile(
    ciphertext: Blob | ArrayBuffer, identities: readonly string[], expected: ExpectedSums, onProgress?: OnProgress,
  ): Promise<Blob> {
    const transfer = ciphertext instanceof ArrayBuffer ? [ciphertext] : [];
    return this.#seal.run("openFile", { ciphertext, identities, expected }, onProgress, transfer);
  }

  /** One answer a message, in order. @throws {SealError} the worker could not do it: nothing is known of any of them. */
  openSummaries(sealed: readonly SealedSummary[]): Promise<Answer<"openSummaries">> {
    return this.#seal.run("openSummaries", sealed);
  }

  passwordHalves(password: string, salt: Uint8Array): Promise<PasswordHalves> {
    return this.#seal.run("passwordHalves", { password, salt: owned(salt) });
  }

  /** The halves of an access code. Without a salt a fresh one is made, for a code that is new. */
  async accessHalves(code: string, salt: Bytes = randomBytes(16)): Promise<AccessLock> {
    return { salt, ...(await this.#seal.run("accessHalves", { code, salt })) };
  }

  /** Ends the workers; whatever is still under way rejects with `worker`. */
  close(): void {
    this.#seal.close();
    this.#sum?.close();
  }
}

interface Pending {
  resolve: (answer: Answer<TaskName>) => void;
  reject: (error: SealError) => void;
  onProgress: OnProgress | undefined;
}

/** One seal worker, and what waits for it. */
export class TaskWorker {
  readonly #url: string | TrustedScriptUrl;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null;
  #lastId = 0;

  constructor(url: string | TrustedScriptUrl) {
    this.#url = url;
    this.#worker = this.#started();
  }

  run<Name extends TaskName>(
    task: Name, ask: Ask<Name>, onProgress?: OnProgress, transfer: Transferable[] = [],
  ): Promise<Answer<Name>> {
    const id = ++this.#lastId;
    const worker = (this.#worker ??= this.#started());
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending["resolve"], reject, onProgress });
      worker.postMessage({ id, task, ask }, transfer);
    });
  }

  close(): void {
    this.#fail("closed");
  }

  #started(): Worker {
    const worker = new Worker(this.#url as string, { type: "module", name: "seal" });
    worker.onmessage = (event: MessageEvent<Reply>) => this.#receive(event.data);
    worker.onerror = (event) => this.#fail(event.message || "could not start");
    worker.onmessageerror = () => this.#fail("unreadable reply");
    return worker;
  }

  #receive(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    if (reply.kind === "progress") return pending.onProgress?.(reply.done, reply.total);
    this.#pending.delete(reply.id);
    if (reply.kind === "answer") pending.resolve(reply.answer);
    else pending.reject(new SealError(reply.code, reply.detail));
  }

  /** Whatever waits is refused, and the worker is let go: one that died never answers again, the next task gets its own. */
  #fail(detail: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of all) reject(new WorkerLost(detail));
  }
}

/** The page that is measured: sealing and opening with our worker, and with the age library as it comes. */
import { Decrypter, Encrypter } from "age-encryption";
import { checks } from "./checks.ts";
import { generateHybridIdentity, recipientOf } from "../../web/seal/age.ts";
import { sha256Hex } from "../../web/seal/derive.ts";
import { SealClient } from "../../web/seal/offmain.ts";

interface Times {
  seal: number;
  open: number;
}

interface Round {
  ours: Times;
  /** The library on the main thread, from Blob to Blob: fewer results than ours, for it takes no sums. */
  plain: Times;
  /** The library on the main thread with the sums that a filing needs. */
  plainWithSums: Times;
}

interface Report {
  rounds: Round[];
  /** Milliseconds of main-thread tasks over 50 ms. */
  longTasks: { ours: number[]; plain: number[] };
}

/** Trusted Types as the portal has them: one policy, for the address of the worker. */
function workerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("zegel", { createScriptURL: (url) => url });
  return policy ? (policy.createScriptURL("/worker.js") as string) : "/worker.js";
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): {
    createScriptURL(url: string): unknown;
  };
}

class LongTasks {
  #current: number[] = [];
  readonly #observer = new PerformanceObserver((list) => this.#take(list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ["longtask"] });
  }

  async during(target: number[], work: () => Promise<void>): Promise<void> {
    await this.#settle();
    this.#current = target;
    await work();
    await this.#settle();
    this.#current = [];
  }

  async #settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 60));
    this.#take(this.#observer.takeRecords());
  }

  #take(entries: PerformanceEntryList): void {
    this.#current.push(...entries.map((entry) => entry.duration));
  }
}

function randomFile(size: number): Blob {
  const block = 65_536;
  const parts = Array.from({ length: Math.ceil(size / block) }, (_, at) =>
    crypto.getRandomValues(new Uint8Array(Math.min(block, size - at * block))));
  return new Blob(parts);
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ time: number; value: Value }> {
  const start = performance.now();
  const value = await work();
  return { time: performance.now() - start, value };
}

class Bench {
  readonly #client = new SealClient(workerUrl());
  readonly #file: Blob;
  readonly #identity: string;
  readonly #recipient: string;

  constructor(file: Blob, identity: string, recipient: string) {
    this.#file = file;
    this.#identity = identity;
    this.#recipient = recipient;
  }

  static async make(size: number): Promise<Bench> {
    const identity = await generateHybridIdentity();
    return new Bench(randomFile(size), identity, await recipientOf(identity));
  }

  async ours(): Promise<Times> {
    const sealing = await timed(() => this.#client.sealFile(this.#file, [this.#recipient]));
    const { sealed, size, plainSha256 } = sealing.value;
    const expected = { size, sha256: plainSha256 };
    const opening = await timed(() => this.#client.openFile(sealed, [this.#identity], expected));
    if (opening.value.size !== size) throw new Error("not the same file");
    return { seal: sealing.time, open: opening.time };
  }

  async plain(sums: boolean): Promise<Times> {
    const sealing = await timed(() => this.#plainSeal(sums));
    const opening = await timed(() => this.#plainOpen(sealing.value, sums));
    return { seal: sealing.time, open: opening.time };
  }

  async #plainSeal(sums: boolean): Promise<Blob> {
    const encrypter = new Encrypter();
    encrypter.addRecipient(this.#recipient);
    const plain = new Uint8Array(await this.#file.arrayBuffer());
    const sealed = new Uint8Array(await encrypter.encrypt(plain));
    if (sums) await Promise.all([sha256Hex(plain), sha256Hex(sealed)]);
    return new Blob([sealed]);
  }

  async #plainOpen(sealed: Blob, sums: boolean): Promise<Blob> {
    const decrypter = new Decrypter();
    decrypter.addIdentity(this.#identity);
    const plain = new Uint8Array(await decrypter.decrypt(new Uint8Array(await sealed.arrayBuffer())));
    if (sums) await sha256Hex(plain);
    return new Blob([plain]);
  }
}

async function measure(size: number, count: number): Promise<Report> {
  const bench = await Bench.make(size);
  const tasks = new LongTasks();
  const report: Report = { rounds: [], longTasks: { ours: [], plain: [] } };
  await bench.ours();
  await bench.plain(true);
  for (let round = 0; round < count; round += 1) {
    let ours!: Times, plain!: Times, plainWithSums!: Times;
    await tasks.during(report.longTasks.ours, async () => void (ours = await bench.ours()));
    await tasks.during(report.longTasks.plain, async () => void (plain = await bench.plain(false)));
    await tasks.during([], async () => void (plainWithSums = await bench.plain(true)));
    report.rounds.push({ ours, plain, plainWithSums });
  }
  return report;
}

Object.assign(globalThis, { measure, checks: () => checks(workerUrl()) });

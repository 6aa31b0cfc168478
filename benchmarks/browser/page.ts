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
  /** The floor: each 64 KiB through AES-GCM of the browser itself, and the sums that a filing needs. */
  bare: Times;
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

const CHUNK = 65_536;
const TAG = 16;

/** Every chunk through `work` into a place of its own, as many at a time as our worker has. */
async function chunked(from: Uint8Array<ArrayBuffer>, steps: { from: number; to: number }, to: Uint8Array, work: Work): Promise<void> {
  const count = Math.ceil(from.length / steps.from);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const iv = new Uint8Array(12);
      new DataView(iv.buffer).setUint32(8, at);
      const made = await work({ name: "AES-GCM", iv }, from.subarray(at * steps.from, (at + 1) * steps.from));
      to.set(new Uint8Array(made), at * steps.to);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

type Work = (how: AesGcmParams, chunk: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

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

  /** What the browser's own cryptography takes for as many bytes: the least that there can be. */
  async bare(): Promise<Times> {
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const chunks = Math.ceil(this.#file.size / CHUNK);
    const sealing = await timed(async () => {
      const plain = new Uint8Array(await this.#file.arrayBuffer());
      const sealed = new Uint8Array(plain.length + chunks * TAG);
      await chunked(plain, { from: CHUNK, to: CHUNK + TAG }, sealed, (how, chunk) => crypto.subtle.encrypt(how, key, chunk));
      await Promise.all([sha256Hex(plain), sha256Hex(sealed)]);
      return new Blob([sealed]);
    });
    const opening = await timed(async () => {
      const sealed = new Uint8Array(await sealing.value.arrayBuffer());
      const plain = new Uint8Array(this.#file.size);
      await chunked(sealed, { from: CHUNK + TAG, to: CHUNK }, plain, (how, chunk) => crypto.subtle.decrypt(how, key, chunk));
      await sha256Hex(plain);
      return new Blob([plain]);
    });
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
  await bench.bare();
  for (let round = 0; round < count; round += 1) {
    let ours!: Times, plain!: Times, plainWithSums!: Times, bare!: Times;
    await tasks.during(report.longTasks.ours, async () => void (ours = await bench.ours()));
    await tasks.during(report.longTasks.plain, async () => void (plain = await bench.plain(false)));
    await tasks.during([], async () => void (plainWithSums = await bench.plain(true)));
    await tasks.during([], async () => void (bare = await bench.bare()));
    report.rounds.push({ ours, plain, plainWithSums, bare });
  }
  return report;
}

Object.assign(globalThis, { measure, checks: () => checks(workerUrl()) });

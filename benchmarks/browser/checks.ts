/** What only a browser can show: the worker under the portal's policy, and the keyring in a real IndexedDB. */
import { generateHybridIdentity, recipientOf } from "../../web/seal/age.ts";
import { b64, utf8 } from "../../web/seal/bytes.ts";
import { SealError } from "../../web/seal/errors.ts";
import { IDLE_MILLISECONDS, Keyring } from "../../web/seal/keyring.ts";
import { SealClient } from "../../web/seal/offmain.ts";
import vectors from "../../vectors/seal/zegel-v1.json";

type Check = () => Promise<void>;

function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${left}, not ${right}`);
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await work.then(() => "no refusal", (reason: unknown) => reason);
  equal(error instanceof SealError ? error.code : String(error), code);
}

function workerChecks(client: SealClient): Record<string, Check> {
  const text = "Aan de griffie";
  return {
    "a file comes back, with its sums and its progress": async () => {
      const identity = await generateHybridIdentity();
      const seen: number[] = [];
      const done = await client.sealFile(new Blob([text]), [await recipientOf(identity)], (now) => seen.push(now));
      equal([done.size, done.sealedSize, seen.at(-1)], [text.length, done.sealed.size, text.length]);
      const expected = { size: done.size, sha256: done.plainSha256 };
      equal(await (await client.openFile(done.sealed, [identity], expected)).text(), text);
      const bytes = await done.sealed.arrayBuffer();
      await refused(client.openFile(done.sealed, [identity], { ...expected, size: 1 }), "file-size");
      await refused(client.openFile(done.sealed, [identity], { ...expected, sha256: "" }), "file-hash");
      await refused(client.openFile(done.sealed, [await generateHybridIdentity()], expected), "no-match");
      await refused(client.openFile(bytes.slice(0, -1), [identity], expected), "payload");
      await refused(client.openFile(new Blob([text]), [identity], expected), "header");
      await refused(client.sealFile(new Blob([text]), []), "recipients");
    },
    "Argon2id runs under wasm-unsafe-eval and gives the shared vectors": async () => {
      const [password] = vectors.password;
      const [access] = vectors.access;
      if (!password || !access) throw new Error("no vectors");
      const salt = Uint8Array.from(atob(password.salt), (char) => char.charCodeAt(0));
      const halves = await client.passwordHalves(password.password, salt);
      equal([halves.login, b64(halves.unlock)], [password.login, password.unlock]);
      const lock = await client.accessHalves(access.code, salt);
      equal([lock.verifier, b64(lock.seal)], [access.verifier, access.seal]);
    },
  };
}

const DATABASE = "zegel-keyring-check";

/** A clock that stands still until it is told otherwise. */
class Clock {
  time = 1_000_000;
  readonly now = (): number => this.time;
}

async function keyring(clock: Clock, session = "one"): Promise<Keyring> {
  return Keyring.open({ session, now: clock.now, database: DATABASE });
}

async function stored(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(DATABASE);
    request.onsuccess = () => resolve(request.result);
  });
  const all = (store: string): Promise<unknown[]> => new Promise((resolve) => {
    const request = database.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  const entries = (await all("entries")) as { sealed: ArrayBuffer }[];
  const keys = (await all("keys")) as { key: CryptoKey }[];
  database.close();
  const sealed = entries.map((entry) => new TextDecoder("latin1").decode(entry.sealed));
  return JSON.stringify({ entries, sealed, keys: keys.map(({ key }) => [key.type, key.extractable]) });
}

const keyringChecks: Record<string, Check> = {
  "a secret lives on in the next page, sealed": async () => {
    const clock = new Clock();
    await (await keyring(clock)).put("user", "a", { identity: "AGE-SECRET-KEY-PQ-1X" });
    const next = await keyring(clock);
    equal(await next.get("user", "a"), { identity: "AGE-SECRET-KEY-PQ-1X" });
    equal([await next.get("user", "b"), await next.get("guest", "a")], [null, null]);
    equal(await next.ids("user"), ["a"]);
    const rest = await stored();
    equal([rest.includes("AGE-SECRET"), rest.includes('["secret",false]')], [false, true]);
  },
  "use prolongs, idleness ends": async () => {
    const clock = new Clock();
    const ring = await keyring(clock);
    await ring.put("user", "a", 1);
    clock.time += IDLE_MILLISECONDS - 1;
    equal(await ring.get("user", "a"), 1);
    clock.time += IDLE_MILLISECONDS - 1;
    await ring.touch();
    clock.time += IDLE_MILLISECONDS - 1;
    equal(await ring.ids("user"), ["a"]);
    clock.time += 1;
    await ring.touch();
    equal(await ring.get("user", "a"), null);
    equal(await stored(), JSON.stringify({ entries: [], sealed: [], keys: [] }));
  },
  "another session sees nothing": async () => {
    const clock = new Clock();
    await (await keyring(clock)).put("guest", "g", 1);
    equal(await (await keyring(clock, "two")).get("guest", "g"), null);
    equal(await (await keyring(clock)).get("guest", "g"), null);
  },
  "logout clears, in every tab": async () => {
    const clock = new Clock();
    const [ring, tab] = [await keyring(clock), await keyring(clock)];
    await Promise.all([ring.put("user", "a", 1), tab.put("user", "b", 2)]);
    equal([await tab.get("user", "a"), await ring.get("user", "b")], [1, 2]);
    await ring.clear();
    equal([await tab.get("user", "a"), await tab.get("user", "b")], [null, null]);
    equal(await stored(), JSON.stringify({ entries: [], sealed: [], keys: [] }));
    await tab.put("user", "b", 3);
    equal(await ring.get("user", "b"), 3);
    await tab.clear();
  },
};

/** Name and outcome of each check; an outcome other than "ok" is why it failed. */
export async function checks(workerUrl: string): Promise<[string, string][]> {
  const outcomes: [string, string][] = [];
  const client = new SealClient(workerUrl);
  for (const [name, check] of Object.entries({ ...workerChecks(client), ...keyringChecks })) {
    outcomes.push([name, await check().then(() => "ok", (error: unknown) => String(error))]);
  }
  const pending = client.sealFile(new Blob([utf8("x")]), ["age1"]);
  client.close();
  outcomes.push(["a closed worker refuses", await refused(pending, "worker").then(() => "ok", String)]);
  return outcomes;
}

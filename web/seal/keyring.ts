/**
 * The unlocked secrets of this browser session.
 *
 * They lie in IndexedDB, sealed (AES-256-GCM) under a key of WebCrypto that script can use but not read. They live
 * until logout, until the session is another one, or until nobody has used them for fifteen minutes.
 */
import { type Bytes, fromUtf8, randomBytes, utf8 } from "./bytes.ts";
import { eachEntry, result } from "./indexed.ts";

export const IDLE_MILLISECONDS = 15 * 60 * 1000;

export type KeyKind = "user" | "guest" | "sheet";

export interface KeyringOptions {
  /** The server session these secrets belong to; those of any other session are dropped. */
  session: string;
  now?: () => number;
  database?: string;
}

interface Entry {
  name: string;
  kind: KeyKind;
  id: string;
  session: string;
  /** Milliseconds; nothing is given out from this moment on. */
  expires: number;
  iv: Bytes;
  sealed: ArrayBuffer;
}

interface Wrapping {
  name: "wrapping";
  key: CryptoKey;
}

type Store = "entries" | "keys";

export class Keyring {
  readonly #database: IDBDatabase;
  readonly #session: string;
  readonly #now: () => number;

  private constructor(database: IDBDatabase, session: string, now: () => number) {
    this.#database = database;
    this.#session = session;
    this.#now = now;
  }

  static async open(options: KeyringOptions): Promise<Keyring> {
    const database = await openDatabase(options.database ?? "zegel-keyring");
    const keyring = new Keyring(database, options.session, options.now ?? Date.now);
    await keyring.#sweep();
    return keyring;
  }

  async put(kind: KeyKind, id: string, secret: unknown): Promise<void> {
    const { key } = await this.#wrapping();
    const iv = randomBytes(12);
    const name = `${kind}/${id}`;
    const sealed = await crypto.subtle.encrypt(this.#params(name, iv), key, utf8(JSON.stringify(secret)));
    const expires = this.#now() + IDLE_MILLISECONDS;
    const entry: Entry = { name, kind, id, session: this.#session, expires, iv, sealed };
    await this.#write("entries", (store) => store.put(entry));
  }

  /** The secret, whose reading is a use of the keyring; null when it was never put or is gone. */
  async get(kind: KeyKind, id: string): Promise<unknown> {
    await this.#sweep();
    const name = `${kind}/${id}`;
    const entry = await this.#read<Entry>("entries", name);
    const wrapping = await this.#read<Wrapping>("keys", "wrapping");
    if (!entry || !wrapping) return null;
    const plain = await this.#unwrap(entry, wrapping.key);
    if (plain !== null) await this.touch();
    return plain;
  }

  /** The ids of one kind that are there now; no secret is opened and nothing counts as used. */
  async ids(kind: KeyKind): Promise<string[]> {
    await this.#sweep();
    return (await this.#entries()).filter((entry) => entry.kind === kind).map((entry) => entry.id);
  }

  /** Tells that the person is still there: all secrets live another fifteen minutes, except those already over. */
  async touch(): Promise<void> {
    await this.#sweep();
    const expires = this.#now() + IDLE_MILLISECONDS;
    await this.#write("entries", (store) => eachEntry(store, (cursor) => cursor.update({ ...cursor.value, expires })));
  }

  /** At logout. With the wrapping key gone, what a disk may still hold of the entries is closed for good. */
  async clear(): Promise<void> {
    const transaction = this.#database.transaction(["entries", "keys"], "readwrite");
    transaction.objectStore("entries").clear();
    transaction.objectStore("keys").clear();
    await finished(transaction);
  }

  close(): void {
    this.#database.close();
  }

  async #sweep(): Promise<void> {
    const over = (entry: Entry): boolean => entry.session !== this.#session || entry.expires <= this.#now();
    const entries = await this.#entries();
    if (entries.length > 0 && entries.every(over)) return this.clear();
    if (!entries.some(over)) return;
    await this.#write("entries", (store) => eachEntry(store, (cursor) => {
      if (over(cursor.value as Entry)) cursor.delete();
    }));
  }

  async #unwrap(entry: Entry, key: CryptoKey): Promise<unknown> {
    try {
      const plain = await crypto.subtle.decrypt(this.#params(entry.name, entry.iv), key, entry.sealed);
      return JSON.parse(fromUtf8(new Uint8Array(plain)));
    } catch {
      // Sealed under a wrapping key that another tab has since cleared.
      return null;
    }
  }

  /** Name and session are authenticated with the secret: an entry cannot be moved to another place. */
  #params(name: string, iv: Bytes): AesGcmParams {
    return { name: "AES-GCM", iv, additionalData: utf8(JSON.stringify(["zegel/v1/keyring", name, this.#session])) };
  }

  /** Two tabs may come here at once: the key that was stored first is the one both use. */
  async #wrapping(): Promise<Wrapping> {
    const stored = await this.#read<Wrapping>("keys", "wrapping");
    if (stored) return stored;
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await this.#write("keys", (store) => {
      const request = store.get("wrapping");
      request.onsuccess = () => {
        if (request.result === undefined) store.put({ name: "wrapping", key });
      };
    });
    return this.#wrapping();
  }

  async #entries(): Promise<Entry[]> {
    return result(this.#database.transaction("entries").objectStore("entries").getAll() as IDBRequest<Entry[]>);
  }

  async #read<Value>(store: Store, name: string): Promise<Value | undefined> {
    return result(this.#database.transaction(store).objectStore(store).get(name) as IDBRequest<Value | undefined>);
  }

  async #write(store: Store, change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction(store, "readwrite");
    change(transaction.objectStore(store));
    await finished(transaction);
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries", { keyPath: "name" });
    request.result.createObjectStore("keys", { keyPath: "name" });
  };
  return result(request);
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

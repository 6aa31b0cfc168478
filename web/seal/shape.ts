/** Reading values of which nothing is known yet: JSON that came out of a sealed file. */
import { fromUtf8 } from "./bytes.ts";
import type { Json } from "./canonical.ts";
import { SealError, type SealCode } from "./errors.ts";

export interface Members { readonly [name: string]: unknown }

/** Reads fields of one JSON object; whatever is not as it should be raises the code it was made with. */
export class Shape {
  readonly #members: Members;
  readonly #code: SealCode;

  constructor(value: unknown, code: SealCode) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SealError(code, "not an object");
    this.#members = value as Members;
    this.#code = code;
  }

  static parse(json: string | Uint8Array, code: SealCode): Shape {
    try {
      return new Shape(JSON.parse(typeof json === "string" ? json : fromUtf8(json)), code);
    } catch (cause) {
      throw cause instanceof SealError && cause.code === code ? cause : new SealError(code, "not JSON", { cause });
    }
  }

  /** The object has these members and no others. */
  only(...names: readonly string[]): this {
    const found = Object.keys(this.#members);
    if (found.length !== names.length || !names.every((name) => found.includes(name))) this.#refuse(found.join());
    return this;
  }

  string(name: string): string {
    const value = this.#members[name];
    return typeof value === "string" ? value : this.#refuse(name);
  }

  /** A string of at most so many characters (code points). */
  text(name: string, limit: number): string {
    const value = this.string(name);
    return value.length <= limit || Array.from(value).length <= limit ? value : this.#refuse(name);
  }

  matching(name: string, pattern: RegExp): string {
    const value = this.string(name);
    return pattern.test(value) ? value : this.#refuse(name);
  }

  boolean(name: string): boolean {
    const value = this.#members[name];
    return typeof value === "boolean" ? value : this.#refuse(name);
  }

  /** A whole number from nought. */
  count(name: string): number {
    const value = this.#members[name];
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : this.#refuse(name);
  }

  oneOf<Choice extends string | number>(name: string, ...choices: readonly Choice[]): Choice {
    const value = choices.find((choice) => choice === this.#members[name]);
    return value ?? this.#refuse(name);
  }

  nullable<Value>(name: string, read: (name: string) => Value): Value | null {
    return this.#members[name] === null ? null : read(name);
  }

  /** Whatever JSON stands there. */
  json(name: string): Json {
    return this.#members[name] as Json;
  }

  list<Value>(name: string, limit: number, read: (item: Shape) => Value): Value[] {
    const value = this.#members[name];
    if (!Array.isArray(value) || value.length > limit) return this.#refuse(name);
    return value.map((item) => read(new Shape(item, this.#code)));
  }

  /** A list of texts that each look like this. */
  texts(name: string, limit: number, pattern: RegExp): string[] {
    const value = this.#members[name];
    if (!Array.isArray(value) || value.length > limit) return this.#refuse(name);
    return value.map((text: unknown) => (typeof text === "string" && pattern.test(text) ? text : this.#refuse(name)));
  }

  object<Value>(name: string, read: (item: Shape) => Value): Value {
    return read(new Shape(this.#members[name], this.#code));
  }

  /** Decodes a text member; a failure of the decoder is a failure of the shape. */
  decoded<Value>(name: string, decode: (text: string) => Value): Value {
    const text = this.string(name);
    try {
      return decode(text);
    } catch (cause) {
      throw new SealError(this.#code, `malformed ${name}`, { cause });
    }
  }

  #refuse(name: string): never {
    throw new SealError(this.#code, `unexpected ${name}`);
  }
}

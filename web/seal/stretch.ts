/** Argon2id of what people type, and the two halves made of it. It takes long: only the worker calls this. */
import { argon2id } from "hash-wasm";
import { plainCode } from "../typed/signs.ts";
import { b64, type Bytes, owned, utf8 } from "./bytes.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";

export const SALT = 16;

export interface PasswordHalves {
  /** b64; goes to the server instead of the password. */
  login: string;
  /** Seed of the unlock identity; never leaves the client. */
  unlock: Bytes;
}

export interface AccessHalves {
  /** b64; the server compares it, with few attempts. */
  verifier: string;
  /** Seed of the identity that is the outer layer of a guest's seal; never leaves the client. */
  seal: Bytes;
}

export async function passwordHalves(password: string, salt: Uint8Array): Promise<PasswordHalves> {
  const stretched = await stretch(password.normalize("NFKC"), salt);
  const [login, unlock] = await Promise.all([
    derive(stretched, "zegel/v1/login"), derive(stretched, "zegel/v1/unlock"),
  ]);
  return { login: b64(login), unlock };
}

export async function accessHalves(code: string, salt: Uint8Array): Promise<AccessHalves> {
  const stretched = await stretch(plainCode(code), salt);
  const [verifier, seal] = await Promise.all([
    derive(stretched, "zegel/v1/access-verifier"), derive(stretched, "zegel/v1/access-seal"),
  ]);
  return { verifier: b64(verifier), seal };
}

async function stretch(text: string, salt: Uint8Array): Promise<Bytes> {
  if (salt.length !== SALT) throw new SealError("key-format", `a salt is ${SALT} bytes`);
  if (text === "") throw new SealError("key-format", "nothing to stretch");
  const options = { iterations: 3, parallelism: 1, memorySize: 64 * 1024, hashLength: 32 } as const;
  return owned(await argon2id({ password: utf8(text), salt, ...options, outputType: "binary" }));
}

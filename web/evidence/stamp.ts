/**
 * Checks a time stamp of an outside authority (RFC 3161) about a signed note: CMS signature, chain, what the certificate is for, and
 * what was stamped, all at the moment of the stamp. Loaded only where there is a stamp to check.
 */
import { type BaseBlock, fromBER, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { type Attribute, Certificate, type ExtKeyUsage, SignedData, TimeStampResp, TSTInfo } from "pkijs";
import { utf8 } from "../seal/bytes.ts";
import { fromBase64, LogError, same } from "./log.ts";

/** An authority saw the note at this moment; `authority` is the name in its certificate. */
export interface Stamped { readonly at: Date; readonly authority: string }

const SIZE_LIMIT = 64 * 1024;
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const NAMED_BY_SHA1 = "1.2.840.113549.1.9.16.2.12";
const NAMED = "1.2.840.113549.1.9.16.2.47";
const KEY_USAGE = "2.5.29.37";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const NAMES = ["2.5.4.3", "2.5.4.10"];
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ["2.16.840.1.101.3.4.2.1", "SHA-256"], ["2.16.840.1.101.3.4.2.2", "SHA-384"], ["2.16.840.1.101.3.4.2.3", "SHA-512"],
]);

/** What a stamp (b64 of a `TimeStampResp`) says of a note, when it leads to one of the certificates in `authorities` (PEM). Throws LogError. */
export async function checkStamp(stamp: string, note: string, authorities: string): Promise<Stamped> {
  try {
    return await checked(fromBase64(stamp), utf8(note), certificatesIn(authorities));
  } catch (error) {
    // A stranger made it: whatever the libraries throw about it, it does not hold.
    throw error instanceof LogError ? error : new LogError("stamp", { cause: error });
  }
}

async function checked(answer: Uint8Array<ArrayBuffer>, note: Uint8Array<ArrayBuffer>, trustedCerts: Certificate[]): Promise<Stamped> {
  const { signed, info } = read(answer);
  if (!DIGESTS.has(info.messageImprint.hashAlgorithm.algorithmId)) throw new LogError("digest");
  const [signer] = signed.signerInfos;
  if (signer === undefined || signed.signerInfos.length !== 1 || !DIGESTS.has(signer.digestAlgorithm.algorithmId)) throw new LogError("signer");
  const result = await signed.verify({ signer: 0, trustedCerts, data: note.buffer, checkChain: true, checkDate: info.genTime, extendedMode: true });
  const certificate = result.signerCertificate;
  if (result.signatureVerified !== true || result.signerCertificateVerified !== true || !(certificate instanceof Certificate)) throw new LogError("signature");
  const attributes = signer.signedAttrs?.attributes ?? [];
  if (valueOf(attributes, CONTENT_TYPE, ObjectIdentifier).valueBlock.toString() !== TST_INFO) throw new LogError("content");
  if (!isForStamping(certificate)) throw new LogError("usage");
  if (!(await isNamed(attributes, certificate))) throw new LogError("certificate");
  return { at: info.genTime, authority: nameOf(certificate) };
}

/** The words of an authority and who signed them; a refusal has neither. */
function read(answer: Uint8Array<ArrayBuffer>): { signed: SignedData; info: TSTInfo } {
  const whole = fromBER(answer);
  if (answer.length > SIZE_LIMIT || whole.offset !== answer.length) throw new LogError("no answer");
  const { status, timeStampToken } = new TimeStampResp({ schema: whole.result });
  // Granted, or granted with a change.
  if (![0, 1].includes(status.status) || timeStampToken?.contentType !== SIGNED_DATA) throw new LogError("no answer");
  const signed = new SignedData({ schema: timeStampToken.content });
  const words = signed.encapContentInfo.eContent?.getValue();
  if (signed.encapContentInfo.eContentType !== TST_INFO || words === undefined) throw new LogError("no answer");
  return { signed, info: TSTInfo.fromBER(words) };
}

function certificatesIn(pem: string): Certificate[] {
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  return found.map(([, text = ""]) => Certificate.fromBER(fromBase64(text.replace(/\s+/g, ""))));
}

/** For this and nothing else, and marked so that nobody may overlook it (RFC 3161, 2.3). */
function isForStamping(certificate: Certificate): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === KEY_USAGE);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

/** What was signed names the certificate it was signed with (RFC 3161, 2.4.1; RFC 5816). */
async function isNamed(attributes: readonly Attribute[], certificate: Certificate): Promise<boolean> {
  const newer = attributes.some(({ type }) => type === NAMED);
  const list = first(first(valueOf(attributes, newer ? NAMED : NAMED_BY_SHA1, Sequence), Sequence), Sequence);
  const parts = list.valueBlock.value;
  const algorithm = parts[0] instanceof Sequence ? first(parts[0], ObjectIdentifier).valueBlock.toString() : undefined;
  const named = algorithm === undefined ? "SHA-256" : DIGESTS.get(algorithm);
  const name = newer ? named : "SHA-1";
  const stated = parts.find((part) => part instanceof OctetString);
  if (name === undefined || stated === undefined) return false;
  const digest = await crypto.subtle.digest(name, certificate.toSchema().toBER());
  return same(new Uint8Array(digest), stated.valueBlock.valueHexView);
}

type Kind<Block> = abstract new (...args: never[]) => Block;

function valueOf<Block extends BaseBlock>(attributes: readonly Attribute[], type: string, kind: Kind<Block>): Block {
  const found = attributes.filter((attribute) => attribute.type === type);
  const value: unknown = found[0]?.values[0];
  if (found.length !== 1 || found[0]?.values.length !== 1 || !(value instanceof kind)) throw new LogError("attributes");
  return value;
}

function first<Block extends BaseBlock>(list: Sequence, kind: Kind<Block>): Block {
  const [value] = list.valueBlock.value as unknown[];
  if (!(value instanceof kind)) throw new LogError("attributes");
  return value;
}

function nameOf(certificate: Certificate): string {
  const parts = certificate.subject.typesAndValues;
  const named = NAMES.flatMap((type) => parts.filter((part) => part.type === type).map(({ value }) => String(value.valueBlock.value)));
  return named.join(", ");
}

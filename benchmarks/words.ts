/** What is measured by words.py: letters of made-up Dutch, whose words come as often as words do. */
import { seal } from "../web/seal/age.ts";
import { b64, fromB64 } from "../web/seal/bytes.ts";
import { sha256Hex } from "../web/seal/derive.ts";
import { makeEnvelope, type Manifest, MANIFEST_TYPE } from "../web/seal/manifest.ts";
import { newMessageIdentity, sealMessageKey } from "../web/seal/message.ts";
import { newSigningSeed, signingPublic } from "../web/seal/signing.ts";
import { type IndexedMessage, MOST_MESSAGES, sealPiece, soughtWords, wordsOf } from "../web/seal/word-index.ts";
import { type LetterToIndex, type SealedWords, WordShelf } from "../web/seal/word-shelf.ts";

const [messages, length, opened] = process.argv.slice(2).map(Number) as [number, number, number];
const BOX = crypto.randomUUID();
const own = await newMessageIdentity();

let state = 11;
/** From nought to one, the same every time. */
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

const SYLLABLES = "aan be brief dak dag de der ding ge goot heer huur in kan keer ko last lijk ling maand na ning om over pand recht rente schade schuld ter ti toe uit ver voor waar woning zaak zit".split(" ");
const VOCABULARY = Array.from({ length: 40_000 }, (_, at) => Array.from({ length: 1 + Math.floor(Math.log10(at + 2)) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(""));
/** The n-th word comes about 1/n as often as the first (Zipf). */
const word = (): string => VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? "de";

function text(): string {
  const words = Array.from({ length: Math.round(length * (0.4 + 1.2 * random())) }, word);
  // What is in one letter only: sums, days, names.
  const own_ = Array.from({ length: 4 }, () => Math.floor(random() * 1e6).toString(36));
  return `Geachte griffier,\n\n${[...words, ...own_].join(" ")}.`;
}

function indexed(at: number): IndexedMessage {
  const letter = text();
  const facts = { id: crypto.randomUUID(), at: new Date(1_700_000_000_000 + at * 60_000).toISOString(), party: `mr. ${word()} ${word()}`, subject: `C/13/${700_000 + at}`, sent: at % 2 === 0 };
  return { message: { ...facts, start: letter.slice(19, 159) }, words: wordsOf([facts.subject, facts.party, `Productie ${at % 40} ${word()}.pdf`, letter]) };
}

async function sealedLetter(): Promise<LetterToIndex> {
  const [message, conversation, keys, seed] = [crypto.randomUUID(), crypto.randomUUID(), await newMessageIdentity(), newSigningSeed()];
  const sender = { kind: "guest" as const, id: conversation, name: "P. Jansen", user: null, userName: null };
  const manifest: Manifest = { type: MANIFEST_TYPE, message, conversation, created: "2026-11-22T22:51:00Z", sender, recipients: [], subject: "C/13/756123", text: text(), secret: false, files: [] };
  const envelope = await seal([keys.recipient], await makeEnvelope(manifest, seed));
  const [key] = await sealMessageKey(keys.identity, [own.recipient]);
  const expected = { senderKey: b64(await signingPublic(seed)), message, conversation, objects: [], envelope: await sha256Hex(envelope) };
  const sealed = { sealedKey: b64(key ?? new Uint8Array()), identities: [own.identity], summary: "", envelope: b64(envelope), expected };
  return { sealed, at: "2026-11-22T22:51:00+00:00", party: "P. Jansen", subject: "C/13/756123", sent: false };
}

/** Of the processor, for others may use it too. */
async function timed<Value>(work: () => Promise<Value> | Value): Promise<[number, Value]> {
  const from = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(from);
  return [(user + system) / 1000, value];
}

const line = (what: string, value: string) => console.log(`${what.padEnd(58)} ${value}`);
const ms = (time: number) => `${time.toFixed(time < 10 ? 2 : 0)} ms`;

const letters: LetterToIndex[] = [];
for (let at = 0; at < opened; at += 1) letters.push(await sealedLetter());
const [opening] = await timed(() => new WordShelf().gather(BOX, letters));
line("open, check and fold one letter", ms(opening / opened));

const pieces: SealedWords[] = [];
let making = 0;
for (let from = 0; from < messages; from += MOST_MESSAGES) {
  const some = Array.from({ length: Math.min(MOST_MESSAGES, messages - from) }, (_, at) => indexed(from + at));
  const piece = crypto.randomUUID();
  const [time, sealed] = await timed(() => sealPiece(some, { box: BOX, piece, identity: own.identity }, own.recipient));
  making += time;
  pieces.push({ piece, identity: own.identity, bytes: fromB64(b64(sealed)).buffer });
}
const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.byteLength, 0);
line("make and seal one piece", ms(making / pieces.length));
line(`all of ${messages} messages, from letters to pieces`, `${((opening / opened) * messages / 1000 + making / 1000).toFixed(1)} s`);
line(`size of the index of ${messages} messages`, `${(bytes / 1e6).toFixed(2)} MB in ${pieces.length} pieces, ${Math.round(bytes / messages)} bytes a message`);

const shelf = new WordShelf();
const before = process.memoryUsage();
const [fetching] = await timed(() => shelf.open(BOX, pieces));
const after = process.memoryUsage();
line("open all pieces, once a page", ms(fetching));
line("memory of what is opened", `${((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6).toFixed(0)} MB`);

const typed = ["dakgoot", "huur", "de", "rechtzaak schade", "756", "a", "zqx", VOCABULARY[30_000] ?? "", `${VOCABULARY[200]} ${VOCABULARY[3000]}`];
const times: number[] = [];
let worst = ["", 0] as [string, number];
for (const asked of [...typed, ...typed, ...typed]) {
  const [time] = await timed(() => shelf.search(soughtWords(asked), 50));
  times.push(time);
  if (time > worst[1]) worst = [asked, time];
}
times.sort((left, right) => left - right);
line("search: median", ms(times[times.length >> 1] ?? 0));
line("search: slowest", `${ms(worst[1])} (${worst[0]})`);

// How hard a password is to guess. The dictionaries are large and come only to who is choosing a password.
import { type MatchExtended, ZxcvbnFactory } from "@zxcvbn-ts/core"
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common"
import { dictionary as english } from "@zxcvbn-ts/language-en"
import { dictionary as dutch } from "@zxcvbn-ts/language-nl-be"

export interface Judgement {
  /** 0 (at once) to 4 (more than 10^10 guesses). */
  readonly score: number
  /** On the list of passwords that leaked somewhere, whole. */
  readonly leaked: boolean
}

const LEAKED = "passwords-common"

const estimator = new ZxcvbnFactory({
  dictionary: { ...common, ...english, ...Object.fromEntries(Object.entries(dutch).map(([name, words]) => [`nl-${name}`, words])) },
  graphs: adjacencyGraphs,
  maxLength: 128,
})

/** `own` are words that anybody knows of this person: their name and address. */
export function judge(password: string, own: readonly string[]): Judgement {
  const known = own.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2)
  const { score, sequence } = estimator.check(password, known)
  return { score, leaked: sequence.length === 1 && isLeaked(sequence[0]) }
}

function isLeaked(match: MatchExtended | undefined): boolean {
  return match !== undefined && "dictionaryName" in match && match.dictionaryName === LEAKED
}

// The days on which somebody cannot come. They stand sealed in the application: they are read here and told to nobody.
import { type Application, APPLICATION_MEDIA_TYPE, readApplication } from "../cases/application.ts"
import { CaseFile } from "../reading/case-file.ts"
import type { Account } from "../session/account.ts"

export interface Unavailable {
  /** Whether anybody answered with days. */
  readonly stated: boolean
  /** Who cannot come, by day. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

/** What the newest application in the file says of days; null where none opens on this device. */
export async function unavailableIn(path: string, me: Account): Promise<Unavailable | null> {
  const file = await CaseFile.open(path, me)
  const found = file.pieces.flatMap(({ files }) => files).findLast(({ entry }) => entry.type === APPLICATION_MEDIA_TYPE)
  if (found === undefined) return null
  const plain = await file.files.open(found)
  return unavailableOf(readApplication(new Uint8Array(await plain.arrayBuffer())))
}

export function unavailableOf({ parties }: Pick<Application, "parties">): Unavailable {
  const names = new Map<string, string[]>()
  for (const { shortName, unavailable } of parties) {
    for (const day of unavailable.days) names.set(day, [...(names.get(day) ?? []), shortName])
  }
  return { stated: parties.some(({ unavailable: { answer } }) => answer === "days"), names }
}

/** The short names of those who gave days, each once. */
export function whoGave({ names }: Unavailable): string[] {
  return [...new Set([...names.values()].flat())]
}

// To a provider and back: the server says where to go and remembers in its session what must come back.
import { api } from "../page/server.ts"
import type { SetOutOut } from "../wire/api.ts"

/** Leaves for a provider; settles only where that is refused. */
export async function setOut(path: string, provider: string, onward: string): Promise<never> {
  const { address } = await api<SetOutOut>(path, { json: { provider, onward } })
  location.assign(address)
  return new Promise(() => {})
}

/** Only a path of our own, though the server has looked at it too; otherwise what somebody chose to see first after logging in. */
export function ownPath(next: string): string {
  const url = new URL(next, location.origin)
  return url.origin === location.origin && next.startsWith("/") ? url.pathname + url.search + url.hash : "/start"
}

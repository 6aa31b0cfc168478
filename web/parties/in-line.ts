// The circles of a case follow its parties: who reads now gets every key there is, who reads no more is out and the key is made anew.
import { api, Problem } from "../page/server.ts"
import type { Account } from "../session/account.ts"
import { joinCircle, renewCircle } from "../session/circles.ts"
import type { OutOfLineOut } from "../wire/api.ts"

/**
 * Brings the circles of a case in line, as far as this person can; gives whether nothing is left to do.
 * A mailbox with another key than was known gets none, and is left for who can ask about it.
 */
export async function bringInLine(me: Account, id: string): Promise<boolean> {
  const path = `/api/cases/${id}/circles`
  const lines = await api<readonly OutOfLineOut[]>(path)
  for (const line of lines) await followed(me, line).catch(unlessRefused)
  return lines.length === 0 || (await api<readonly OutOfLineOut[]>(path)).length === 0
}

async function followed(me: Account, { container, join, leave, renew }: OutOfLineOut): Promise<void> {
  for (const mailbox of leave) await api(`/api/containers/${container}/members/${mailbox}`, { method: "DELETE" })
  // Opening a circle may renew it by the way: then the other one is refused, after the new key is there.
  if (renew || leave.length > 0) await renewCircle(me, await me.circle(container)).catch(unlessRefused)
  for (const mailbox of join) await joinCircle(me, await me.circle(container), mailbox, "read", true)
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}

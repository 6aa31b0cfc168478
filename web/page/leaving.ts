// The connection, and leaving the page.
import { announce, say } from "./words.ts"

/** Calls back at every change of the connection; returns what stops it. */
export function onConnection(change: (online: boolean) => void): () => void {
  const up = () => change(true)
  const down = () => change(false)
  addEventListener("online", up)
  addEventListener("offline", down)
  return () => {
    removeEventListener("online", up)
    removeEventListener("offline", down)
  }
}

export function showConnection(): void {
  const banner = document.getElementById("offline")
  if (banner === null) return
  banner.hidden = navigator.onLine
  onConnection((online) => {
    banner.hidden = online
    if (online) announce(say("backOnline"))
  })
}

/** Asks before the page is left while there is unsent work; returns what stops it. */
export function guardLeave(dirty: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault()
  }
  addEventListener("beforeunload", ask)
  return () => removeEventListener("beforeunload", ask)
}

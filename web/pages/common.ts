// What every page may use. Importing it also starts what every page has: the offline banner and the idle warning.
import { startIdle } from "../page/idle.ts"
import { showConnection } from "../page/leaving.ts"

export * from "../page/elements.ts"
export * from "../page/errors.ts"
export * from "../page/idle.ts"
export * from "../page/leaving.ts"
export * from "../page/server.ts"
export * from "../page/words.ts"

if (typeof document !== "undefined") {
  showConnection()
  startIdle()
}

// What every page starts: the offline banner and the idle warning. base.html loads it before the page's own script.
import { startIdle } from "../page/idle.ts"
import { showConnection } from "../page/leaving.ts"

showConnection()
startIdle()

// What every page starts: the offline banner and the idle warning; static/started.js looks whether it did. base.html loads it before the page's own script.
import { startIdle } from "../page/idle.ts"
import { showConnection } from "../page/leaving.ts"
import { wordsCame } from "../page/words.ts"

if (!wordsCame()) throw new Error("the sentences of this page did not come")
document.documentElement.dataset["started"] = ""
showConnection()
startIdle()

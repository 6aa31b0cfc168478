// What was found in all folders: the rows the server found, with what they are about.
import { startSummaries } from "../reading/summaries.ts"

startSummaries()

// Searching: the rows the server found, with what they are about, and words inside messages, found on this device.
import { startSummaries } from "../reading/summaries.ts"
import { startWordSearch } from "../search/results.ts"

startSummaries()
void startWordSearch()
// After the page: it is of use without.
void import("../search/filters.ts").then(({ startFilters }) => startFilters()).catch(() => {})

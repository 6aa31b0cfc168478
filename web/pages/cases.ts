// The list of cases: keys to walk through it.
import { Rows } from "../page/rows.ts"
import { startShortcuts } from "../page/shortcuts.ts"

const rows = new Rows(".cases__row")
startShortcuts({ j: () => rows.go(1), k: () => rows.go(-1), "/": () => document.getElementById("q")?.focus() })
// After the page: the list is of use before, and without.
void import("../search/filters.ts").then(({ startFilters }) => startFilters()).catch(() => {})

// The list of cases: keys to walk through it, and what changes while it is looked at.
import { find } from "../page/elements.ts"
import { Rows } from "../page/rows.ts"
import { startShortcuts } from "../page/shortcuts.ts"

const rows = new Rows(".cases__row")
startShortcuts({ j: () => rows.go(1), k: () => rows.go(-1), "/": () => document.getElementById("q")?.focus() })
// After the page: the list is of use before, and without.
if (find("cases") !== null) void import("../cases/list-news.ts").then(({ startListNews }) => startListNews()).catch(() => {})
void import("../search/filters.ts").then(({ startFilters }) => startFilters()).catch(() => {})

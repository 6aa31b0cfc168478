// Filing in a running case.
import { type CasePlace, CaseFiling } from "../compose/case-filing.ts"
import { need } from "../page/elements.ts"
import { account } from "../session/account.ts"

const told = JSON.parse(need("case-filing").dataset["caseFiling"] ?? "") as CasePlace

void account().then(async (me) => {
  await CaseFiling.start(told, me)
  need("loading").hidden = true
  need("composer").hidden = false
})

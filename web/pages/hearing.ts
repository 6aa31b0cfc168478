// The sheet of a hearing.
import { Sheet } from "../hearings/sheet.ts"
import { account } from "../session/account.ts"

const sheet = new Sheet()
void account().then((me) => sheet.unlock(me))

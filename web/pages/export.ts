// Making an export, for an account holder.
import { startExport } from "../export/page.ts"
import { account, stillHere } from "../session/account.ts"

startExport(async () => (await account()).identities, stillHere)

// A message, for an account holder.
import { find } from "./common.ts"
import { startNotes } from "../reading/notes.ts"
import { startReading } from "../reading/start.ts"
import { startResending } from "../reading/tracks.ts"
import { account } from "../session/account.ts"

const identities = async () => (await account()).identities

find("receipt")?.focus()
startResending(identities)
void startReading(identities)
void account().then(startNotes)

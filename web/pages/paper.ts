// Where paper is matched with what was filed: the names of the files, on the sender's sheet and at the counter.
import { find } from "../page/elements.ts"
import { keysOf } from "../reading/held.ts"
import { startPieceNames } from "../reading/piece-names.ts"
import { account, accountIfUnlocked } from "../session/account.ts"

const held = async (item: HTMLElement) => {
  const me = await accountIfUnlocked()
  return me === null ? null : keysOf(me, item)
}

startPieceNames(held, async (item) => keysOf(await account(), item))
if (find("cover") !== null) void import("../volume/covers.ts").then(({ startCovers }) => startCovers(held), () => {})

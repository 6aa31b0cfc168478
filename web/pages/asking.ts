// The field of a mailbox that searches all mail (frames/mailbox_menu.html).
import { startAsking } from "../search/asking.ts"

startAsking()

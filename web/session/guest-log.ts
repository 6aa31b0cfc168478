// The same for a guest, for whom it is told to the log.
import { guestApi } from "./guest.ts"
import { tellOfLog } from "./log-news.ts"

export const tellGuest = (id: string): Promise<void> => tellOfLog((code) => guestApi(id, "/alarms", { json: { code } }))

// On a page that anybody may open: whether the log is the one this browser knew. Nobody is known to tell it for, so it is shown only.
import { tellOfLog } from "../session/log-news.ts"

void tellOfLog()

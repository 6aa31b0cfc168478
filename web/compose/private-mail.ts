/** Domains where people have mail of their own, and offices as a rule none. */
export const PRIVATE_DOMAINS: ReadonlySet<string> = new Set([
  "gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.com", "live.nl", "msn.com", "icloud.com",
  "me.com", "yahoo.com", "proton.me", "protonmail.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "hetnet.nl", "home.nl",
  "xs4all.nl", "casema.nl", "chello.nl", "upcmail.nl", "telfort.nl", "tele2.nl", "solcon.nl", "caiway.nl", "zonnet.nl",
])

// The identity providers of the demo: real ones (panva/oidc-provider, certified), played by one process beside the product,
// everything in memory. Tests connect them too. No part of a real installation starts this.
//
//   node doors.mjs < one line of JSON: { port, doors: [{ name, title, intro, client, levels, people }] }
//
// Each door is a provider at http://localhost:PORT/NAME. Whoever is asked who they are presses a name, or types
// `NAME LEVEL`: that logs in as NAME with the acr and amr of that level, the first one unless told.
import { generateKeyPairSync } from "node:crypto"
import { createServer } from "node:http"
import { createInterface } from "node:readline"
import Provider from "oidc-provider"

const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (title, body) => `<!doctype html><html lang="nl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif }
  main { max-width: 34rem; margin: 2rem auto; padding: 0 1rem }
  .demo { border-inline-start: 4px solid #a35b00; padding: .25rem .75rem }
  ul { list-style: none; padding: 0 }
  button, input { font: inherit; padding: .6rem .8rem; box-sizing: border-box }
  li button { inline-size: 100%; text-align: start; margin-block-end: .5rem }
  small { display: block }
</style><main><h1>${escape(title)}</h1><p class="demo">Dit is een nagemaakte inlogpagina voor de demo. This page only plays a login service.</p>${body}</main></html>`

const button = ({ id, name, note }) =>
  `<li><button name="login" value="${escape(id)}">${escape(name)}<small>${escape(note)}</small></button></li>`

const question = (door, uid) => page(door.title, `<p>${escape(door.intro)}</p>
<form method="post" action="/${door.name}/interaction/${uid}"><ul>${door.people.map(button).join("")}</ul></form>
<form method="post" action="/${door.name}/interaction/${uid}"><p><label>Iemand anders <input name="login" autocomplete="off" autocapitalize="none"></label>
<button name="do" value="in">Inloggen</button> <button name="do" value="stop">Stoppen</button></p></form>`)

const leaving = (door, form) => page(door.title, `<p>Wilt u ook hier uitloggen?</p>${form}
<p><button form="op.logoutForm" name="logout" value="yes">Ja, uitloggen</button> <button form="op.logoutForm">Nee</button></p>`)

/** One door: the provider, and what answers its questions. */
function open(door, origin) {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })
  const people = new Map(door.people.map((one) => [one.id, one]))
  const [usual] = Object.keys(door.levels)
  const names = Object.fromEntries(["session", "interaction", "resume"].map((one) => [one, `${door.name}_${one}`]))
  const provider = new Provider(`${origin}/${door.name}`, {
    clients: [{
      ...door.client,
      grant_types: ["authorization_code"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
      backchannel_logout_session_required: true,
    }],
    jwks: { keys: [{ ...key, alg: "ES256", use: "sig" }] },
    acrValues: Object.values(door.levels).map((one) => one.acr),
    claims: { openid: ["sub", "sid", "acr", "amr", "bar"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: true,
    cookies: { keys: ["only for the demo"], names },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => { ctx.body = leaving(door, form) },
        postLogoutSuccessSource: (ctx) => { ctx.body = page(door.title, "<p>U bent hier uitgelogd.</p>") },
      },
    },
    interactions: { url: (_ctx, one) => `/${door.name}/interaction/${one.uid}` },
    // The product is on this machine, where the provider would call nobody by itself.
    fetch: (address, { dispatcher: _, ...rest }) => fetch(address, rest),
    pkce: { required: () => true },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id)?.claims }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope("openid email profile")
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()

  async function asked(request, response) {
    const details = await provider.interactionDetails(request, response)
    if (request.method !== "POST") {
      return response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(question(door, details.uid))
    }
    let text = ""
    for await (const part of request) text += part
    const form = new URLSearchParams(text)
    if (form.get("do") === "stop") return provider.interactionFinished(request, response, { error: "access_denied" })
    const [name, level] = (form.get("login") ?? "").trim().split(/\s+/)
    const login = { accountId: name || "niemand", ...(door.levels[level] ?? door.levels[usual]), remember: false }
    return provider.interactionFinished(request, response, { login })
  }

  return (request, response) => {
    request.originalUrl = request.url
    request.url = request.url.slice(door.name.length + 1) || "/"
    if (!request.url.startsWith("/interaction/")) return answer(request, response)
    asked(request, response).catch((error) => response.writeHead(400, { "Content-Type": "text/plain" }).end(error.name))
  }
}

const lines = createInterface({ input: process.stdin })
// Whoever started us is gone, however that happened.
lines.on("close", () => process.exit())
const { port, doors } = JSON.parse(await new Promise((told) => lines.once("line", told)))
const opened = new Map()
for (const door of doors) opened.set(door.name, open(door, `http://localhost:${port}`))

createServer((request, response) => {
  const door = opened.get(request.url.split(/[/?]/)[1])
  if (door) return door(request, response)
  response.writeHead(404).end()
}).listen(port, "127.0.0.1", () => console.log("ready"))

// A certified OpenID provider (panva/oidc-provider) for tests: one process, everything in memory.
//
//   node tests/oidc/provider.mjs PORT REDIRECT…
//
// Whoever is asked for a name types one: `NAME LEVEL` logs in as NAME with acr and amr of that level.
import { createServer } from "node:http"
import Provider from "oidc-provider"

const [port, ...redirects] = process.argv.slice(2)
// Another host name than the court of a journey, so that a browser takes it for another site.
const issuer = `http://localhost:${port}`

/** What the provider knows of people, besides their name. */
const people = {
  advocaat: { bar: "A12345" },
  medewerker: { email: "nieuw.medewerker@rechtbank.example", email_verified: true, name: "N. Medewerker" },
  vreemde: { email: "iemand@elders.example", email_verified: true, name: "I. Elders" },
}
const levels = {
  hoog: { acr: "urn:test:substantial", amr: ["pwd", "mfa"] },
  laag: { acr: "urn:test:low", amr: ["pwd"] },
}

const client = {
  client_id: "zegel",
  client_secret: "a secret: of more than, one kind/of sign",
  redirect_uris: redirects,
  grant_types: ["authorization_code"],
  response_types: ["code"],
  token_endpoint_auth_method: "client_secret_basic",
}

const provider = new Provider(issuer, {
  clients: [client],
  acrValues: Object.values(levels).map((one) => one.acr),
  claims: { openid: ["sub", "acr", "amr", "bar"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: true,
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope("openid email profile")
    await grant.save()
    return grant
  },
})

const page = (uid) => `<!doctype html><html lang="nl"><title>Demopas</title><h1>Demopas</h1>
<form method="post" action="/interaction/${uid}"><label>Wie bent u? <input name="login"></label>
<button name="do" value="in">Inloggen</button><button name="do" value="stop">Stoppen</button></form></html>`

async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response)
  if (request.method !== "POST") return response.setHeader("Content-Type", "text/html").end(page(details.uid))
  let text = ""
  for await (const part of request) text += part
  const form = new URLSearchParams(text)
  if (form.get("do") === "stop") return provider.interactionFinished(request, response, { error: "access_denied" })
  const [name, level = "hoog"] = (form.get("login") ?? "").split(" ")
  return provider.interactionFinished(request, response, { login: { accountId: name, ...levels[level], remember: false } })
}

// Whoever started us is gone, however that happened.
process.stdin.resume().on("end", () => process.exit())

const answer = provider.callback()
createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response)
  interaction(request, response).catch((error) => response.writeHead(500).end(String(error)))
}).listen(Number(port), "127.0.0.1", () => console.log("ready"))

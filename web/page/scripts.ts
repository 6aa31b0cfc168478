// Which scripts may run beside a page: those of our own build, by the one Trusted Types policy there is.

interface TrustedPolicy {
  createScriptURL(url: string): URL
}

interface TrustedFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedPolicy
}

function ownBuild(url: string): string {
  const absolute = new URL(url, document.baseURI)
  if (absolute.origin !== location.origin || !absolute.pathname.startsWith("/static/build/")) {
    throw new TypeError(`not a script of ours: ${url}`)
  }
  return absolute.href
}

let policy: TrustedPolicy | undefined

/** An address of our own build that may be given to `new Worker`; anything else throws. The policy is named "zegel". */
export function scriptUrl(url: string): URL {
  if (policy === undefined) {
    const factory = (globalThis as { trustedTypes?: TrustedFactory }).trustedTypes
    policy = factory?.createPolicy("zegel", { createScriptURL: ownBuild }) ?? { createScriptURL: (text) => new URL(ownBuild(text)) }
  }
  return policy.createScriptURL(url)
}

/** A module worker of our own: `worker("workers/seal.js")`, `worker("pdfjs/pdf.worker.mjs")`. */
export function worker(name: string): Worker {
  return new Worker(scriptUrl(`/static/build/${name}`), { type: "module" })
}

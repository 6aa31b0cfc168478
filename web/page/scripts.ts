// Which scripts may run beside a page: those of our own build, by the one Trusted Types policy there is; and where they are. Names of
// built files change with their content, so that a browser may keep them for ever; web/build.mjs puts today's in the place of these words.

declare const BUILT_PDFJS: string | undefined
declare const BUILT_SEAL_WORKER: string | undefined

/** Beside each, its name where nothing is built: in a test, and with `--watch`. */
export const PLACES = {
  pdfjs: typeof BUILT_PDFJS === "undefined" ? "/static/build/pdfjs" : BUILT_PDFJS,
  sealWorker: typeof BUILT_SEAL_WORKER === "undefined" ? "/static/build/workers/seal.worker.js" : BUILT_SEAL_WORKER,
} as const

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

/** A module worker of our own: `worker(HEIC_WORKER)`. */
export function worker(place: string): Worker {
  return new Worker(scriptUrl(place), { type: "module" })
}

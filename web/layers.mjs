// Which folder may import from which: each only from those named here, so that none can make a knot. Read by
// dependency-cruiser in bin/lint. A new folder stands here before anything may import it.

/** Entry points: they run when they are loaded, so no module imports one. */
const ENTRIES = ["pages", "workers", "offline"]

const MAY_IMPORT = {
  typed: [],
  seal: ["typed"],
  time: [],
  wire: [],
  evidence: ["time", "seal"],
  page: ["time", "typed"],
  print: ["page", "time", "seal"],
  session: ["evidence", "page", "time", "wire", "seal", "typed"],
  account: ["session", "print", "page", "time", "wire", "seal", "typed"],
  reading: ["evidence", "session", "page", "time", "wire", "seal"],
  compose: ["reading", "session", "print", "page", "time", "wire", "seal", "typed"],
  search: ["evidence", "reading", "session", "page", "time", "wire", "seal"],
  export: ["volume", "reading", "print", "page", "time", "wire", "seal"],
  volume: ["compose", "print", "reading", "session", "page", "seal"],
  verify: ["reading", "session", "evidence", "page", "time", "seal"],
  cases: ["reading", "session", "page", "time", "wire", "seal", "typed"],
  applications: ["cases", "compose", "print", "reading", "session", "page", "time", "wire", "seal", "typed"],
  intake: ["cases", "compose", "reading", "session", "page", "time", "wire", "seal", "typed"],
  judgments: ["cases", "compose", "evidence", "reading", "session", "page", "time", "wire", "seal", "typed"],
  hearings: ["session", "page", "time", "wire", "seal"],
  planner: ["cases", "reading", "session", "page", "time", "wire", "seal", "typed"],
  parties: ["session", "page", "wire", "seal"],
  workers: ["seal"],
  offline: ["time", "seal"],
  pages: ["search", "parties", "applications", "judgments", "planner", "cases", "hearings", "intake", "volume", "compose", "account", "export", "verify", "reading", "session", "print", "evidence", "page", "time", "wire", "seal", "typed"],
}

const folder = (names) => `^web/(${names.join("|")})/`

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([name, below]) => ({
      name: `layer-${name}`,
      severity: "error",
      from: { path: folder([name]) },
      to: { path: "^web/", pathNot: folder([name, ...below]) },
    })),
    {
      name: "folder-without-layer",
      severity: "error",
      from: { path: String.raw`^web/.+\.ts$`, pathNot: folder(Object.keys(MAY_IMPORT)) },
      to: { path: "^web/" },
    },
    { name: "no-cycle", severity: "error", from: { path: "^web/" }, to: { circular: true } },
    { name: "no-folder-knot", severity: "error", scope: "folder", from: { path: "^web/" }, to: { circular: true } },
    { name: "entry-imported", severity: "error", from: { path: "^web/" }, to: { path: folder(ENTRIES) } },
    {
      name: "nobody-imports-it",
      severity: "error",
      from: { path: "^web/" },
      module: { path: String.raw`^web/.+\.ts$`, pathNot: [folder(ENTRIES), String.raw`\.d\.ts$`], numberOfDependentsLessThan: 1 },
    },
    {
      name: "only-for-development",
      comment: "What is bundled for users stands under dependencies, not devDependencies.",
      severity: "error",
      from: { path: "^web/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown", "undetermined"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "web/tsconfig.json" },
    // Tests may reach across; build.mjs and this file are tools.
    exclude: { path: [String.raw`\.test\.ts$`, String.raw`^web/[^/]+\.m?[jt]s$`, String.raw`^web/[^/]+\.d\.mts$`] },
  },
}

// One file, sealed and brought to the server.
import { Problem } from "../page/server.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { Uploads } from "./upload.ts"

/** `guest` brings it, or who is logged in. Rejects with a Problem where it cannot be brought over. */
export async function uploaded(
  file: Blob, recipient: string, entry: Pick<FileEntry, "number" | "name" | "pages">, guest: string | null = null,
): Promise<FileEntry> {
  const key = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    const uploads = Uploads.open({
      guest,
      changed: ({ phase, reason, record }) => {
        if (phase === "failed") reject(new Problem(0, { code: "upload", detail: reason, retry: true }))
        if (phase !== "done" || record === null || record.object === null) return
        const { size, sha256, object } = record
        resolve({ ...entry, type: file.type, size, sha256, object })
        void uploads.then((all) => all.forget())
      },
    })
    uploads.then((all) => all.add(key, file, recipient)).catch(reject)
  })
}

// Another page of ours, or this one anew, for what stands on it.
import { Problem } from "./server.ts"

/** A page, parsed by the browser itself: text that a script turns into elements is refused (trusted types). `background`: nobody asked
 * for it, so the server keeps no session alive. @throws {Problem} it could not be fetched. */
export function otherPage(address: string, background = false): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("GET", address)
    request.responseType = "document"
    if (background) request.setRequestHeader("zegel-background", "1")
    const failed = () => reject(new Problem(request.status, { code: "network", retry: true }))
    request.addEventListener("error", failed)
    request.addEventListener("load", () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : failed()))
    request.send()
  })
}

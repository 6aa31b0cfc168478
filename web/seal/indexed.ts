// IndexedDB as promises: what every store of the browser here asks of it.

/** What a request gives. Rejects with the request's error. */
export function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Visit every entry of a store, one after the other; the visitor may delete the one it is shown. */
export function eachEntry(store: IDBObjectStore, visit: (cursor: IDBCursorWithValue) => void): void {
  const request = store.openCursor()
  request.onsuccess = () => {
    if (!request.result) return
    visit(request.result)
    request.result.continue()
  }
}

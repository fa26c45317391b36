import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** All that a page's storage gives to its scripts: tables of IndexedDB, caches, localStorage, and cookies that scripts see. */
export const readStorage = (page: Page): Promise<string> =>
  page.evaluate<string>(`(async () => {
    const text = []
    const result = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result) })
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name))
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table)
        const [keys, values] = [store.getAllKeys(), store.getAll()]
        for (const value of [...await result(keys), ...await result(values)])
          text.push(JSON.stringify(value, (_, part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part)
            ? new TextDecoder('latin1').decode(part) : part))
      }
      database.close()
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        text.push(request.url, await (await caches.match(request)).text())
    return [...text, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie].join('\\n')
  })()`)

/** Which of these words stand in files of a folder, as bytes of one each or two: `file: word`. */
export const wordsInFiles = async (folder: string, words: readonly string[]): Promise<string[]> => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  )
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const content = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0))
      return words
        .filter((word) => content.includes(word) || content.includes(Buffer.from(word, 'utf16le')))
        .map((word) => `${join(parentPath, name).slice(folder.length + 1)}: ${word}`)
    }),
  )
  return found.flat()
}

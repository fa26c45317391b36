// A process that uses the embedded database of a folder until it is told to leave: `node embedded-child.ts DIR
// command|server`. It says in one line of JSON what it got, and leaves when its standard input ends.
import { once } from 'node:events'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'

const [folder = '', kind] = process.argv.slice(2)
try {
  const embedded = await openEmbeddedPostgres(folder, { asServer: kind === 'server' })
  console.log(JSON.stringify({ ownerUrl: embedded.ownerUrl, urls: embedded.urls }))
  process.stdin.resume()
  await once(process.stdin, 'end')
  await embedded.release()
} catch (error) {
  const code = error instanceof MetTraceError ? error.code : 'unexpected'
  console.log(JSON.stringify({ code, message: String(error) }))
  process.exitCode = 1
}

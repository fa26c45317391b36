// Rewrites schema.sql beside this file from a database that has just been migrated.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { usualLogins } from '../foundation/access/logins.ts'
import { openEmbeddedPostgres } from '../foundation/embedded-postgres.ts'
import { migrate } from '../foundation/migrate.ts'
import { schemaText } from './schema-text.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-schema-'))
await chmod(folder, 0o711)
const embedded = await openEmbeddedPostgres(folder)
try {
  await migrate(embedded.ownerUrl, usualLogins)
  const client = new pg.Client({ connectionString: embedded.ownerUrl })
  await client.connect()
  await writeFile(join(import.meta.dirname, 'schema.sql'), await schemaText(client))
  await client.end()
} finally {
  await embedded.release()
  await rm(folder, { recursive: true, force: true })
}

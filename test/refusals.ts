import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { expect } from 'vitest'
import { MetTraceError, type ErrorCode, type ErrorPlace } from '../apps/server/foundation/errors.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import type { ImportKind } from '../apps/server/places/import-session.ts'
import { countedCity } from '../apps/server/crime/expected/risk.ts'
import { databaseContent } from './database-content.ts'
import { testDatabase } from './database.ts'
import { importersOn, smallFiles, testImporter } from './importers.ts'
import { temporaryFile } from './temporary-files.ts'

export const webPage =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>\n'

/** As the archives of data.police.uk name their members, for the street importer looks at the name. */
export const nameOf = (kind: ImportKind): string =>
  ({ areas: 'areas.geojson', street: '2014-01-metropolitan-street.csv', network: 'network.graphml' })[
    kind as string
  ] ?? `${kind}.csv`

/** Words of programs, not of people; and paths of this machine. */
const foreignWords =
  /\bat \S+:\d|node:|undefined|\bnull\b|NaN|TypeError|ENOENT|Unexpected token|JSON\.parse|\/tmp\/|mettrace-file|relation |violates/

type Expected = { code: ErrorCode; message: RegExp; where?: ErrorPlace }

export type Refusals = {
  importers: ReturnType<typeof importersOn>
  owner: pg.Client
  /** The import of these files fails with these words, and leaves no trace in any table. */
  refused: (kind: ImportKind, paths: string | readonly string[], expected: Expected) => Promise<void>
  /** As `refused`, of one file of this name and content, which the error must name. */
  refusedFile: (kind: ImportKind, name: string, content: string | Buffer, expected: Expected) => Promise<void>
}

/** A database of the test file's own that holds something of every kind, and what must be refused entry to it. */
export const refusals = async (): Promise<Refusals> => {
  const { database, owner } = await testDatabase()
  const importers = importersOn(database)
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-file-'))
  for (const kind of ['areas', 'homes', 'lookup', 'street', 'counts', 'incidents', 'points'] as const) {
    const path = join(folder, nameOf(kind))
    await writeFile(path, smallFiles[kind])
    await importers[kind](path)
  }
  await importAreas(database, testImporter, [join(folder, nameOf('areas'))], () => undefined, {
    kind: 'ward',
    code: 'LSOA11CD',
    validFrom: '2011-03-27',
  })
  await rm(folder, { recursive: true })
  await countedCity(database, testImporter, { kind: 'lsoa', series: 'all' })

  const refused: Refusals['refused'] = async (kind, paths, expected) => {
    const before = await databaseContent(owner)
    const fault: unknown = await importers[kind](...[paths].flat()).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(fault).toBeInstanceOf(MetTraceError)
    const { code, message, where, exitCode } = fault as MetTraceError
    expect({ code, message, where, exitCode }).toMatchObject({
      code: expected.code,
      message: expect.stringMatching(expected.message) as string,
      where: expected.where ?? {},
      exitCode: 3,
    })
    expect(JSON.stringify([message, where])).not.toMatch(foreignWords)
    expect(message).toMatch(/^[A-Z].*[^.][.?]$/)
    expect(await databaseContent(owner)).toEqual(before)
  }
  return {
    importers,
    owner,
    refused,
    refusedFile: async (kind, name, content, expected) =>
      refused(kind, await temporaryFile(name, content), {
        ...expected,
        where: { file: name, ...expected.where },
      }),
  }
}

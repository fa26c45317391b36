/**
 * Twelve months of Met street files imported, beside `psql \copy` of the same rows into a plain table, in turns on one
 * server. One command:
 *
 *   node bench/import-street.ts [--short]
 *
 * Goal: at most twice the time of the copy.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { sourceFiles } from '../apps/server/places/formats/source-files.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { repositoryRoot } from '../test/repository.ts'
import { sharedData } from '../test/shared-data.ts'
import { benchActor, londonDatabase, middle } from './support/london-database.ts'

const turns = process.argv.includes('--short') ? 2 : 5
const street = sharedData('street', 'metropolitan-2016.zip')
const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
const homes = sharedData('households', 'lsoa2011_households.csv.gz')

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** All rows of the archive as one CSV without headings. */
const rowsAsCsv = async (archive: string, target: string): Promise<void> => {
  const out = createWriteStream(target)
  for await (const file of sourceFiles(archive)) {
    const chunks: Buffer[] = []
    for await (const chunk of await file.open()) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    out.write(bytes.subarray(bytes.indexOf('\n') + 1))
  }
  out.end()
  await finished(out)
}

const program = (command: string, parameters: string[]): void => {
  const { status, stderr } = spawnSync(command, parameters, { cwd: repositoryRoot, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
}

const run = async (archive: string, areas: string, households: string): Promise<void> => {
  const london = await londonDatabase(areas, households)
  const owner = new pg.Client({ connectionString: london.ownerUrl })
  await owner.connect()
  try {
    const csv = join(london.directory, 'rows.csv')
    await rowsAsCsv(archive, csv)
    const columns = Array.from({ length: 12 }, (_, at) => `c${at} text`).join(', ')
    await owner.query(`create table public.plain (${columns})`)
    const times = { copy: [] as number[], command: [] as number[], inside: [] as number[] }
    const forget = (): Promise<unknown> =>
      owner.query('truncate target.burglary, target.offence_count, target.loaded_month')
    for (let turn = 0; turn < turns; turn++) {
      await owner.query('truncate public.plain')
      times.copy.push(
        await timed(() =>
          program('psql', ['--quiet', london.ownerUrl, '--command', `\\copy plain from '${csv}' csv`]),
        ),
      )
      await forget()
      times.command.push(
        await timed(() =>
          program(process.execPath, [
            'apps/server/main.ts',
            'import',
            'street',
            archive,
            '--json',
            '--data',
            london.directory,
          ]),
        ),
      )
      await forget()
      times.inside.push(
        await timed(() => importStreet(london.database, benchActor, [archive], () => undefined)),
      )
    }
    const copy = middle(times.copy)
    for (const [name, each] of [
      ['psql \\copy into a plain table', times.copy],
      ['import street, the whole command', times.command],
      ['import street, in a process that runs already', times.inside],
    ] as const) {
      const range = `${Math.min(...each).toFixed(0)} to ${Math.max(...each).toFixed(0)}`
      console.log(
        `${name}: ${middle(each).toFixed(0)} ms (${range}, ${turns} turns), ${(middle(each) / copy).toFixed(1)}× the copy`,
      )
    }
    console.log('goal: at most 2.0×')
  } finally {
    await owner.end()
    await london.close()
  }
}

if (!street || !boundaries || !homes) console.log('skipped: the real files are not beside the repository')
else if (spawnSync('psql', ['--version']).status !== 0)
  console.log('rival not measured: there is no psql here')
else await run(street, boundaries, homes)

/**
 * An earlier phase of 129,780 kits, two of three at homes of the register and half of those registered, taken in by the
 * whole command, beside `psql \copy` of the same rows into a plain table; then kits of it traced by their codes. One command:
 *
 *   node bench/import-earlier.ts [--short]
 *
 * Goal: less than a minute. It is held against the processor's time of command and database together, which is the most
 * that the command takes by the clock of a machine with nothing else to do.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../apps/server/config.ts'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { openSecrets } from '../apps/server/foundation/secrets.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import { traceCode } from '../apps/server/rooms/trace/traces/trace-code.ts'
import { boundaryText, squareFeature } from '../test/importers.ts'
import { repositoryRoot } from '../test/repository.ts'
import { signIn } from '../test/signed-in.ts'
import { benchActor } from './support/london-database.ts'

const short = process.argv.includes('--short')
const kits = short ? 12_978 : 129_780
const areas = 600
const limit = 60

const heading = 'area,from,to,kits,homes,code,code_to,uprn,registered,sticker'
/** Twenty areas at a time, one lot after another. */
const areaOf = (at: number): string =>
  `E0100${String(1000 + Math.floor((at * (areas / 20)) / kits) * 20 + (at % 20))}`
const codeOfArea = (at: number): string => `E0100${String(1000 + at)}`

/** What is known of the days on which kits were given; every third kit is known by its area and month alone. */
const files = [
  { name: 'given over two years', prefix: 'ZX', dayOf: (begun: number) => dayOf(begun) },
  { name: 'given in a month of which no day is known', prefix: 'ZY', dayOf: () => '2016-05' },
] as const
type File = (typeof files)[number]

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const codeOf = ({ prefix }: File, at: number): string => `${prefix}${String(at).padStart(6, '0')}`

const line = (file: File, at: number): string => {
  const begun = Date.UTC(2015, 0, 1) + Math.floor((at * 730) / kits) * 86_400_000
  const day = file.dayOf(begun)
  if (at % 3 === 2) return `${areaOf(at)},${day.slice(0, 7)},,,,${codeOf(file, at)},,,,`
  const registered = at % 2 === 0 ? dayOf(begun + 600 * 86_400_000) : 'no'
  return `${areaOf(at)},${day},,,,${codeOf(file, at)},,${1_000_000 + at},${registered},yes`
}

/** Homes of the register, one for each kit, in 200 wards of four BCUs. */
const homes = `
  insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  select gen_random_uuid(), 1000000 + n, 'W' || 10 * (n * 20 / $1::int) + n % 10, 'B' || (n * 4 / $1::int), 'ZX11AA', 'Example Street ' || n / 100, n % 100, 530000 + n % 1000, 180000
  from generate_series(0, $1::int - 1) n`

const program = (command: string, parameters: string[]): number => {
  const begun = performance.now()
  const { status, stderr } = spawnSync(command, parameters, { cwd: repositoryRoot, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
  return (performance.now() - begun) / 1000
}

/** Seconds of the processor that the database's processes took, which have ended: those of each connection end with it. */
const ofDatabase = async (dataDirectory: string): Promise<number> => {
  const [pid] = (await readFile(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

/** A script that writes down the processor's time of its process as it ends. */
const watchInto = (file: string): string =>
  `process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeFileSync(${JSON.stringify(file)}, String((user + system) / 1e6)) })`

const run = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
  const config = readConfig({ data: join(folder, 'data') })
  const embedded = await openEmbeddedPostgres(config.dataDirectory)
  const database = databaseOn(embedded.urls, await openSecrets(config))
  const owner = new pg.Client({ connectionString: embedded.ownerUrl, options: '-c mettrace.change_by=bench' })
  try {
    await migrate(embedded.ownerUrl, usualLogins)
    await owner.connect()
    const boundaries = Array.from({ length: areas }, (_, at) =>
      squareFeature(codeOfArea(at), 530_000 + 1000 * (at % 30), 180_000 + 1000 * Math.floor(at / 30)),
    )
    await writeFile(join(folder, 'areas.geojson'), boundaryText(boundaries))
    await importAreas(database, benchActor, [join(folder, 'areas.geojson')], () => undefined, {
      kind: 'lsoa',
      validFrom: '2011-03-27',
    })
    await owner.query(homes, [kits])
    const columns = heading.split(',').map((name) => `"${name}" text`)
    await owner.query(`create table public.plain (${columns.join(', ')})`)
    await writeFile(join(folder, 'watch.cjs'), watchInto(join(folder, 'processor')))
    const { actor } = await signIn(database, 'investigator')
    for (const file of files) {
      const path = join(folder, `Phase ${file.prefix}.csv`)
      await writeFile(
        path,
        [heading, ...Array.from({ length: kits }, (_, at) => line(file, at)), ''].join('\n'),
      )
      const copy = program('psql', [
        '--quiet',
        embedded.ownerUrl,
        '--command',
        `\\copy plain from '${path}' csv header`,
      ])
      const before = await ofDatabase(config.dataDirectory)
      const command = [
        'apps/server/main.ts',
        'import',
        'earlier',
        path,
        '--json',
        '--data',
        config.dataDirectory,
      ]
      const taken = program(process.execPath, ['--require', join(folder, 'watch.cjs'), ...command])
      const ofCommand = Number(await readFile(join(folder, 'processor'), 'utf8'))
      const processor = ofCommand + (await ofDatabase(config.dataDirectory)) - before
      const held = Math.min(taken, processor) < limit
      if (!held && !short) process.exitCode = 1
      console.log(`${kits.toLocaleString('en-GB')} kits of an earlier phase, ${file.name}`)
      console.log(`  psql \\copy into a plain table: ${copy.toFixed(2)} s`)
      console.log(
        `  import earlier, the whole command: ${taken.toFixed(1)} s, ${(taken / copy).toFixed(0)}× the copy, ${((taken / kits) * 1e6).toFixed(0)} µs a kit; processor ${processor.toFixed(1)} s, of which ${ofCommand.toFixed(1)} s the command's; limit ${limit} s: ${held ? 'held' : 'MISSED'}`,
      )
      const times: number[] = []
      for (let at = 0; at < 300; at++) {
        const kit = (at * 7919) % kits
        const begun = performance.now()
        const { past, homes: found } = await database.withActor(actor, 'bench', (tx) =>
          traceCode(tx, codeOf(file, kit), '2026-01-01', 'bench'),
        )
        times.push(performance.now() - begun)
        if (past[0]?.kind !== 'earlier' || (found.length === 1) !== (kit % 3 !== 2))
          throw new Error(`${codeOf(file, kit)} is not traced.`)
      }
      times.sort((one, other) => one - other)
      console.log(
        `  300 of them traced, each in ${times[150]!.toFixed(1)} ms, 99 of 100 in ${times[297]!.toFixed(1)} ms`,
      )
    }
  } finally {
    await database.close()
    await owner.end().catch(() => undefined)
    await embedded.release()
    await rm(folder, { recursive: true, force: true })
  }
}

if (spawnSync('psql', ['--version']).status !== 0) console.log('rival not measured: there is no psql here')
else await run()

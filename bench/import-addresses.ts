/**
 * Address files of 500,000 made-up rows compared with an empty register, OS NGD Built Address and AddressBase Core, beside
 * `psql \copy` of the same rows into a plain table, in turns on one server. One command:
 *
 *   node bench/import-addresses.ts [--short]
 *
 * Goal: at most three times the time of the copy, and less than 500 MB of memory whatever the file.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { readConfig } from '../apps/server/config.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { openSecrets } from '../apps/server/foundation/secrets.ts'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import { repositoryRoot } from '../test/repository.ts'
import { benchActor, middle } from './support/london-database.ts'

const isShort = process.argv.includes('--short')
const rows = isShort ? 100_000 : 500_000
const turns = isShort ? 1 : 3

const ngdColumns =
  'uprn,versiondate,versionavailablefromdate,versionavailabletodate,changetype,theme,description,organisationname,poboxnumber,subname,name,number,streetname,locality,townname,islandname,postcode,fulladdress,country,alternatelanguagesubname,alternatelanguagename,alternatelanguagenumber,alternatelanguagestreetname,alternatelanguagelocality,alternatelanguagetownname,alternatelanguageislandname,alternatelanguage,alternatelanguagefulladdress,floorlevel,lowestfloorlevel,highestfloorlevel,classificationcode,classificationdescription,primaryclassificationdescription,secondaryclassificationdescription,tertiaryclassificationdescription,quaternaryclassificationdescription,buildstatus,buildstatusdate,addressstatus,postcodesource,parentuprn,rootuprn,hierarchylevel,usrn,usrnmatchindicator,localcustodiancode,localcustodiandescription,lowertierlocalauthoritygsscode,easting,northing,latitude,longitude,geometry,positionalaccuracy,effectivestartdate,effectiveenddate'
const coreColumns =
  'uprn,parent_uprn,udprn,usrn,toid,classification_code,easting,northing,latitude,longitude,rpc,last_update_date,single_line_address,po_box,organisation,sub_building,building_name,building_number,street_name,locality,town_name,post_town,island,postcode,delivery_point_suffix,gss_code,change_code'

/** Made-up addresses: every fourth a flat, sixteen flats to a block, streets of 200. */
const made = (at: number) => {
  const isFlat = at % 4 === 0
  const block = Math.floor(at / 64)
  const number = String((isFlat ? block : at) % 200)
  const street = `EXAMPLE ${Math.floor(at / 200)} STREET`
  const postcode = `ZX${(at % 9) + 1} ${at % 10}AA`
  const easting = 500_000 + ((isFlat ? block * 17 : at * 31) % 40_000)
  const northing = 160_000 + ((isFlat ? block * 13 : at * 7) % 40_000)
  const unit = isFlat ? `FLAT ${(at % 64) / 4 + 1}` : ''
  return { uprn: 100_000_000_000 + at, isFlat, unit, number, street, postcode, easting, northing, block }
}

const ngdLine = (at: number): string => {
  const { uprn, isFlat, unit, number, street, postcode, easting, northing, block } = made(at)
  const address = `"${unit === '' ? '' : `${unit}, `}${number}, ${street}, LONDON, ${postcode}"`
  const parent = isFlat ? 200_000_000_000 + block : ''
  return `${uprn},2026-10-01,2026-10-02T00:00:00.000Z,,Modified Attributes,Address,Postal Address,,,${unit},,${number},${street},,LONDON,,${postcode},${address},England,,,,,,,,,,,,,${isFlat ? 'RD06' : 'RD04'},${isFlat ? 'Self Contained Flat (Includes Maisonette / Apartment)' : 'Terraced'},Residential,Dwelling,${isFlat ? 'Self Contained Flat' : 'Terraced'},,Built In Use,2011-07-12,Approved,A record which is linked to PAF,${parent},${parent || uprn},${isFlat ? 2 : 1},14200529,Manually Matched,5990,WESTMINSTER,E09000033,${easting}.00,${northing}.00,51.5188356,-0.1182235,POINT(${easting} ${northing}),General Internal Position,2001-04-04,\n`
}

const coreLine = (at: number): string => {
  const { uprn, isFlat, unit, number, street, postcode, easting, northing, block } = made(at)
  const address = `"${unit === '' ? '' : `${unit}, `}${number} ${street}, LONDON, ${postcode}"`
  return `${uprn},${isFlat ? 200_000_000_000 + block : ''},${at},14200529,osgb1000002274381558,RD,${easting}.00,${northing}.00,51.5188356,-0.1182235,1,2026-10-01,${address},,,${unit},,${number},${street},,LONDON,LONDON,,${postcode},1A,E09000033,I\r\n`
}

const write = async (path: string, heading: string, line: (at: number) => string): Promise<void> => {
  const out = createWriteStream(path)
  out.write(heading)
  for (let at = 0; at < rows; at += 1000) {
    let text = ''
    for (let each = at; each < at + 1000; each++) text += line(each)
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

/** Sixty-four square wards of five kilometres over the ground of the made-up addresses. */
const wards = (): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: Array.from({ length: 64 }, (_, at) => {
      const [west, south] = [500_000 + (at % 8) * 5000, 160_000 + Math.floor(at / 8) * 5000]
      const ring = [
        [west, south],
        [west + 5000, south],
        [west + 5000, south + 5000],
        [west, south + 5000],
        [west, south],
      ]
      return {
        type: 'Feature',
        properties: { CODE: `W${at}` },
        geometry: { type: 'Polygon', coordinates: [ring] },
      }
    }),
  })

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const program = (command: string, parameters: string[]): void => {
  const { status, stderr } = spawnSync(command, parameters, { cwd: repositoryRoot, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
}

/** A script that writes down the most memory that its process had, in kB, as it ends. */
const watchInto = (file: string): string =>
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))`

const run = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
  const config = readConfig({ data: join(folder, 'data') })
  const embedded = await openEmbeddedPostgres(config.dataDirectory)
  const owner = new pg.Client({
    connectionString: embedded.ownerUrl,
    options: '-c mettrace.change_by=benchmark',
  })
  try {
    await migrate(embedded.ownerUrl, usualLogins)
    await owner.connect()
    const boundaries = join(folder, 'wards.geojson')
    await writeFile(boundaries, wards())
    const peakFile = join(folder, 'peak')
    await writeFile(join(folder, 'watch.cjs'), watchInto(peakFile))
    const database = databaseOn(embedded.urls, await openSecrets(config))
    for (const kind of ['ward', 'bcu'] as const)
      await importAreas(database, benchActor, [boundaries], () => undefined, {
        kind,
        code: 'CODE',
        validFrom: '2020-01-01',
      })
    await database.close()
    for (const [name, heading, line] of [
      ['OS NGD Built Address', `${ngdColumns}\n`, ngdLine],
      ['AddressBase Core', `${coreColumns}\r\n`, coreLine],
    ] as const) {
      const path = join(folder, `${name.replaceAll(' ', '-')}.csv`)
      await write(path, heading, line)
      const columns = heading.split(',').map((_, at) => `c${at} text`)
      await owner.query(
        `drop table if exists public.plain; create table public.plain (${columns.join(', ')})`,
      )
      const times = { copy: [] as number[], command: [] as number[] }
      let peak = 0
      for (let turn = 0; turn < turns; turn++) {
        await owner.query(
          'truncate public.plain, places.address_decision, places.address_edition, places.address_fact, places.address_count',
        )
        times.copy.push(
          await timed(() =>
            program('psql', [
              '--quiet',
              embedded.ownerUrl,
              '--command',
              `\\copy plain from '${path}' csv header`,
            ]),
          ),
        )
        times.command.push(
          await timed(() =>
            program(process.execPath, [
              '--require',
              join(folder, 'watch.cjs'),
              'apps/server/main.ts',
              'import',
              'addresses',
              path,
              '--json',
              '--data',
              config.dataDirectory,
            ]),
          ),
        )
        peak = Math.max(peak, Number(await readFile(peakFile, 'utf8')) / 1024)
      }
      const copy = middle(times.copy)
      const size = (await stat(path)).size / 2 ** 20
      console.log(`${name}: ${rows.toLocaleString('en-GB')} rows, ${size.toFixed(0)} MB, ${turns} turns`)
      console.log(`  psql \\copy into a plain table: ${copy.toFixed(0)} ms`)
      console.log(
        `  import addresses, the whole command: ${middle(times.command).toFixed(0)} ms, ${(middle(times.command) / copy).toFixed(1)}× the copy; at most ${peak.toFixed(0)} MB`,
      )
    }
    console.log('goal: at most 3.0×, less than 500 MB')
  } finally {
    await owner.end().catch(() => undefined)
    await embedded.release()
    await rm(folder, { recursive: true, force: true })
  }
}

if (spawnSync('psql', ['--version']).status !== 0) console.log('rival not measured: there is no psql here')
else await run()

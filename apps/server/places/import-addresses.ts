import { basename } from 'node:path'
import type { Database } from '../foundation/database.ts'
import { londonToday } from '../foundation/days.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { wholeNumber } from '../foundation/words/figures.ts'
import { countCompared } from './address-counts.ts'
import { acceptEdition, editionOf, waitingWords } from './address-editions.ts'
import { stageFile, type Placing, type Reading, type Wards } from './address-staging.ts'
import { chooseVintage } from './areas.ts'
import {
  compareAddresses,
  digestOfDifference,
  endComparison,
  keepDifference,
  noDifferences,
  openStaging,
  refuseRepeats,
  type Compared,
  type Differences,
  type Listed,
} from './compare-addresses.ts'
import { listedWords } from './compared-words.ts'
import { addressFiles, type AddressFile, type RegisterFile } from './formats/address-files.ts'
import { formatNames, type AddressFormat, type RegisterFormat } from './formats/address-row.ts'
import { passedOverWarnings } from './formats/tables.ts'
import { importTogether, type ImportReport, type ImportResult } from './import-session.ts'
import { importUprns } from './import-uprns.ts'
import { standingEdition } from './standing-addresses.ts'
import { wardsOn } from './wards-of-edition.ts'

export type AddressSettings = {
  format?: AddressFormat
  accept?: boolean
  /** Whether the files hold every address of their wards, or changes alone; found from the files where it is not said. */
  supply?: 'full' | 'changes'
  asOf?: string
}

/** What is known of a file before its rows are read: of an archive each file can be read only while it is open. */
type Met = Omit<AddressFile, 'batches'>

/**
 * Imports address files as one edition: it is held against what stands, and kept as what differs. `accept` puts it in
 * force at once; without it somebody decides on a page. Files that only say where a UPRN lies are kept apart, for checks.
 */
export const importAddresses = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: AddressSettings = {},
): Promise<ImportReport> =>
  importTogether(database, actor, 'addresses', async (tx, warn, keep) => {
    progress('reading addresses')
    const files: Met[] = []
    for (const path of paths) {
      const passedOver: string[] = []
      for await (const file of addressFiles(path, settings.format, (name) => passedOver.push(name)))
        files.push(file)
      for (const words of passedOverWarnings(path, passedOver, 'address file')) warn(words)
    }
    const format = oneFormat(files)
    if (format === 'open-uprn' || format === 'nsul') {
      if (settings.accept)
        throw new MetTraceError(
          'usage',
          `${formatNames[format]} says where a UPRN lies and not what stands there: it is never a denominator, and there is nothing to accept.`,
          { found: '--accept', expected: 'an import without it' },
        )
      for (const result of await importUprns(tx, paths, format, progress, warn)) await keep(result)
      return
    }
    const edition = new EditionImport(tx, actor, paths, files, format, settings)
    for (const result of await edition.run(progress, warn)) await keep(result)
  })

/** Errors: `file_wrong_kind` where files of several formats would be one edition. */
const oneFormat = (files: readonly Met[]): AddressFormat => {
  const [first, ...others] = files
  const other = others.find(({ format }) => format !== first?.format)
  if (first && other)
    throw new MetTraceError('file_wrong_kind', 'These files are of several formats. Import each by itself.', {
      file: other.file.name,
      found: formatNames[other.format],
      expected: formatNames[first.format],
    })
  return first!.format
}

class EditionImport {
  readonly #tx: Transaction
  readonly #actor: Actor
  readonly #paths: readonly string[]
  readonly #files: readonly Met[]
  readonly #format: RegisterFormat
  readonly #settings: AddressSettings

  constructor(
    tx: Transaction,
    actor: Actor,
    paths: readonly string[],
    files: readonly Met[],
    format: RegisterFormat,
    settings: AddressSettings,
  ) {
    this.#tx = tx
    this.#actor = actor
    this.#paths = paths
    this.#files = files
    this.#format = format
    this.#settings = settings
  }

  async run(progress: (words: string) => void, warn: (words: string) => void): Promise<ImportResult[]> {
    const tx = this.#tx
    if (this.#format === 'csv' && !this.#files.every(({ hasClasses }) => hasClasses))
      warn('This table has no classes: every row of it is taken for a home.')
    const { readings, wards, asOf } = await this.#stage(progress, warn)
    const supply = this.#supply(readings)
    progress('comparing with what stands')
    const names = this.#paths.map((path) => basename(path))
    const repeats = await refuseRepeats(tx, names)
    const { by, listed } = await compareAddresses(tx, this.#paths.length, { supply })
    for (const [source, each] of by.entries()) each.leftOut.exactRepeat = repeats.get(source) ?? 0
    for (const words of listedWords(listed)) warn(words)
    const results = readings.map((reading, source) => resultOf(reading, by[source]!, this.#format))
    if (results.every(({ taken, alreadyPresent }) => taken + alreadyPresent === 0))
      return this.#placed(results, warn)
    await this.#keep({ by, listed, readings, wards, asOf, supply }, progress, warn)
    await endComparison(tx)
    return results
  }

  /** Nothing of the file lies here: what is missing is said before the import fails. */
  #placed(results: ImportResult[], warn: (words: string) => void): ImportResult[] {
    if (results.every(({ rows, leftOut }) => rows > 0 && leftOut['noPlace'] === rows))
      throw new MetTraceError(
        'value_invalid',
        'No address of this file has a place, and none of its postcodes is known.',
        {
          file: basename(this.#paths[0] ?? ''),
          found: 'neither easting and northing nor a known postcode',
          expected: 'coordinates, or the postcodes: mettrace import postcodes FILE',
        },
      )
    warn('Nothing of these files can be taken.')
    return results
  }

  #supply(readings: readonly Reading[]): 'full' | 'changes' {
    if (this.#settings.supply) return this.#settings.supply
    const hasDeletes = readings.some(({ deletes }) => deletes > 0)
    const hasUpdates = this.#format !== 'ngd' && readings.some(({ updates }) => updates > 0)
    return hasDeletes || hasUpdates || this.#files.some(({ saysChanges }) => saysChanges) ? 'changes' : 'full'
  }

  /** Reads all files, by the wards of the day that they turn out to describe. */
  async #stage(
    progress: (words: string) => void,
    warn: (words: string) => void,
  ): Promise<{ readings: Reading[]; wards: Wards; asOf: string }> {
    const { asOf: said } = this.#settings
    const guessed = this.#files
      .flatMap(({ firstDay }) => firstDay ?? [])
      .toSorted()
      .at(-1)
    let asOf = said ?? guessed ?? londonToday()
    await openStaging(this.#tx)
    const postcodes = await this.#postcodes()
    for (;;) {
      const wards = await wardsOn(this.#tx, asOf, warn)
      let rows = 0
      const placing: Placing = {
        wards,
        postcodes,
        onRows: (more) => {
          const before = Math.floor(rows / 100_000)
          rows += more
          if (Math.floor(rows / 100_000) > before) progress(`${wholeNumber(rows)} addresses read`)
        },
      }
      const readings = this.#paths.map((path): Reading => ({
        path,
        rows: 0,
        leftOut: { noPlace: 0, outsideForce: 0 },
        newest: null,
        deletes: 0,
        updates: 0,
      }))
      for (const [source, path] of this.#paths.entries())
        for await (const file of addressFiles(path, this.#format, () => {}))
          await stageFile(this.#tx, file as RegisterFile, source, readings[source]!, placing)
      const newest =
        said ??
        readings
          .flatMap((reading) => reading.newest ?? [])
          .toSorted()
          .at(-1) ??
        asOf
      const { validFrom } = await chooseVintage(this.#tx, 'ward', { on: newest })
      asOf = newest
      if (validFrom === wards.validFrom) return { readings, wards, asOf }
      await this.#tx.query('truncate incoming')
    }
  }

  async #postcodes(): Promise<Map<string, [number, number]>> {
    if (this.#files.every(({ hasPlaces }) => hasPlaces)) return new Map()
    const { rows } = await this.#tx.query<{ postcode: string; easting: number; northing: number }>(
      'select postcode, easting, northing from places.postcode',
    )
    return new Map(rows.map(({ postcode, easting, northing }) => [postcode, [easting, northing]]))
  }

  async #keep(
    made: {
      by: readonly Compared[]
      listed: Listed
      readings: readonly Reading[]
      wards: Wards
      asOf: string
      supply: 'full' | 'changes'
    },
    progress: (words: string) => void,
    warn: (words: string) => void,
  ): Promise<void> {
    const tx = this.#tx
    const { differs, digest } = await digestOfDifference(tx)
    if (differs === 0) {
      warn('Nothing differs from what stands: there is no edition to accept.')
      return
    }
    const standing = await standingEdition(tx)
    const id = uuidv7()
    const { rows: kept } = await tx.query<{ id: string }>(
      `insert into places.address_edition
         (id, format, supply, files, as_of, stands_on, ward_valid_from, row_count, differences, left_out, listed, digest, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (stands_on, digest) do nothing returning id`,
      [
        id,
        this.#format,
        made.supply,
        this.#paths.map((path) => basename(path)).join(', '),
        made.asOf,
        standing?.number ?? 0,
        made.wards.validFrom,
        made.readings.reduce((sum, reading) => sum + reading.rows, 0),
        JSON.stringify(sumOf(made.by.map(({ differences }) => differences))),
        JSON.stringify(
          sumOf(made.by.map(({ leftOut }, at) => ({ ...leftOut, ...made.readings[at]?.leftOut }))),
        ),
        JSON.stringify(made.listed),
        digest,
        this.#actor.id,
      ],
    )
    if (kept.length === 0) {
      const { rows: before } = await tx.query<{ id: string }>(
        'select id from places.address_edition where stands_on = $1 and digest = $2',
        [standing?.number ?? 0, digest],
      )
      await this.#decide(before[0]!.id, warn)
      return
    }
    await tx.record({ operation: 'collection', kind: 'address edition', subjects: [id] })
    await keepDifference(tx, id)
    progress('counting homes by area')
    await countCompared(tx, id)
    await this.#decide(id, warn)
  }

  async #decide(id: string, warn: (words: string) => void): Promise<void> {
    const edition = await editionOf(this.#tx, id)
    if (!this.#settings.accept) {
      if (edition.state === 'refused') warn(`Edition ${edition.number} was refused: ${edition.reason}.`)
      else warn(waitingWords(edition))
      return
    }
    await acceptEdition(this.#tx, this.#actor, edition)
    warn(`Edition ${edition.number} is accepted, and says from now on what stands.`)
  }
}

const sumOf = <Counts extends Record<string, number>>(all: readonly Counts[]): Record<string, number> => {
  const sum: Record<string, number> = {}
  for (const each of all)
    for (const [name, value] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + value
  return sum
}

const resultOf = (reading: Reading, compared: Compared, format: RegisterFormat): ImportResult => ({
  file: reading.path,
  format,
  rows: reading.rows,
  taken: compared.taken,
  alreadyPresent: compared.alreadyPresent,
  leftOut: Object.fromEntries(
    Object.entries({ ...reading.leftOut, ...compared.leftOut }).filter(([, rows]) => rows > 0),
  ),
  possibleRepeats: 0,
  differences: { ...noDifferences(), ...compared.differences } satisfies Differences,
})

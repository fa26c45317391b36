import { count } from '../foundation/words/figures.ts'
import type { Database } from '../foundation/database.ts'
import { firstDay, monthOfDay, type Month } from '../foundation/month.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { HeldRows, lettersIn } from '../places/formats/held-rows.ts'
import { toGrid } from '../places/formats/projection.ts'
import {
  readStreetFiles,
  type StreetBatch,
  type StreetFile,
  type StreetRow,
} from '../places/formats/street-files.ts'
import { importFiles, type ImportReport, type ImportResult } from '../places/import-session.ts'
import { areasOfPoints, knownCodes, pointKey, type Point } from '../places/place-points.ts'
import { keepGreaterVersions, mergeBurglaries, type BurglaryRow } from './burglary-store.ts'
import { forgetMonths } from './count-burglaries.ts'
import { rememberForces } from './forces.ts'
import { RowNaming, type DistinctRows, type Identified } from './distinct-rows.ts'
import { mergeOffences, OffenceTally } from './offence-store.ts'

/**
 * Imports street files of data.police.uk, any force and every type of crime. Burglaries are kept one by one, other types
 * as counts by area and month. Within a file an exact repeat of a row with a crime id is taken once; rows without an
 * id are all taken. Across files a crime that is there already is not taken again, whatever its outcome says now.
 */
export const importStreet = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> => {
  const changed = new Set<string>()
  return importFiles(
    database,
    actor,
    'street',
    paths,
    async (tx, path, warn) => {
      const known = await knownCodes(tx, 'lsoa')
      if (known.size === 0) {
        warn(
          'No boundaries of the kind lsoa are loaded yet: burglaries are kept, and placed when boundaries come.',
        )
      }
      const summary = new Summary(path)
      summary.loadedBefore = await loadedMonths(tx)
      await mergeWhileReading(tx, path, known, summary, progress)
      summary.result.taken += await mergeBurglaries(tx, 'street', await placedByPoint(tx, summary))
      const changedMonths = await keepGreaterVersions(tx)
      summary.retyped = await loadedAsBurglaries(tx, summary.otherTypes)
      summary.result.taken += await mergeOffences(tx, summary.offences)
      summary.result.alreadyPresent = summary.known - summary.result.taken
      const months = [...summary.months].map(firstDay)
      await tx.query(
        `insert into target.loaded_month (source, series, level, month)
         select 'street', 'all', 'any', unnest($1::date[]) on conflict do nothing`,
        [months],
      )
      await rememberForces(tx, summary.forceMonths())
      for (const month of [...months, ...changedMonths]) changed.add(month)
      for (const words of summary.warnings()) warn(words)
      return summary.result
    },
    // Last of all: whoever counts meanwhile waits from here to the end.
    async (tx) => {
      await forgetMonths(tx, 'street', [...changed])
    },
  )
}

const loadedMonths = async (tx: Transaction): Promise<Set<Month>> => {
  const { rows } = await tx.query<{ month: string }>(
    `select distinct month::text as month from target.loaded_month where source = 'street'`,
  )
  return new Set(rows.map(({ month }) => monthOfDay(month)))
}

/** How many of the crimes, by their keys, are loaded as burglaries. */
const loadedAsBurglaries = async (tx: Transaction, keys: readonly string[]): Promise<number> => {
  if (keys.length === 0) return 0
  const { rows } = await tx.query<{ found: number }>(
    `select count(distinct b.key)::int as found
     from unnest($1::uuid[]) as other (key) join target.burglary b on b.key = other.key where b.source = 'street'`,
    [keys],
  )
  return rows[0]?.found ?? 0
}

/** Adds up what the members of one path gave. */
class Summary {
  readonly result: ImportResult & {
    leftOut: Record<'exactRepeat' | 'noPlace' | 'unknownArea' | 'badDate' | 'badPlace', number>
  }
  readonly months = new Set<Month>()
  readonly #monthsOfForce = new Map<string, Set<Month>>()
  readonly unknownCodes = new Map<string, number>()
  readonly offences = new OffenceTally()
  readonly gridPointOf = gridPoints()
  /** Rows without an area code, to be placed by their coordinates. */
  readonly unplaced: Identified<StreetRow>[] = []
  /** Rows in a known area. */
  known = 0
  differingRepeats = 0
  /** Keys of crimes of another type than burglary, of months that were loaded before. */
  readonly otherTypes: string[] = []
  /** Months that earlier imports have. */
  loadedBefore: ReadonlySet<Month> = new Set()
  retyped = 0
  firstBad: string | undefined

  constructor(file: string) {
    this.result = {
      file,
      rows: 0,
      taken: 0,
      alreadyPresent: 0,
      leftOut: { exactRepeat: 0, noPlace: 0, unknownArea: 0, badDate: 0, badPlace: 0 },
      possibleRepeats: 0,
    }
  }

  countBad(file: string, batch: StreetBatch): void {
    this.result.rows += batch.rows.length + batch.badDate + batch.badPlace
    this.result.leftOut.badDate += batch.badDate
    this.result.leftOut.badPlace += batch.badPlace
    if (batch.firstBadLine !== undefined) this.firstBad ??= `${file}, line ${batch.firstBadLine}`
  }

  takeIn(distinct: DistinctRows<StreetRow>): Identified<StreetRow>[] {
    this.result.leftOut.exactRepeat += distinct.exactRepeats
    this.result.possibleRepeats += distinct.possibleRepeats
    this.differingRepeats += distinct.differingRepeats
    return distinct.rows
  }

  cover({ force, month }: StreetRow): void {
    this.months.add(month)
    const months = this.#monthsOfForce.get(force)
    if (months) months.add(month)
    else this.#monthsOfForce.set(force, new Set([month]))
  }

  forceMonths(): { force: string; month: string }[] {
    return [...this.#monthsOfForce].flatMap(([force, months]) =>
      [...months].map((month) => ({ force, month: firstDay(month) })),
    )
  }

  count(row: StreetRow, unknown: boolean): void {
    if (!unknown) {
      this.known++
      return
    }
    const code = row.lsoaCode ?? ''
    this.result.leftOut.unknownArea++
    this.unknownCodes.set(code, (this.unknownCodes.get(code) ?? 0) + 1)
  }

  warnings(): string[] {
    const words: string[] = []
    const { badDate, badPlace } = this.result.leftOut
    if (badDate + badPlace > 0) {
      words.push(
        `Rows that cannot be read: ${badDate} for their month, ${badPlace} for their coordinates; the first at ${this.firstBad}.`,
      )
    }
    if (this.unknownCodes.size > 0) {
      const codes = [...this.unknownCodes].toSorted(([, one], [, other]) => other - one)
      const shown = codes.slice(0, 5).map(([code, rows]) => `${code || 'without a code'} (${rows})`)
      words.push(
        `${count(codes.length, 'area code')} that no boundary or look-up knows: ${shown.join(', ')}${codes.length > 5 ? ', …' : ''}. Their burglaries are kept and will be counted when boundaries or a look-up that knows them are loaded.`,
      )
    }
    if (this.retyped > 0) {
      words.push(
        this.retyped === 1
          ? '1 crime that is loaded as a burglary is published here as another type. It stays a burglary, and counts in that type too.'
          : `${this.retyped} crimes that are loaded as burglaries are published here as another type. They stay burglaries, and count in that type too.`,
      )
    }
    if (this.differingRepeats > 0) {
      words.push(
        this.differingRepeats === 1
          ? '1 row shares a crime id with another row and differs from it; it is taken.'
          : `${this.differingRepeats} rows share a crime id with another row and differ from it; they are taken.`,
      )
    }
    return words
  }
}

/** Snapped points stand in a year of files twice over: each is turned into metres once. */
const gridPoints = (): ((row: StreetRow) => Point | undefined) => {
  const byLongitude = new Map<number, Map<number, Point>>()
  return ({ longitude, latitude }) => {
    if (longitude === null || latitude === null) return undefined
    let byLatitude = byLongitude.get(longitude)
    if (!byLatitude) byLongitude.set(longitude, (byLatitude = new Map()))
    let point = byLatitude.get(latitude)
    if (!point) {
      const [easting, northing] = toGrid(longitude, latitude)
      point = { easting: Math.round(easting), northing: Math.round(northing) }
      byLatitude.set(latitude, point)
    }
    return point
  }
}

/** Merges the burglaries of each file whose area code tells where they belong while the next file is read. */
const mergeWhileReading = async (
  tx: Transaction,
  path: string,
  known: ReadonlySet<string>,
  summary: Summary,
  progress: (words: string) => void,
): Promise<void> => {
  let merging = Promise.resolve()
  try {
    for await (const file of readStreetFiles(path)) {
      progress(`${file.name}: ${summary.result.rows} rows so far`)
      const burglaries = placedByCode(summary.takeIn(await distinctRowsOf(file, summary)), known, summary)
      await merging
      merging = mergeBurglaries(tx, 'street', burglaries).then((taken) => {
        summary.result.taken += taken
      })
      // Whoever awaits it meets its error; until then nobody does.
      merging.catch(() => undefined)
    }
    await merging
  } finally {
    // The connection must be idle before anybody rolls back.
    await Promise.allSettled([merging])
  }
}

/** Burglaries of one file whose area code tells where they belong; the others are left in the summary. */
const placedByCode = (
  distinct: readonly Identified<StreetRow>[],
  known: ReadonlySet<string>,
  summary: Summary,
): BurglaryRow[] => {
  const burglaries: BurglaryRow[] = []
  const offences = new OffenceTally()
  for (const identified of distinct) {
    const { row } = identified
    summary.cover(row)
    if (row.lsoaCode === null && row.longitude === null) summary.result.leftOut.noPlace++
    else if (row.lsoaCode === null && known.size > 0) summary.unplaced.push(identified)
    else {
      const unknown = known.size > 0 && !known.has(row.lsoaCode ?? '')
      summary.count(row, unknown)
      if (row.crimeType === 'Burglary') burglaries.push(burglaryOf(identified, unknown, summary))
      else {
        offences.add(row, unknown)
        if (row.crimeId !== null && summary.loadedBefore.has(row.month))
          summary.otherTypes.push(identified.key)
      }
    }
  }
  summary.offences.takeLarger(offences)
  return burglaries
}

/** Burglaries without an area code, placed by their coordinates. */
const placedByPoint = async (tx: Transaction, summary: Summary): Promise<BurglaryRow[]> => {
  const points = summary.unplaced
    .map(({ row }) => summary.gridPointOf(row))
    .filter((point) => point !== undefined)
  const inside = await areasOfPoints(tx, 'lsoa', points)
  const offences = new OffenceTally()
  const burglaries: BurglaryRow[] = []
  for (const identified of summary.unplaced) {
    const { row } = identified
    const point = summary.gridPointOf(row)
    const unknown = point === undefined || !inside.has(pointKey(point))
    summary.count(row, unknown)
    if (row.crimeType === 'Burglary') burglaries.push(burglaryOf(identified, unknown, summary))
    else offences.add(row, unknown)
  }
  summary.offences.takeLarger(offences)
  return burglaries
}

const distinctRowsOf = async (file: StreetFile, summary: Summary): Promise<DistinctRows<StreetRow>> => {
  const naming = new RowNaming<StreetRow>()
  const held = new HeldRows(file.name)
  let read = 1
  for await (const batch of file.batches) {
    for (const row of batch.rows) {
      read++
      if (naming.add(row)) held.add(read, lettersIn(row.cells))
    }
    summary.countBad(file.name, batch)
  }
  return naming.end()
}

const burglaryOf = (
  { row, key, ordinal }: Identified<StreetRow>,
  unknown: boolean,
  { gridPointOf }: Summary,
): BurglaryRow => {
  const point = gridPointOf(row)
  return {
    key,
    ordinal,
    month: row.month,
    dayFrom: null,
    dayTo: null,
    code: row.lsoaCode,
    easting: point?.easting ?? null,
    northing: point?.northing ?? null,
    atPremises: row.atPremises,
    force: row.force || null,
    unknown,
  }
}

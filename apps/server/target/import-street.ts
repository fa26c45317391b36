import type { Database } from '../foundation/database.ts'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { toGrid } from '../places/formats/projection.ts'
import { readStreetFiles, type StreetFile, type StreetRow } from '../places/formats/street-files.ts'
import { importFiles, type ImportReport, type ImportResult } from '../places/import-session.ts'
import { areasOfPoints, knownCodes, pointKey, type Point } from '../places/place-points.ts'
import { mergeBurglaries, type BurglaryRow } from './burglary-store.ts'
import { forgetMonths } from './count-burglaries.ts'
import { distinctRows } from './distinct-rows.ts'
import { mergeOffences, OffenceTally } from './offence-store.ts'

/**
 * Imports street files of data.police.uk, any force and every type of crime. Burglaries are kept one by one, all types
 * as counts by area and month. Within a file an exact repeat of a row with a crime id is taken once; rows without an
 * id are all taken. Across files a crime that is there already is not taken again, whatever its outcome says now.
 */
export const importStreet = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> =>
  importFiles(database, actor, 'street', paths, async (tx, path, warn) => {
    const known = await knownCodes(tx, 'lsoa')
    if (known.size === 0) {
      warn(
        'No boundaries of the kind lsoa are loaded yet: burglaries are kept, and placed when boundaries come.',
      )
    }
    const summary = new Summary(path)
    for await (const file of readStreetFiles(path)) {
      progress(`${file.name}: ${summary.result.rows} rows so far`)
      await importMember(tx, file, known, summary)
    }
    const months = [...summary.months].map(firstDay)
    await tx.query(
      `insert into target.loaded_month (source, series, level, month)
       select 'street', 'all', 'any', unnest($1::date[]) on conflict do nothing`,
      [months],
    )
    await forgetMonths(tx, 'street', months)
    for (const words of summary.warnings()) warn(words)
    return summary.result
  })

/** Adds up what the members of one path gave. */
class Summary {
  readonly result: ImportResult & {
    leftOut: Record<'exactRepeat' | 'noPlace' | 'unknownArea' | 'badDate' | 'badPlace', number>
  }
  readonly months = new Set<Month>()
  readonly unknownCodes = new Map<string, number>()
  differingRepeats = 0
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

  warnings(): string[] {
    const words: string[] = []
    const { badDate, badPlace } = this.result.leftOut
    if (badDate + badPlace > 0) {
      words.push(
        `${badDate} rows with a month and ${badPlace} with coordinates that cannot be read, the first at ${this.firstBad}.`,
      )
    }
    if (this.unknownCodes.size > 0) {
      const codes = [...this.unknownCodes].toSorted(([, one], [, other]) => other - one)
      const shown = codes.slice(0, 5).map(([code, count]) => `${code || 'without a code'} (${count})`)
      words.push(
        `${codes.length} area codes that no boundary or look-up knows: ${shown.join(', ')}${codes.length > 5 ? ', …' : ''}. Their burglaries are kept and will be counted when boundaries or a look-up that knows them are loaded.`,
      )
    }
    if (this.differingRepeats > 0) {
      words.push(
        `${this.differingRepeats} rows share a crime id with another row and differ from it; they are taken.`,
      )
    }
    return words
  }
}

const gridCache = new Map<string, Point>()

/** Street files snap crimes to some hundred thousand points, so most are asked for again and again. */
const gridPointOf = ({ longitude, latitude }: StreetRow): Point | undefined => {
  if (longitude === null || latitude === null) return undefined
  const key = `${longitude},${latitude}`
  let point = gridCache.get(key)
  if (!point) {
    const [easting, northing] = toGrid(longitude, latitude)
    point = { easting: Math.round(easting), northing: Math.round(northing) }
    gridCache.set(key, point)
  }
  return point
}

const importMember = async (
  tx: Transaction,
  file: StreetFile,
  known: ReadonlySet<string>,
  summary: Summary,
): Promise<void> => {
  const { result, months } = summary
  const read: StreetRow[] = []
  for await (const batch of file.batches) {
    for (const row of batch.rows) read.push(row)
    result.leftOut.badDate += batch.badDate
    result.leftOut.badPlace += batch.badPlace
    if (batch.firstBadLine !== undefined) summary.firstBad ??= `${file.name}, line ${batch.firstBadLine}`
    result.rows += batch.rows.length + batch.badDate + batch.badPlace
  }
  const distinct = distinctRows(read)
  result.leftOut.exactRepeat += distinct.exactRepeats
  result.possibleRepeats += distinct.possibleRepeats
  summary.differingRepeats += distinct.differingRepeats

  const needsPlacing = (row: StreetRow): boolean => known.size > 0 && row.lsoaCode === null
  const inside = await areasOfPoints(
    tx,
    'lsoa',
    distinct.rows
      .filter(({ row }) => needsPlacing(row))
      .map(({ row }) => gridPointOf(row))
      .filter((point) => point !== undefined),
  )

  const burglaries: BurglaryRow[] = []
  const offences = new OffenceTally()
  let counted = 0
  for (const { row, key, ordinal, digest } of distinct.rows) {
    months.add(row.month)
    const point = gridPointOf(row)
    if (row.lsoaCode === null && !point) {
      result.leftOut.noPlace++
      continue
    }
    const unknown = needsPlacing(row)
      ? !(point && inside.has(pointKey(point)))
      : known.size > 0 && !known.has(row.lsoaCode ?? '')
    if (unknown) {
      result.leftOut.unknownArea++
      summary.unknownCodes.set(row.lsoaCode ?? '', (summary.unknownCodes.get(row.lsoaCode ?? '') ?? 0) + 1)
    } else counted++
    offences.add(row, unknown)
    if (row.crimeType !== 'Burglary') continue
    burglaries.push({
      key,
      ordinal,
      digest,
      month: row.month,
      dayFrom: null,
      dayTo: null,
      code: row.lsoaCode,
      easting: point?.easting ?? null,
      northing: point?.northing ?? null,
      unknown,
    })
  }
  const taken = (await mergeBurglaries(tx, 'street', burglaries)) + (await mergeOffences(tx, offences))
  result.taken += taken
  result.alreadyPresent += counted - taken
}

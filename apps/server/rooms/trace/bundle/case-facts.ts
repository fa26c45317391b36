import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { namesOfHands } from '../exhibits/exhibit-words.ts'
import { historyOf, type HistoryFact } from '../exhibits/history.ts'
import { exhibitColumns, type Exhibit } from '../exhibits/positions.ts'
import { fieldReadingsOf } from '../readings/field-readings.ts'
import { resultsOf } from '../readings/lab-results.ts'
import { disagreementsOf, type MarkReadings } from '../readings/mark-readings.ts'
import { casePictures, type CasePicture } from './case-pictures.ts'
import { caseTraces, type CaseTrace } from './case-traces.ts'
import { unusedItemsOf, type UnusedItem } from './unused-items.ts'

/** An exhibit of a case with everything that happened to it. */
export type ExhibitOfCase = Exhibit & { facts: HistoryFact[] }

/** All that a bundle is made of. The same facts make the same bundle. */
export type CaseFacts = MarkReadings & {
  reference: string
  /** Day that statements are of: it says which rules are in force. */
  day: string
  exhibits: ExhibitOfCase[]
  traces: CaseTrace[]
  pictures: CasePicture[]
  unused: UnusedItem[]
  names: Awaited<ReturnType<typeof namesOfHands>>
}

/** When the last of the facts was entered: the moment that the documents bear. */
export const lastEntered = ({ exhibits, readings, results, traces, pictures, unused }: CaseFacts): Date => {
  const times = [
    ...[...exhibits.flatMap(({ facts }) => facts), ...readings, ...results].map(({ enteredAt }) => enteredAt),
    ...traces.flatMap(({ trace, after, past }) => [trace, ...after, ...past]).map(({ at }) => at),
    ...[...pictures, ...unused].map(({ at }) => at),
  ]
  return new Date(Math.max(0, ...times.map((time) => time.getTime())))
}

/** What was read of the exhibits, in the field and by laboratories, also what was corrected since; and where what stands disagrees about what came of one root. */
const readingsOf = async (tx: Transaction, exhibits: readonly Exhibit[]): Promise<MarkReadings> => {
  const ids = exhibits.map(({ id }) => id)
  const scans = exhibits.flatMap(({ scan }) => scan ?? [])
  const readings = await fieldReadingsOf(tx, ids, scans, { andCorrected: true })
  const results = await resultsOf(tx, ids, { andCorrected: true })
  const roots = [...Map.groupBy(exhibits, ({ root }) => root).values()]
  const disagreements = roots.flatMap((parts) => {
    const standsOfRoot = (read: {
      exhibit: string | null
      scan?: string | null
      isCorrected: boolean
    }): boolean =>
      !read.isCorrected &&
      parts.some(({ id, scan }) => id === read.exhibit || (scan !== null && scan === read.scan))
    return disagreementsOf(readings.filter(standsOfRoot), results.filter(standsOfRoot))
  })
  return { readings, results, disagreements }
}

/** What took the place of a reading or a result; undefined where it stands. */
export const correctionOf = <Read extends { corrects: string | null }>(
  { id }: { id: string },
  all: readonly Read[],
): Read | undefined => all.find(({ corrects }) => corrects === id)

/** Exhibits of a crime reference, as far as the actor may see them, in the order of their references. Logs each. */
const exhibitsOf = (tx: Transaction, reference: string): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ id }) => id },
    `select ${exhibitColumns} from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where e.crime_reference = $1 or e.root in (select root from enforcement.exhibit where crime_reference = $1)
     order by split_part(e.reference, '/', 1), split_part(e.reference, '/', 2)::int, length(e.reference), e.reference, e.id`,
    [reference],
  )

/** What is known of a case; no exhibits where there is none that the actor may see. */
export const factsOfCase = async (tx: Transaction, reference: string, day: string): Promise<CaseFacts> => {
  const exhibits: ExhibitOfCase[] = []
  for (const exhibit of await exhibitsOf(tx, reference))
    exhibits.push({ ...exhibit, facts: await historyOf(tx, exhibit.id) })
  if (exhibits.length === 0)
    return {
      reference,
      day,
      exhibits,
      readings: [],
      results: [],
      disagreements: [],
      traces: [],
      pictures: [],
      unused: [],
      names: await namesOfHands(tx, []),
    }
  const read = await readingsOf(tx, exhibits)
  const traces = await caseTraces(tx, reference, exhibits)
  const pictures = await casePictures(tx, exhibits)
  const unused = await unusedItemsOf(
    tx,
    reference,
    exhibits.map(({ id }) => id),
  )
  const names = await namesOfHands(tx, [
    ...exhibits.flatMap(({ hand, facts }) => [
      hand,
      ...facts.flatMap(({ from, to, actor, offeredBy }) => [from, to, actor, offeredBy]),
    ]),
    ...[...read.readings, ...read.results].map(({ actor }) => actor),
    ...traces.flatMap(({ trace, past }) => [
      trace.actor,
      trace.reviewedBy,
      ...past.flatMap(({ holder, actor }) => [holder, actor]),
    ]),
  ])
  return { reference, day, exhibits, ...read, traces, pictures, unused, names }
}

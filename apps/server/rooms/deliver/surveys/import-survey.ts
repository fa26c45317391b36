import type { Database } from '../../../foundation/database.ts'
import { londonToday } from '../../../foundation/days.ts'
import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import type { ImportReport } from '../../../places/import-session.ts'
import { demonstrationOf } from '../../../places/made-up-city.ts'
import { knownCodes } from '../../../places/place-points.ts'
import { Faults } from '../../supply/batch/faults.ts'
import { readSurvey, surveyKey, type SurveyColumn, type SurveyCount, type SurveyFile } from './read-survey.ts'

/** Options of `import survey`: headings of columns. */
export type SurveySettings = Partial<Record<SurveyColumn, string>>

/** What is there already of the same areas, by what a row tells of. */
const countsThere = async (
  tx: Transaction,
  areas: readonly string[],
): Promise<Map<string, { asked: number; know: number }>> => {
  const { rows } = await tx.query<Omit<SurveyCount, 'line'>>(
    `select area, on_day::text as "onDay", people, question, asked, know
     from engagement.survey_count where area = any ($1)`,
    [areas],
  )
  return new Map(rows.map((row) => [surveyKey(row), row]))
}

/** Errors: `value_invalid` with every line of an area that no boundaries have, or whose numbers are known otherwise. */
const newCounts = async (
  tx: Transaction,
  { file, counts }: SurveyFile,
  { area, asked }: SurveySettings,
): Promise<SurveyCount[]> => {
  const faults = new Faults(file)
  const known = await knownCodes(tx, 'lsoa')
  const there = await countsThere(tx, [...new Set(counts.map((each) => each.area))])
  const fresh: SurveyCount[] = []
  for (const each of counts) {
    const before = there.get(surveyKey(each))
    if (!known.has(each.area))
      faults.add(each.line, area ?? 'area', each.area, 'a small area whose boundaries are loaded')
    else if (!before) fresh.push(each)
    else if (before.asked !== each.asked || before.know !== each.know)
      faults.add(
        each.line,
        asked ?? 'asked',
        `${each.know} of ${each.asked}`,
        `${before.know} of ${before.asked}, as was taken before`,
      )
  }
  faults.refuse()
  return fresh
}

const insertCounts = async (
  tx: Transaction,
  actor: string,
  counts: readonly SurveyCount[],
): Promise<void> => {
  if (counts.length === 0) return
  await tx.query(
    `insert into engagement.survey_count (area, on_day, people, question, asked, know, actor)
     select *, $1 from unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::int[], $7::int[])`,
    [
      actor,
      counts.map(({ area }) => area),
      counts.map(({ onDay }) => onDay),
      counts.map(({ people }) => people),
      counts.map(({ question }) => question),
      counts.map(({ asked }) => asked),
      counts.map(({ know }) => know),
    ],
  )
  await tx.record({
    operation: 'collection',
    kind: 'survey',
    subjects: [...new Set(counts.map(({ area }) => area))],
  })
}

/**
 * Takes in a survey's file in one transaction: all of it or nothing. Rows that are there already change nothing. Unlike
 * boundaries a survey leaves a made-up city where it is, and leaves with it. Errors: those of `readSurvey` and `newCounts`.
 */
export const importSurvey = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: SurveySettings,
): Promise<ImportReport> =>
  database.withActor(actor, 'import survey', async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.import])
    const path = paths[0] ?? ''
    progress('reading a survey')
    const file = await readSurvey(path, { mapped: settings, today: londonToday() })
    const fresh = await newCounts(tx, file, settings)
    await insertCounts(tx, actor.id, fresh)
    const state = (await demonstrationOf(tx))?.state ?? 'none'
    return {
      results: [
        {
          file: path,
          rows: file.counts.length,
          taken: fresh.length,
          alreadyPresent: file.counts.length - fresh.length,
          leftOut: {},
          possibleRepeats: 0,
        },
      ],
      warnings: [
        ...file.warnings,
        ...(state === 'none'
          ? []
          : ['This survey belongs to the demonstration, and is removed together with it.']),
      ],
    }
  })

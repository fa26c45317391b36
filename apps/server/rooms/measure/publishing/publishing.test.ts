import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { testSecrets } from '../../../../../test/secrets.ts'
import { loadSmallCity } from '../../../../../test/small-city.ts'
import { subjectDigestOf } from '../../../foundation/log/digests.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { keepProgramme, programmeCalled, protocolOf } from '../programme/kept-programmes.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { reportActor } from '../report-actor.ts'
import { publishDue } from './publish-due.ts'
import { publishedReport, type PublishedReport } from './published-reports.ts'
import { startPublishing } from './start-publishing.ts'

const { database, owner } = await testDatabase()
const logger = createLogger('silent')
const planner: Actor = { id: 'command line: planner', role: 'planner' }
let codes: string[]

beforeAll(async () => {
  codes = await loadSmallCity(database)
})

const keep = (name: string, change: object = {}, as: 'new' | 'version' = 'new'): Promise<string> => {
  const programme = parseProgramme(
    JSON.stringify({
      name,
      series: 'all',
      selection: { from: '2022-07', to: '2023-06', rule: 'highest' },
      deployments: [0, 7, 22, 41].map((at) => ({ areas: [codes[at]], start: '2023-08' })),
      protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2027-04-01' },
      ...change,
    }),
  )
  return database.withActor(planner, 'keep a programme', (tx) => keepProgramme(tx, planner.id, programme, as))
}

const protocolNow = async (tx: Transaction, name: string) => {
  const called = await programmeCalled(tx, name)
  return called && protocolOf(tx, called.firstVersion)
}

const published = (name: string): Promise<PublishedReport | undefined> =>
  database.withActor(planner, 'test', async (tx) => {
    const protocol = await protocolNow(tx, name)
    return protocol && publishedReport(tx, protocol.id)
  })

/** How many entries of the log name this digest. */
const sealed = async (kind: string, digest: string): Promise<number> => {
  const subject = subjectDigestOf(testSecrets)(kind, digest)
  const { rows } = await owner.query('select from log.entry where kind = $1 and subject = $2', [
    kind,
    subject,
  ])
  return rows.length
}

/** Waits, without a time of its own, until a report is there. */
const untilPublished = async (name: string): Promise<PublishedReport> => {
  for (;;) {
    const found = await published(name)
    if (found) return found
    await sleep(100)
  }
}

describe('a protocol', { timeout: 300_000 }, () => {
  test('is sealed in the log by its digest when it is fixed, once, and no later one takes its place', async () => {
    await keep('Sealed', { protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2030-01-01' } })
    await keep(
      'Sealed',
      { protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2027-04-01' } },
      'version',
    )
    const fixed = await database.withActor(planner, 'test', (tx) => protocolNow(tx, 'Sealed'))
    expect(await sealed('protocol', fixed?.digest ?? '')).toBe(1)
    const { rows } = await owner.query(`select from log.entry where kind = 'protocol'`)
    expect(rows).toHaveLength(1)
  })

  test('has its report published on its day in London and not before, by the server alone, once', async () => {
    await keep('On its day')
    // Summer time: 1 April begins in London at 23:00 UTC of the day before.
    let now = new Date('2027-03-31T22:59:00Z')
    expect(await publishDue(database, now)).toEqual([])
    expect(await published('On its day')).toBeUndefined()
    const publishing = startPublishing(database, logger, { now: () => now, interval: 50 })
    now = new Date('2027-03-31T23:00:00Z')
    const report = await untilPublished('On its day')
    await publishing.stop()
    expect(report.report.figures.claim.headline).toBe('We cannot tell if the kits worked.')
    expect(report.report.shown.parts[0]?.heading).toContain('Simple before and after')
    expect(await sealed('published report', report.digest)).toBe(1)
    await keep('On its day', { controls: { metres: 500 } }, 'version')
    await publishDue(database, now)
    expect(await published('On its day')).toEqual(report)
    const { rows } = await owner.query(`select actor from measure.published_report where digest = $1`, [
      report.digest,
    ])
    expect(rows).toEqual([{ actor: reportActor.id }])
  })

  test('whose report cannot be made keeps no other waiting, and is tried again', async () => {
    await keep('A hopeless one', {
      deployments: [{ areas: [codes[0]], start: '2099-01' }],
      selection: undefined,
    })
    await owner.query(
      `insert into target.offence_count (force, month, crime_type, code, offences)
       select 'metropolitan', month::date, 'Drugs', code, 2 + length(code) % 3
       from generate_series(date '2021-01-01', date '2024-12-01', interval '1 month') month, unnest($1::text[]) code`,
      [codes],
    )
    await keep('Another', {
      outcomes: [
        { crimeType: 'Drugs', as: 'falsification' },
        { crimeType: 'Robbery', as: 'outcome' },
      ],
    })
    await keep('One of no order', { phaseIn: '01890000-0000-7000-8000-000000000000' })
    const failed = await publishDue(database, new Date('2027-04-02T00:00:00Z'))
    expect(failed).toEqual([
      { name: 'A hopeless one', why: 'A start lies outside the series.' },
      { name: 'One of no order', why: 'There is no saved order of starts of this id.' },
    ])
    // Other types of crime come from what is loaded of them, or say that it is not.
    const figures = (await published('Another'))?.report.figures
    expect(figures?.outcomes?.rows).toMatchObject([
      { crimeType: 'Drugs', why: null, estimate: expect.closeTo(0, 9) },
      { crimeType: 'Robbery', why: expect.stringContaining('No Robbery is loaded') },
    ])
    expect(await publishDue(database, new Date('2027-04-03T00:00:00Z'))).toHaveLength(2)
  })

  test('has a report that is not believed once somebody has changed it', async () => {
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `update measure.published_report set report = jsonb_set(report, '{figures,claim,headline}', '"A fall of 25%."')
       where protocol = (select id from measure.protocol where name = 'Another')`,
    )
    await owner.query('set session_replication_role = origin')
    await expect(published('Another')).rejects.toMatchObject({ code: 'fault' })
  })
})

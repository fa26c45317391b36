import { describe, expect, test } from 'vitest'
import type { Actor, Transaction } from '../apps/server/foundation/with-actor.ts'
import {
  changeProgramme,
  changesOfProgramme,
  keepProgramme,
  keptProgramme,
  latestProgrammes,
  protocolOf,
  unpublishedBy,
  versionsOf,
} from '../apps/server/rooms/measure/programme/kept-programmes.ts'
import { parseProgramme } from '../apps/server/rooms/measure/programme/read-programme.ts'
import {
  changeDraft,
  changesOfDraft,
  draftLines,
  draftOf,
  keepDraft,
} from '../apps/server/rooms/target/drafts/drafts.ts'
import { testDatabase } from './database.ts'

const { database, owner } = await testDatabase()
const planner: Actor = { id: 'command line: planner', role: 'planner' }
const as = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => database.withActor(planner, 'test', work)
const aboutName = { code: 'usage', where: { about: 'name' } }

const keepTheDraft = (name: string): Promise<string> =>
  as((tx) =>
    keepDraft(tx, planner.id, {
      name,
      importedAt: null,
      inputs: { kits: 5 },
      plan: { areas: [], expected: 2 },
    } as unknown as Parameters<typeof keepDraft>[2]),
  )
const keepTheProgramme = (name: string, kind?: 'version'): Promise<string> =>
  as((tx) =>
    keepProgramme(
      tx,
      planner.id,
      parseProgramme(
        JSON.stringify({
          name,
          series: 'all',
          deployments: [{ areas: ['A'], start: '2020-01' }],
          protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2027-04-01' },
        }),
      ),
      kind,
    ),
  )
const namesOf = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name).toSorted()

/** Both kinds, by the same steps. */
const kinds = [
  {
    what: 'drafts',
    keep: keepTheDraft,
    change: (id: string, to: { name: string } | { reason: string }) =>
      as((tx) => changeDraft(tx, planner.id, id, to)),
    present: () => as((tx) => draftLines(tx)).then(namesOf),
    withdrawn: () => as((tx) => draftLines(tx, 'withdrawn')).then(namesOf),
    nameOf: async (id: string) => (await as((tx) => draftOf(tx, id)))?.name,
    changes: (id: string) => as((tx) => changesOfDraft(tx, id)),
    table: 'target.draft_change',
  },
  {
    what: 'programmes',
    keep: keepTheProgramme,
    change: (id: string, to: { name: string } | { reason: string }) =>
      as((tx) => changeProgramme(tx, planner.id, id, to)),
    present: () => as((tx) => latestProgrammes(tx)).then(namesOf),
    withdrawn: () => as((tx) => latestProgrammes(tx, 'withdrawn')).then(namesOf),
    nameOf: async (id: string) => (await as((tx) => keptProgramme(tx, id)))?.name,
    changes: (id: string) => as((tx) => changesOfProgramme(tx, id)),
    table: 'measure.programme_change',
  },
]

describe.each(kinds)('names of $what', ({ keep, change, present, withdrawn, nameOf, changes, table }) => {
  test('are unique among those not withdrawn, whatever their capitals, when they are given and changed', async () => {
    const [north, south] = [await keep('North'), await keep('South')]
    await expect(keep('nORTH')).rejects.toMatchObject(aboutName)
    await expect(change(south, { name: 'NORTH' })).rejects.toMatchObject(aboutName)
    await change(north, { name: 'north' })
    expect(await present()).toEqual(['South', 'north'])
    await change(north, { name: 'East' })
    expect(await nameOf(north)).toBe('East')
    const another = await keep('North')
    await change(another, { reason: 'by mistake' })
    await keep('North')
    expect(await present()).toEqual(['East', 'North', 'South'])
    expect(await withdrawn()).toEqual(['North'])
  })

  test('of two that are kept at once one is taken and one refused', async () => {
    const both = await Promise.allSettled([keep('West'), keep('west')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('are changed by facts that stay: what is withdrawn is there by its address, and in the log', async () => {
    const id = await keep('Kept')
    await change(id, { name: 'Kept longer' })
    await change(id, { reason: 'not used' })
    expect(await nameOf(id)).toBe('Kept longer')
    expect(await present()).not.toContain('Kept longer')
    expect(await changes(id)).toMatchObject([
      { name: 'Kept longer', reason: null, actor: planner.id },
      { name: null, reason: 'not used' },
    ])
    await expect(change(id, { name: 'Again' })).rejects.toMatchObject({ where: { about: 'reason' } })
    await expect(change(id, { reason: 'twice' })).rejects.toMatchObject({ where: { about: 'reason' } })
    const { rows } = await owner.query(
      `select from log.entry e join log.entry_text t on t.entry = e.id
       where e.operation = 'alteration' and e.kind = 'plan' and t.reason in ('renamed Kept longer', 'withdrawn: not used')`,
    )
    expect(rows.length).toBeGreaterThanOrEqual(2)
    await expect(as((tx) => tx.query(`update ${table} set name = 'x'`))).rejects.toMatchObject({
      code: '42501',
    })
    await expect(as((tx) => tx.query(`delete from ${table}`))).rejects.toMatchObject({ code: '42501' })
  })
})

test('a programme keeps its versions, its protocol and its day of publication whatever it is called', async () => {
  const first = await keepTheProgramme('Sealed')
  await as((tx) => changeProgramme(tx, planner.id, first, { name: 'Opened' }))
  await expect(keepTheProgramme('Sealed', 'version')).rejects.toMatchObject(aboutName)
  const other = await keepTheProgramme('Sealed')
  const second = await keepTheProgramme('opened', 'version')
  expect((await as((tx) => versionsOf(tx, first))).map(({ id, name }) => [id, name])).toEqual([
    [first, 'Opened'],
    [second, 'Opened'],
  ])
  const protocols = await as(async (tx) => [await protocolOf(tx, first), await protocolOf(tx, other)])
  expect(protocols.map((protocol) => [protocol?.name, protocol?.programme])).toEqual([
    ['Sealed', first],
    ['Sealed', other],
  ])
  await as((tx) => changeProgramme(tx, planner.id, first, { reason: 'it said nothing' }))
  const due = await as((tx) => unpublishedBy(tx, '2027-04-01'))
  expect(due.map(({ firstVersion }) => firstVersion)).toEqual(expect.arrayContaining([first, other]))
})

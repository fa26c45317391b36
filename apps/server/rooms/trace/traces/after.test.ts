import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { putHomes } from '../../../../../test/homes.ts'
import { putKit } from '../../../../../test/kits.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { registerResident } from '../../deliver/residents.ts'
import { afterFrom } from './after-form.ts'
import { afterTrace, keepAfter, ownerToTell, type AfterAct } from './after.ts'
import { keepTrace, kitsOf, traceById } from './asked.ts'
import { homesOfKits } from './homes-of-kits.ts'
import { caseCounts, outcomesOf, shareOf } from './outcomes.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())
const homes = (await putHomes(database, { W1: { bcu: 'North', homes: 2, postcode: 'ZX11AA' } })).get('W1')!

let investigator: TestPerson
beforeAll(async () => {
  investigator = await signIn(database, 'investigator', { name: 'Farah Noor' })
  await neverOver(owner, investigator)
  await database.withActor({ id: 'test', role: 'registrar' }, 'residents of a test', async (tx) => {
    for (const [at, name] of ['Ann Owner', 'Ben Other'].entries())
      await registerResident(tx, homes[at]!, {
        name,
        contact: '07700 900123',
        vulnerability: '',
        fromDay: '2026-01-01',
      })
  })
  await putKit(database, 'AFTER001', [{ at: '2026-02-01', kind: 'delivered', home: homes[0]! }])
})
const as = <T>(work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(investigator.actor, 'a test', (tx) => work(tx, investigator.actor.id))

/** A trace of the kit, for a case; of an exhibit where one is named. */
const traced = (reference: string, exhibit: string | null = null): Promise<string> =>
  as(async (tx, actor) => {
    const id = uuidv7()
    const found = await kitsOf(tx, 'AFTER001', 'a test')
    await keepTrace(
      tx,
      actor,
      { id, case: reference, purpose: 'a test', urgent: false, onDay: '2026-05-05', exhibit },
      Object.assign(found, { fitting: 1 }),
    )
    return id
  })
/** The kit of a trace, and who lived there then. */
const ownerOf = (trace: string): Promise<{ kit: string; resident: string }> =>
  as(async (tx) => {
    const one = await traceById(tx, trace)
    const { kit } = one.kits[0]!
    const found = await homesOfKits(tx, [kit], { onDay: one.onDay, reason: 'a test', names: false })
    return { kit, resident: found[0]!.occupiers[0]!.resident }
  })
const keep = (trace: string, act: AfterAct, id = uuidv7()): Promise<void> =>
  as(async (tx, actor) => keepAfter(tx, actor, id, await traceById(tx, trace), act))
const today = '2026-12-01'
const faults = (sent: Record<string, string>): string[] =>
  afterFrom(sent, today).errors.map(({ text }) => text)

describe('after a trace', () => {
  test('an owner is told by what was traced alone, and it is logged as a disclosure to them', async () => {
    const trace = await traced('C/1')
    const [home, other] = await as(async (tx) => {
      const one = await traceById(tx, trace)
      const found = await homesOfKits(tx, [one.kits[0]!.kit], {
        onDay: one.onDay,
        reason: 'a test',
        names: false,
      })
      const { rows } = await owner.query<{ id: string }>(
        'select id from engagement.resident where home = $1',
        [homes[1]!.id],
      )
      return [found[0]!.occupiers[0]!.resident, rows[0]!.id] as const
    })
    const tell = (resident: string, kit?: string) =>
      as(async (tx) => {
        const one = await traceById(tx, trace)
        return ownerToTell(tx, one, { kit: kit ?? one.kits[0]!.kit, resident })
      })
    expect(await tell(home)).toEqual({
      name: 'Ann Owner',
      contact: '07700 900123',
      address: '1 W1 Street',
      postcode: 'ZX1 1AA',
      isThere: true,
    })
    // Whoever lived at another home, and a kit that was not traced, lead to nobody.
    await expect(tell(other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(tell(home, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
    const { rows } = await owner.query(
      `select distinct operation, kind from log.entry where operation = 'disclosure' and actor = $1`,
      [investigator.actor.id],
    )
    expect(rows).toEqual([{ operation: 'disclosure', kind: 'resident' }])
    const letter = await app.inject({
      method: 'POST',
      url: `/trace/code/${trace}/letter`,
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        ...investigator.headers,
      },
      payload: new URLSearchParams({
        ofKit: (await as((tx) => traceById(tx, trace))).kits[0]!.kit,
        resident: home,
      }).toString(),
    })
    expect(letter.body).toContain('Ann Owner')
    expect(letter.body).toContain('Our reference: C/1')
  })

  test('what happened is kept once, and shown in its order with the planting answer that it gives', async () => {
    const trace = await traced('C/2')
    const whose = await ownerOf(trace)
    const loss: AfterAct = {
      kind: 'loss',
      ...whose,
      item: 'a silver watch',
      wasAtHome: 'no',
      missingSince: '2026-05-04',
      askedFirst: true,
    }
    const id = uuidv7()
    await keep(trace, loss, id)
    await keep(trace, loss, id)
    await keep(trace, {
      kind: 'return',
      ...whose,
      onDay: '2026-06-01',
      signature: null,
      whyNot: 'not theirs',
    })
    // Of nobody else, and of no kit that the trace did not lead to.
    const stranger = await owner.query<{ id: string }>('select id from engagement.resident where home = $1', [
      homes[1]!.id,
    ])
    for (const other of [{ resident: stranger.rows[0]!.id }, { kit: uuidv7() }])
      await expect(keep(trace, { ...loss, ...other })).rejects.toMatchObject({ code: 'not_found' })
    await keep(trace, {
      kind: 'end',
      outcome: 'no further action',
      fellFor: 'statement missing',
      liquid: 'made no difference',
      onDay: '2026-07-01',
    })
    const facts = await as(async (tx) => afterTrace(tx, await traceById(tx, trace)))
    expect(facts.map(({ kit, resident }) => [kit, resident])).toEqual([
      [whose.kit, whose.resident],
      [whose.kit, whose.resident],
      [null, null],
    ])
    expect(facts.map(({ what }) => what.replaceAll(/\s+/g, ' '))).toEqual([
      'statement of loss: a silver watch; in their home: no; missing since 4 May 2026; described before they were told what was found',
      'not returned: not theirs',
      'case no further action, for evidence statement missing; the liquid: made no difference',
    ])
    const { body } = await app.inject({
      url: `/trace/code/${trace}`,
      headers: { accept: 'text/html', ...investigator.headers },
    })
    expect(body).toContain('No, the owner says. The mark came by another way.')
  })

  test('the database keeps no return with both a signature and a reason, and no end without what it fell for', async () => {
    const trace = await traced('C/3')
    const whose = await ownerOf(trace)
    await expect(
      keep(trace, { kind: 'return', ...whose, onDay: '2026-06-01', signature: 'R 1', whyNot: 'not theirs' }),
    ).rejects.toMatchObject({ constraint: 'item_return_either' })
    await expect(
      keep(trace, {
        kind: 'return',
        ...whose,
        resident: null,
        onDay: '2026-06-01',
        signature: 'R 1',
        whyNot: null,
      }),
    ).rejects.toMatchObject({ constraint: 'item_return_whose' })
    await expect(
      keep(trace, {
        kind: 'end',
        outcome: 'acquitted',
        fellFor: null,
        liquid: 'not known',
        onDay: '2026-06-01',
      }),
    ).rejects.toMatchObject({ constraint: 'case_end_fell' })
  })

  test('a form with an error keeps names, kit and owner, and who moved out is rung and not written to', async () => {
    const trace = await traced('C/3')
    const { kit, resident } = await ownerOf(trace)
    const post = (to: string, fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: `/trace/code/${trace}/${to}`,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          ...investigator.headers,
        },
        payload: new URLSearchParams({ ofKit: kit, kit: 'AFTER001', resident, ...fields }).toString(),
      })
    const { statusCode, body } = await post('after', { deed: 'told', how: 'call' })
    expect(statusCode).toBe(400)
    expect(body).toContain('Say how they were told, and whether it worked')
    expect(body).toContain(`<option value="${resident}" selected>Ann Owner</option>`)
    expect((await post('letter', {})).body).toContain('Our reference')
    await owner.query(`select set_config('mettrace.change_by', 'test', false)`)
    await owner.query('update engagement.resident set to_day = $2 where id = $1', [resident, '2026-06-30'])
    const moved = (await post('letter', {})).body
    expect(moved).toContain('They have moved out')
    expect(moved).toContain('07700 900123')
    expect(moved).not.toContain('Our reference')
    await owner.query('update engagement.resident set to_day = null where id = $1', [resident])
  })

  test('a form says what is missing, and takes no more than it asked', () => {
    expect(faults({ deed: 'loss' })).toEqual([
      'Choose which owner says so',
      'Enter the item in the owner’s words',
      'Say whether it was in their home',
      'Say whether they described it before they were told',
    ])
    expect(faults({ deed: 'return', returnDay: '2027-01-01' })).toEqual([
      'Enter the day, today at the latest',
      'Enter the paper that the owner signed, or choose why it was not returned',
      'Choose to whom it went back',
    ])
    expect(faults({ deed: 'end', caseOutcome: 'acquitted', liquid: 'not known', endDay: today })).toEqual([
      'Choose what it fell for',
    ])
    expect(
      faults({ deed: 'end', caseOutcome: 'charged', fellFor: 'lost', liquid: 'not known', endDay: today }),
    ).toEqual(['Leave empty what it fell for: it did not'])
    expect(faults({})).toEqual(['Choose what happened'])
    expect(faults({ deed: 'told', how: 'call', outcome: 'told' })).toEqual([
      'Say how they were told, and whether it worked',
    ])
  })
})

/** An exhibit of a scan of March, in the store of North. */
const bookedIn = (exhibit: string, reference: string, scan: string): Promise<unknown> =>
  owner.query(
    `with made as (
       insert into enforcement.exhibit (id, root, reference, kind, description, power, taken_on, scan, bcu, actor)
       values ($1, $1, $2, 'item', 'watch', 'PACE s.22', '2026-03-02', $3, 'North', 'test')
     )
     insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, holder, bcu, seal, actor)
     values ($4, $1, 1, $4, 'seized', '2026-03-02T11:00Z', 'store:North', 'North', '', 'test')`,
    [exhibit, reference, scan, uuidv7()],
  )

describe('what became of scans', () => {
  const place = uuidv7()
  beforeAll(async () => {
    await owner.query(
      `insert into enforcement.scan_place (id, kind, name, bcu, actor) values ($1, 'custody suite', 'Saltings', 'North', 'test')`,
      [place],
    )
    // Ten scans of March, three of which glowed; two glows were booked in, one was traced to a kit of ours, told and returned.
    const scans = Array.from({ length: 10 }, () => uuidv7())
    for (const [at, scan] of scans.entries())
      await owner.query(
        `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, subject, basis, result, actor)
         values ($1, '2026-03-02T10:00Z', '2026-03-02', 'early', $2, 'custody suite', 'North', 'item', 'PACE s.22', $3, 'test')`,
        [scan, place, at < 3 ? 'glow' : at === 9 ? 'refused' : 'nothing'],
      )
    const [one, two] = [uuidv7(), uuidv7()]
    for (const [at, exhibit] of [one, two].entries()) await bookedIn(exhibit, `JS/${at + 1}`, scans[at]!)
    const found = await traced('C/9', one)
    await owner.query(`select set_config('mettrace.change_by', 'test', false)`)
    await owner.query(
      `insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, exhibit, kits, actor)
       values (gen_random_uuid(), 'code', 'C/10', 'x', false, '2026-03-01', $1, 0, 'test')`,
      [two],
    )
    const whose = await ownerOf(found)
    await keep(found, {
      kind: 'told',
      ...whose,
      how: 'call',
      outcome: 'told',
    })
    await keep(found, { kind: 'return', ...whose, onDay: '2026-06-01', signature: 'R 1', whyNot: null })
  })

  test('is counted step by step, each out of the one before', async () => {
    const rows = await as((tx) => outcomesOf(tx, [place], '2026-03-01', '2026-03-31'))
    const counts = { scans: 9, glows: 3, traced: 2, found: 1, unsettled: 0, told: 1, returned: 1 }
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(row).toMatchObject(counts)
    expect(rows.find(({ month }) => month !== null)?.month).toBe(2026 * 12 + 2)
    expect(rows[0]!.daysToTrace).toBeGreaterThan(30)
    const [none] = await as((tx) => outcomesOf(tx, [place], '2026-04-01', '2026-04-30'))
    expect(none).toMatchObject({ scans: 0, daysToTrace: null })
    expect(shareOf(3, 9)).toMatchObject({ share: 1 / 3 })
    expect(shareOf(0, 0)).toBeNull()
  })

  test('a partial reading with a sign misread finds its kit, and one that settles nothing is not none', async () => {
    const other = uuidv7()
    await owner.query(
      `insert into enforcement.scan_place (id, kind, name, bcu, actor) values ($1, 'custody suite', 'Weir', 'North', 'test')`,
      [other],
    )
    // Of the first no kit fits every sign and one is likely; of the second two are as likely; of the third none fits a whole code.
    for (const [at, [kind, posteriors]] of (
      [
        ['partial', [0.97]],
        ['partial', [0.45, 0.45]],
        ['code', []],
      ] as const
    ).entries()) {
      const [scan, exhibit, trace] = [uuidv7(), uuidv7(), uuidv7()]
      await owner.query(
        `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, subject, basis, result, actor)
         values ($1, '2026-02-02T10:00Z', '2026-02-02', 'early', $2, 'custody suite', 'North', 'item', 'PACE s.22', 'glow', 'test')`,
        [scan, other],
      )
      await bookedIn(exhibit, `JS/${at + 71}`, scan)
      await owner.query(
        `insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, exhibit, kits, actor)
         values ($1, $2, null, null, true, '2026-02-01', $3, 0, 'test')`,
        [trace, kind, exhibit],
      )
      for (const [turn, posterior] of posteriors.entries())
        await owner.query(
          `insert into enforcement.trace_kit (trace, kit, serial, posterior, differences, actor)
           values ($1, gen_random_uuid(), $2, $3, 1, 'test')`,
          [trace, `S${turn}`, posterior],
        )
    }
    const [row] = await as((tx) => outcomesOf(tx, [other], '2026-02-01', '2026-02-28'))
    expect(row).toMatchObject({ glows: 3, traced: 3, found: 1, unsettled: 1 })
  })

  test('of cases the end that was entered last counts, what they fell for apart', async () => {
    const counts = await as((tx) => caseCounts(tx, '2026-01-01', '2099-01-01'))
    // C/1, C/2 (no further action), C/3, C/9 and C/10.
    expect(counts).toMatchObject({
      cases: 5,
      open: 4,
      noFurtherAction: 1,
      statementMissing: 1,
      lost: 0,
      noDifference: 1,
      notTheirs: 1,
      needed: 0,
    })
  })

  test('is a page and a file with the same numbers', async () => {
    const headers = { accept: 'text/html', ...investigator.headers }
    const days = 'from=2026-03-01&to=2026-03-31'
    const { body } = await app.inject({ url: `/trace/outcomes?${days}`, headers })
    for (const words of ['Scans that glowed', '33.3%', 'Statement missing', 'March 2026'])
      expect(body).toContain(words)
    const file = await app.inject({ url: `/trace/outcomes.csv?${days}&by=place`, headers })
    expect(file.body).toContain('"Saltings, North",9,3,2,1,0,1,1')
  })
})

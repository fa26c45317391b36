import { sectionKeys } from '@mettrace/procurement/decision/form'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { demonstrationActor } from '../../../places/made-up-city.ts'
import { hasSecret, putSecret } from './confidential-part.ts'
import { fieldOf } from './draft-form.ts'
import { effectFrom, type Outcomes } from './outcomes.ts'
import { promiseRows } from './promise-rows.ts'
import { beginDraft, decisionOf, decisionsListed, saveVersion, takeSource } from './register.ts'
import { changesIn, sectionLines } from './section-table.ts'
import { missingOf, type Draft } from './shape.ts'
import { publishDecision, signDecision } from './sign.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: Record<'planner' | 'finance' | 'lead' | 'second' | 'auditor' | 'officer', TestPerson>
beforeAll(async () => {
  people = {
    planner: await signIn(database, 'planner', { name: 'Priya Nair' }),
    finance: await signIn(database, 'finance', { name: 'Colin Mensah' }),
    lead: await signIn(database, 'programme_lead', { name: 'Ruth Adeyemi' }),
    second: await signIn(database, 'programme_lead', { name: 'Samir Haddad' }),
    auditor: await signIn(database, 'auditor'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'decisions', (tx) => work(tx, people[who].actor.id))
const get = (who: Who, url: string) => app.inject({ url, headers: people[who].headers })
const post = (who: Who, url: string, form: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...people[who].headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })

const whole: Draft = {
  title: 'Kits for 2027/28',
  request: 'tender',
  net: 448_000_000,
  gross: 537_600_000,
  beginsOn: '2027-01-08',
  sections: Object.fromEntries(sectionKeys.map((key) => [key, `Words of ${key}.`])),
  promises: [{ what: 'kits', amount: 88_000, years: 1 }],
}
const drafted = async (who: Who, draft: Draft = whole): Promise<string> => {
  const id = uuidv7()
  await as(who, (tx, actor) => beginDraft(tx, actor, { id, year: 2026, draft }))
  return id
}
const sign = (who: Who, id: string, number = 1): Promise<void> =>
  as(who, async (tx, actor) => signDecision(tx, actor, await decisionOf(tx, id), number))

const published = ({ reference = 'PCD 9526', signed = '', body = '' } = {}): string => `Lamps
Reference code: ${reference}
Date signed: ${signed}
Decision by: A. Person
Executive summary
Lamps for every store.
Recommendation
The Deputy Mayor is recommended to:
• Approve the total funding of £1.5m. The spend will be broken down as follows: £0.7m in 2019/20, then £0.3m p.a. until 2022/23.
1. Introduction and background
1.1. Stores have none.
2. Issues for consideration
2.1. At least 1,000 kits over 5 years.
3. Financial Comments
3.1. £5.6m over 5 years.
4.1. The request exceeds the £181,302 threshold.
4.2. Paragraph 4.13 of the Scheme of Delegation asks for approval.
${body}`

describe('a draft', () => {
  test('is called by its year, has versions, and says what is missing and who changed what', async () => {
    const { sections, ...rest } = whole
    const { 'data protection': _, ...without } = sections
    const id = await drafted('planner', { ...rest, net: null, gross: null, sections: without })
    const other = await drafted('planner')
    const [first, next] = [
      await as('planner', (tx) => decisionOf(tx, id)),
      await as('planner', (tx) => decisionOf(tx, other)),
    ]
    expect([first.reference, next.reference]).toEqual(['D-2026-01', 'D-2026-02'])
    expect(missingOf(first.versions[0]!)).toEqual([
      'the section “GDPR and data privacy”',
      'the estimated value',
    ])
    await as('finance', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole }))
    const { versions } = await as('planner', (tx) => decisionOf(tx, id))
    expect(versions.map(({ number }) => number)).toEqual([2, 1])
    expect(changesIn(versions[0]!, versions[1])).toBe('gdpr and data privacy, value, title or day')
    const lines = sectionLines(versions)
    expect(lines.map(({ by }) => by === people.finance.actor.id)).toEqual(
      sectionKeys.map((key) => key === 'data protection'),
    )
    expect(lines[0]).toMatchObject({ words: 4, by: people.planner.actor.id })
  })

  test('is signed by somebody who wrote none of it, and by nobody else whoever asks', async () => {
    const id = await drafted('lead')
    await expect(sign('lead', id)).rejects.toThrow(
      'A second person must sign it: a programme lead who wrote none of it',
    )
    // Planners and finance do not sign, and the trigger holds whoever goes past the policies.
    await expect(sign('finance', id)).rejects.toMatchObject({ code: '42501' })
    await expect(
      owner.query('insert into account.decision_signature (decision, number, actor) values ($1, 1, $2)', [
        id,
        people.lead.actor.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'decision_second_person' })
    await as('second', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole }))
    await expect(sign('second', id, 2)).rejects.toThrow('A second person must sign it')
    const page = await get('lead', `/account/decisions/${id}`)
    expect(page.body).toContain('You wrote part of this decision')
    expect(page.body).not.toContain('Sign version')
    const refused = await post('lead', `/account/decisions/${id}`, { deed: 'sign', number: '2' })
    expect([refused.statusCode, refused.body.includes('A second person must sign it')]).toEqual([400, true])
  })

  test('who wrote its confidential part does not sign it', async () => {
    const id = await drafted('planner')
    await as('lead', (tx, actor) => putSecret(tx, actor, id, 'The ceiling price.'))
    await expect(sign('lead', id)).rejects.toThrow('A second person')
    await sign('second', id)
    await expect(as('lead', (tx, actor) => putSecret(tx, actor, id, 'Later.'))).rejects.toThrow('is signed')
  })

  test('is not signed while anything is missing, nor in an earlier version', async () => {
    for (const [change, number] of [
      [{ net: null, gross: null }, 1],
      [{ beginsOn: null }, 1],
      [{ sections: { ...whole.sections, equality: ' – ' } }, 1],
      [{}, 2],
    ] as const) {
      const id = await drafted('planner', { ...whole, ...change })
      await expect(sign('lead', id, number)).rejects.toThrow(
        number === 2 ? 'There is a later version' : 'Something is missing',
      )
    }
    const id = await drafted('planner')
    await as('planner', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole }))
    await expect(sign('lead', id)).rejects.toThrow('There is a later version')
    await sign('lead', id, 2)
    await expect(sign('second', id, 2)).rejects.toThrow('signed already')
  })

  test('once signed has no further version, and is published once and only then', async () => {
    const id = await drafted('planner')
    await expect(as('lead', (tx, actor) => publishDecision(tx, actor, id))).rejects.toThrow('is not signed')
    await sign('lead', id)
    await expect(
      as('planner', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole })),
    ).rejects.toThrow('This decision is signed')
    await as('second', (tx, actor) => publishDecision(tx, actor, id))
    await expect(as('lead', (tx, actor) => publishDecision(tx, actor, id))).rejects.toThrow(
      'published already',
    )
    const page = await get('auditor', `/account/decisions/${id}/public`)
    expect(page.body).not.toContain('Not published')
    expect(page.body).toContain('Ruth Adeyemi')
    expect((await get('planner', `/account/decisions/${id}/change`)).statusCode).toBe(404)
  })

  test('saved and signed at once is signed in its latest version or not at all', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await drafted('planner')
      const work = [
        sign('lead', id),
        as('planner', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole })),
        as('finance', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole })),
      ]
      await Promise.allSettled(round % 2 === 0 ? work : work.toReversed())
      const { versions, signature } = await as('auditor', (tx) => decisionOf(tx, id))
      expect(versions.length).toBe(signature ? 1 : 2)
    }
  })
})

const form = (other: Record<string, string> = {}): Record<string, string> => ({
  title: 'Kits again',
  request: 'tender',
  net: '£4.48m',
  beginsOn: '2027-01-08',
  kits: '88,000',
  kitsYears: '1',
  money: '4,480,000.50',
  [fieldOf('finance')]:
    '£1.12m in 2027/28, £1.12m in 2028/29, £1.12m in 2029/30, £1.12m in 2030/31, a total of £4.49m.',
  ...other,
})

describe('the form', () => {
  test('takes sums as people write them and works out the VAT', async () => {
    const sent = await post('planner', '/account/decisions/new', form())
    expect(sent.statusCode).toBe(303)
    const page = await get('auditor', String(sent.headers.location))
    expect(page.body).toContain('£4,480,000 without VAT, £5,376,000 with VAT')
    expect(page.body).toContain('prints a total of £4.49m; its parts make £4,480,000. Kept as printed')
    expect(page.body).toContain('as a sub-central authority at or above £207,720')
    expect(page.body).toContain('as a central authority at or above £135,018')
    expect(page.body).toMatch(/No version of the scheme of delegation is known here for \d{1,2} \w+ \d{4}/)
    expect(page.body).toContain('s.70: Each payment above £30,000')
  })

  test('loses nothing when something is wrong', async () => {
    const wrong = await post(
      'planner',
      '/account/decisions/new',
      form({ net: 'a lot', kits: '1.5', title: '' }),
    )
    expect(wrong.statusCode).toBe(400)
    for (const words of [
      'Enter a title',
      'Enter a sum in pounds',
      'Enter a whole number',
      'a lot',
      'a total of £4.49m',
    ])
      expect(wrong.body).toContain(words)
    const below = await post('planner', '/account/decisions/new', form({ gross: '1' }))
    expect(below.body).toContain('The value with VAT must not be below the one without')
  })

  test('of a version that somebody else replaced meanwhile is refused with its words', async () => {
    const id = await drafted('planner')
    await as('finance', (tx, actor) => saveVersion(tx, actor, { decision: id, after: 1, draft: whole }))
    const late = await post(
      'planner',
      `/account/decisions/${id}/change`,
      form({ after: '1', title: 'Kept title' }),
    )
    expect(late.statusCode).toBe(400)
    expect(late.body).toContain('Somebody saved another version')
    expect(late.body).toContain('Kept title')
  })
})

describe('a decision that was published elsewhere', () => {
  test('from two sources is one, dated by the source that prints a day', async () => {
    const read = (content: string, foundAt: string) =>
      as('planner', (tx, actor) => takeSource(tx, actor, { foundAt, content }))
    const id = await read(published(), 'the new page')
    expect(await as('planner', (tx) => decisionOf(tx, id))).toMatchObject({
      signedOn: null,
      state: 'elsewhere',
    })
    expect(await read(published({ signed: '6 February 2019' }), 'the older copy')).toBe(id)
    const decision = await as('planner', (tx) => decisionOf(tx, id))
    expect(decision).toMatchObject({ signedOn: '2019-02-06', reference: 'PCD 9526' })
    expect(decision.sources.map(({ foundAt }) => foundAt)).toEqual(['the new page', 'the older copy'])
    await expect(read(published(), 'again')).rejects.toThrow('is a source of PCD 9526 already')
    await read(published({ signed: '7 February 2019' }), 'a third')
    expect((await as('planner', (tx) => decisionOf(tx, id))).signedOn).toBeNull()
    const page = await get('planner', `/account/decisions/${id}`)
    expect(page.body).toContain('a third prints 2019-02-07 as the day of signing')
  })

  test('shows its sections, its rules and what does not add up, and is signed by nobody here', async () => {
    const sent = await post('finance', '/account/decisions/read', {
      foundAt: 'https://example.org/decision',
      content: published({
        reference: 'PCD 9596',
        body: 'Signed decision document\nSomething odd at the end',
      }),
    })
    const { body } = await get('auditor', String(sent.headers.location))
    for (const words of [
      'no date printed',
      'Printed and not agreeing',
      'Recommendation prints a total of £1.5m; its parts make £1,600,000. Kept as printed',
      'Quotes £181,302, which was in force from 1 January 2018 to 31 December 2019 for sub-central authorities.',
      'Deputy Mayor for Policing and Crime approves.',
      'scheme of delegation 4.13, as the text quotes it',
      'The day that the procurement began is not known, and no day is inferred.',
      'Section 4 has no heading: by its number it is legal comments.',
      'Something odd at the end',
    ])
      expect(body).toContain(words)
    const id = String(sent.headers.location).split('/').at(-1)!
    await expect(sign('lead', id)).rejects.toThrow('There is a later version')
  })

  test('with a confidential part is refused, and nothing of it is kept; that part has a place of its own', async () => {
    const canary = `canary ${uuidv7()}`
    const open = published({ reference: 'PCD 9597', body: 'Signed decision document' })
    const sent = await post('planner', '/account/decisions/read', {
      foundAt: 'a paper',
      content: `${open}\nPART TWO\n${canary}`,
    })
    expect(sent.statusCode).toBe(400)
    expect(sent.body).toContain('A confidential part begins on line 19.')
    const { rows } = await owner.query('select from account.decision_source where content like $1', [
      `%${canary}%`,
    ])
    expect(rows).toHaveLength(0)
    const id = await as('planner', (tx, actor) =>
      takeSource(tx, actor, { foundAt: 'a paper', content: open }),
    )
    const part = `/account/decisions/${id}/confidential`
    const opened = await post('finance', part, { deed: 'open', reason: 'to write it' })
    expect(opened.body).toContain('Save confidential part')
    expect((await post('finance', part, { deed: 'save', words: canary })).statusCode).toBe(303)
    expect((await post('second', part, { deed: 'open', reason: 'to read it' })).body).toContain(canary)
    expect((await get('planner', `/account/decisions/${id}`)).body).not.toContain(canary)
  })

  test('without a reference is refused beside the text, which stays', async () => {
    const sent = await post('planner', '/account/decisions/read', {
      foundAt: 'a paper',
      content: 'Only words.',
    })
    expect(sent.statusCode).toBe(400)
    expect(sent.body).toContain('No reference was found')
    expect(sent.body).toContain('Only words.')
  })
})

describe('the confidential part', () => {
  test('is in no list, page or file, is opened by a deed that is written down, and by few', async () => {
    const id = await drafted('planner')
    const canary = `canary ${uuidv7()}`
    const saved = await post('finance', `/account/decisions/${id}/confidential`, {
      deed: 'save',
      words: canary,
    })
    expect(saved.statusCode).toBe(303)
    for (const url of [
      '/account/decisions',
      '/account/decisions.csv',
      `/account/decisions/${id}`,
      `/account/decisions/${id}/public`,
      `/account/decisions/${id}/change`,
    ])
      expect((await get('finance', url)).body).not.toContain(canary)
    const closed = await post('finance', `/account/decisions/${id}/confidential`, {})
    expect([closed.body.includes(canary), closed.body.includes('There is one.')]).toEqual([false, true])
    const why = await post('finance', `/account/decisions/${id}/confidential`, { deed: 'open', reason: '' })
    expect([why.statusCode, why.body.includes(canary)]).toEqual([400, false])
    const open = await post('lead', `/account/decisions/${id}/confidential`, {
      deed: 'open',
      reason: 'to sign it',
    })
    expect(open.body).toContain(canary)
    const { rows } = await owner.query(
      `select from log.entry where kind = 'confidential part' and operation = 'consultation' and actor = $1`,
      [people.lead.actor.id],
    )
    expect(rows).toHaveLength(1)
    for (const who of ['planner', 'auditor', 'officer'] as const)
      expect(
        (await post(who, `/account/decisions/${id}/confidential`, { deed: 'open', reason: 'x' })).statusCode,
      ).toBe(403)
    await expect(as('planner', (tx) => hasSecret(tx, id))).rejects.toMatchObject({ code: '42501' })
    expect((await get('officer', '/account/decisions')).statusCode).toBe(403)
  })
})

const report = (may: boolean) =>
  ({
    primary: { why: null, observed: 80, estimate: -0.2, low: -0.5, high: 0.25 },
    claim: { may },
    worth: { settings: [{ name: 'hours per burglary', value: 10 }], deliveryHours: 300 },
  }) as unknown as Parameters<typeof effectFrom>[0]

describe('promises beside what came', () => {
  test('take a figure of the report only where it claims one; 80 counted at a fifth fewer are 20 prevented', () => {
    const claimed = effectFrom(report(true), '2026-11-02')
    expect(claimed.burglaries.figure).toBeCloseTo(20, 9)
    expect(claimed.hours.figure).toBeCloseTo(200, 9)
    expect(claimed['hours net'].figure).toBeCloseTo(-100, 9)
    const open = effectFrom(report(false), '2026-11-02')
    expect(open.burglaries).toMatchObject({ figure: null, words: 'cannot tell' })
    expect(open.burglaries.low).toBeCloseTo(-16, 9)
    expect(open.burglaries.high).toBeCloseTo(80, 9)
    expect(open['hours net'].high).toBeCloseTo(500, 9)
  })

  const none = { figure: null, low: null, high: null, words: 'not known: nothing', asOf: null }
  const outcomes: Outcomes = {
    kits: { figure: 61_240, low: null, high: null, words: 'counted', asOf: '2026-11-30' },
    burglaries: { figure: null, low: -640, high: 1980, words: 'cannot tell', asOf: '2026-11-02' },
    hours: { figure: 100, low: -9200, high: 28_400, words: 'estimated', asOf: '2026-11-02' },
    'hours net': none,
    money: none,
  }

  test('have a figure only where one may be claimed, and their interval always', () => {
    const rows = promiseRows(
      [
        { what: 'kits', amount: 88_000, years: 1 },
        { what: 'burglaries', amount: 1530, years: null },
        { what: 'money', amount: 112_000_000, years: 5 },
      ],
      outcomes,
      12_760,
    )
    expect(rows.map(({ promised, came, range }) => [promised, came, range])).toEqual([
      ['88,000 over 1 year', '61,240', ''],
      ['1,530', 'cannot tell', '−640 to 1,980'],
      ['not promised', '100', '−9,200 to 28,400'],
      ['not promised', '12,760', ''],
      ['not promised', 'not known', ''],
      ['£1,120,000 over 5 years', 'not known', ''],
    ])
    expect(rows[1]!.bar).toMatchObject({ tick: null, x: 5, width: 110 })
    expect(rows[1]!.bar!.aim).toBeGreaterThan(5)
    expect(rows[5]!.bar).toBeNull()
  })
})

test('money that budgets have taken is told to who may know it, and to nobody else', async () => {
  const id = await drafted('planner', {
    ...whole,
    promises: [{ what: 'money', amount: 100_000_000, years: null }],
  })
  const page = async (who: Who): Promise<string> => (await get(who, `/account/decisions/${id}`)).body
  expect(await page('finance')).toContain('not known: no budget is recorded')
  await owner.query(
    `with line as (insert into account.budget_line (id, name, actor) values (gen_random_uuid(), 'kits', 'test') returning id)
     insert into account.line_year (line, year, budget, committed, accrued, spent)
     select id, 2026, 90000000, 1000000, 2000000, 79492000 from line`,
  )
  expect(await page('finance')).toContain('£824,920')
  const told = await page('planner')
  expect([told.includes('£824,920'), told.includes('not known in this role')]).toEqual([false, true])
})

test('the type of the authority is dated, and the entry made last counts', async () => {
  const id = await drafted('planner')
  const ruling = async (): Promise<string> => (await get('planner', `/account/decisions/${id}`)).body
  expect(await ruling()).toContain('Taken as central: Find a Tender')
  const sent = await post('finance', '/account/decisions/rules', {
    type: 'sub-central',
    from: '2026-06-01',
    source: 'Letter 7',
  })
  expect(sent.statusCode).toBe(303)
  expect(await ruling()).toContain('Taken as sub-central: Letter 7')
  expect((await get('auditor', '/account/decisions/rules')).body).toContain('Letter 7')
  expect((await post('finance', '/account/decisions/rules', { from: '2026-02-30' })).statusCode).toBe(400)
})

test('what is made up leaves with the city, and nobody but the registrar makes up any', async () => {
  await expect(
    as('planner', (tx, actor) =>
      beginDraft(tx, actor, { id: uuidv7(), year: 2026, draft: whole, madeUp: true }),
    ),
  ).rejects.toMatchObject({ code: '42501' })
  const made = await database.withActor({ id: 'demonstration', role: 'registrar' }, 'made up', (tx) =>
    takeSource(tx, 'demonstration', {
      foundAt: 'made up',
      content: published({ reference: 'PCD 9999' }),
      madeUp: true,
    }),
  )
  const before = await as('auditor', (tx) => decisionsListed(tx, 'all'))
  expect(before.decisions.map(({ id }) => id)).toContain(made)
  await database.withActor(demonstrationActor, 'the city leaves', (tx) =>
    tx.query('select account.decisions_leave_with_the_city()'),
  )
  const after = await as('auditor', (tx) => decisionsListed(tx, 'all'))
  expect(after.total).toBe(before.total - 1)
})

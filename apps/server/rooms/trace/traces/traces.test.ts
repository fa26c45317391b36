import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { putHomes } from '../../../../../test/homes.ts'
import { putKit, type KitEvent } from '../../../../../test/kits.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Home } from '../../../places/register.ts'
import { eraseResident } from '../../deliver/erase-resident.ts'
import { registerResident } from '../../deliver/residents.ts'
import { settle } from '../../supply/late-facts.ts'
import { homesOfKits, type TracedHome } from './homes-of-kits.ts'
import { kitsOf } from './asked.ts'
import { homeReasons, occupierReasons } from './occupier-words.ts'
import { lastBefore, pastOfKits, theftIn } from './kit-past.ts'
import { handledLiquid, openNearby } from './planting.ts'
import { answeredQuestions, type Known } from './questions.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())
const homes = (await putHomes(database, { W1: { bcu: 'North', homes: 20, postcode: 'ZX11AA' } })).get('W1')!

let people: Record<'investigator' | 'second' | 'protector' | 'officer' | 'sergeant', TestPerson>
beforeAll(async () => {
  people = {
    investigator: await signIn(database, 'investigator', { name: 'Farah Noor' }),
    second: await signIn(database, 'investigator', { name: 'Ali Hart' }),
    protector: await signIn(database, 'data_protection'),
    officer: await signIn(database, 'ward_officer', { place: 'W1', name: 'Sam Cole' }),
    sergeant: await signIn(database, 'sergeant', { place: 'North' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})
const as = <T>(who: keyof typeof people, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'a test', work)

const day = '2026-05-05'
const today = '2026-11-30'
let turn = 0
/** A kit with its life; its code is its serial. */
const kit = async (life: readonly KitEvent[]): Promise<string> => {
  const code = `TRACE${String(++turn).padStart(4, '0')}`
  await putKit(database, code, [{ at: '2026-01-01', kind: 'received', holder: 'Store' }, ...life])
  return code
}
const registered = async (home: Home, name: string, fromDay: string, toDay?: string): Promise<string> => {
  const contact = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`
  await as('officer', (tx) => registerResident(tx, home, { name, contact, vulnerability: '', fromDay }))
  const { rows } = await owner.query<{ id: string }>(
    `update engagement.resident set to_day = $2
     where id = (select id from engagement.resident where home = $1 order by registered_at desc limit 1) returning id`,
    [home.id, toDay ?? null],
  )
  return rows[0]!.id
}
const traced = (code: string, onDay = day): Promise<TracedHome[]> =>
  as('investigator', async (tx) => {
    const { kits } = await kitsOf(tx, code, 'a test')
    return homesOfKits(
      tx,
      kits.map((each) => each.kit),
      { onDay, reason: 'a test', names: true },
    )
  })
const namesAt = (home: TracedHome | undefined) => home?.occupiers.map(({ name }) => name).toSorted()

/** A delivery that somebody tells and the ledger contradicts. */
const told = async (code: string, home: Home): Promise<string> => {
  const act = uuidv7()
  await owner.query(
    `insert into engagement.kit_act (id, kind, at, to_holder, kits, ward, bcu, actor)
     values ($1, 'delivered', '2026-02-01T00:00Z', $2, 1, 'W1', 'North', 'test')`,
    [act, `home:${home.id}`],
  )
  await owner.query(
    `insert into engagement.kit_movement (id, kit, act, kind, at, holder, claimed_serial, ward, bcu, actor)
     select $1, id, $1, 'delivered', '2026-02-01T00:00Z', $2, serial, 'W1', 'North', 'test' from engagement.kit where serial = $3`,
    [act, `home:${home.id}`, code],
  )
  return act
}

describe('the occupier at the time', () => {
  test('moved out since: whoever lived there on the day, with the contact that they gave again elsewhere', async () => {
    const [home, next] = [homes[0]!, homes[1]!]
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(home, 'Ann Before', '2026-01-15', '2026-08-31')
    await registered(next, 'Ann Before', '2026-09-01')
    await registered(home, 'Bea After', '2026-09-01')
    const [found] = await traced(code)
    expect(namesAt(found)).toEqual(['Ann Before'])
    expect(found?.occupiers[0]).toMatchObject({ contact: 'ann.before@example.org', elsewhere: true })
    expect(occupierReasons(found!.occupiers[0]!, found!, today)).toEqual([
      'Moved out on 31 August 2026. They gave the same contact at another home since.',
    ])
    // On the last day they still lived there; on the next the other did.
    expect(namesAt((await traced(code, '2026-08-31'))[0])).toEqual(['Ann Before'])
    expect(namesAt((await traced(code, '2026-09-01'))[0])).toEqual(['Bea After'])
  })

  test('an inherited kit: they came after it, and whoever had it before may have marked things too', async () => {
    const home = homes[2]!
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(home, 'Cal First', '2026-01-01', '2026-03-31')
    await registered(home, 'Dee Heir', '2026-04-01')
    const [found] = await traced(code)
    expect(namesAt(found)).toEqual(['Dee Heir'])
    expect(occupierReasons(found!.occupiers[0]!, found!, today)).toEqual([
      'They came after the kit: it was given to the household before, who may have marked things too.',
      'Registered here still.',
    ])
  })

  test('a shared flat: all of them at that time, none preferred', async () => {
    const home = homes[3]!
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    for (const name of ['Eve One', 'Fay Two', 'Gil Three']) await registered(home, name, '2026-01-01')
    await registered(home, 'Hal Later', '2026-06-01')
    const [found] = await traced(code)
    expect(namesAt(found)).toEqual(['Eve One', 'Fay Two', 'Gil Three'])
    expect(homeReasons(found!, day)).toContain(
      '3 people were registered here on 5 May 2026. None is preferred.',
    )
  })

  test('a kit that moved: who had it on the day first, who had had it too, and nobody where it came later', async () => {
    const [first, second, third] = [homes[4]!, homes[5]!, homes[6]!]
    const code = await kit([
      { at: '2026-02-01', kind: 'delivered', home: first },
      { at: '2026-03-01', kind: 'returned', holder: 'Counter' },
      { at: '2026-04-01', kind: 'delivered', home: second },
      { at: '2026-06-01', kind: 'returned', holder: 'Counter' },
      { at: '2026-07-01', kind: 'delivered', home: third },
    ])
    await registered(first, 'Ida Then', '2026-01-01')
    await registered(second, 'Jon Day', '2026-01-01')
    await registered(third, 'Kit Late', '2026-01-01')
    const found = await traced(code)
    expect(found.map(({ address, when }) => [address, when])).toEqual([
      ['6 W1 Street', 'then'],
      ['5 W1 Street', 'before'],
      ['7 W1 Street', 'after'],
    ])
    expect(found.map(namesAt)).toEqual([['Jon Day'], ['Ida Then'], []])
    expect(found.map((each) => homeReasons(each, day)[0])).toEqual([
      'The kit was here on 5 May 2026: given 1 April 2026, and was given back on 1 June 2026.',
      'The kit was no longer here on 5 May 2026: given 1 February 2026, and was given back on 1 March 2026. What was marked here before carries the code for years.',
      'The kit came here only after 5 May 2026: given 1 July 2026, and still there. Who lives here is not read.',
    ])
  })

  test('a disputed kit: both stories, neither preferred', async () => {
    const [home, other] = [homes[7]!, homes[8]!]
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(home, 'Lea Ledger', '2026-01-01')
    await registered(other, 'Moe Told', '2026-01-01')
    await told(code, other)
    const found = await traced(code)
    expect(found.flatMap(namesAt).toSorted()).toEqual(['Lea Ledger', 'Moe Told'])
    for (const each of found)
      expect(homeReasons(each, day).join(' ')).toContain('Both homes are shown and neither is preferred.')
  })

  test('a settled dispute: the kit was there since the story says, and not since it was decided', async () => {
    const [home, other] = [homes[16]!, homes[17]!]
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(home, 'Peg Ledger', '2026-01-01')
    await registered(other, 'Quin Told', '2026-01-01')
    const fact = await told(code, other)
    await as('sergeant', (tx) =>
      settle(tx, people.sergeant.actor.id, {
        fact,
        act: uuidv7(),
        accepted: true,
        reason: 'Seen there',
        at: new Date('2026-06-20T09:00:00Z'),
      }),
    )
    const found = await traced(code)
    expect(found.map(({ address, when }) => [address, when])).toEqual([['18 W1 Street', 'then']])
    expect(namesAt(found[0])).toEqual(['Quin Told'])
  })

  test('a refused story is told as refused, leads to no home and puts the kit nowhere', async () => {
    const [home, other] = [homes[14]!, homes[19]!]
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(other, 'Una Refused', '2026-01-01')
    const fact = await told(code, other)
    const act = uuidv7()
    const at = new Date('2026-06-20T09:00:00Z')
    await as('sergeant', (tx) =>
      settle(tx, people.sergeant.actor.id, { fact, act, accepted: false, reason: 'Wrong bottle', at }),
    )
    const past = await as('investigator', async (tx) =>
      pastOfKits(tx, (await kitsOf(tx, code, 'a test')).kits, 'a test'),
    )
    const refused = past.find((each) => each.home === other.id)
    expect(refused).toMatchObject({ refused: true, disputed: false })
    expect(lastBefore(past, () => true)?.home).toBe(home.id)
    expect(answerTo('Was the kit ever', { past })).toMatchObject({
      state: 'raised',
      answer: expect.stringContaining('told and refused: ') as string,
    })
    expect((await traced(code)).map(({ address }) => address)).toEqual(['15 W1 Street'])
    const reading = { reading: code, day, case: 'C/1', purpose: 'whose liquid is on JS/1' }
    const asked = await post('investigator', '/trace/code', reading)
    expect((await get('investigator', asked.headers.location as string)).body).toContain(
      '(told, and refused)',
    )
  })

  test('a kit that had gone: whoever came to live there afterwards is not named', async () => {
    const home = homes[18]!
    const code = await kit([
      { at: '2026-02-01', kind: 'delivered', home },
      { at: '2026-03-01', kind: 'returned', holder: 'Counter' },
    ])
    await registered(home, 'Rae Had', '2026-01-01', '2026-03-31')
    await registered(home, 'Sol Later', '2026-04-01')
    const [found] = await traced(code)
    expect([found?.when, namesAt(found)]).toEqual(['before', []])
    expect(homeReasons(found!, day).at(-1)).toBe(
      'Nobody who came before the kit had gone was registered here on 5 May 2026. Who came later is not read.',
    )
    expect(namesAt((await traced(code, '2026-03-31'))[0])).toEqual(['Rae Had'])
  })

  test('an erased resident: that somebody was there, and nobody’s name', async () => {
    const home = homes[9]!
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    const resident = await registered(home, 'Ned Gone', '2026-01-01')
    await as('protector', (tx) => eraseResident(tx, resident, 'asked'))
    const [found] = await traced(code)
    expect(found?.occupiers).toMatchObject([{ name: null, contact: null }])
    expect(occupierReasons(found!.occupiers[0]!, found!, today)[0]).toMatch(
      /^Somebody was registered here\. What named them was erased on .*: nobody can be named or reached\.$/,
    )
  })

  test('nobody registered: that does not say that nobody lived there', async () => {
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home: homes[10]! }])
    const [found] = await traced(code)
    expect(homeReasons(found!, day).at(-1)).toBe(
      'Nobody was registered here on 5 May 2026. That does not say that nobody lived here.',
    )
  })
})

const known = (other: Partial<Known>): Known => ({
  home: undefined,
  days: { from: day, to: day },
  past: [],
  nearby: [],
  burglaries: [],
  exhibit: null,
  wasAtHome: null,
  name: (actor) => actor,
  ...other,
})
const answerTo = (start: string, other: Partial<Known>) =>
  answeredQuestions(known(other)).find(({ question }) => question.startsWith(start))

describe('planting', () => {
  test('a kit stolen on 3 May, a glow on 10 May: stolen first, owner second', async () => {
    const home = homes[11]!
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await owner.query(
      `with act as (
         insert into engagement.kit_act (id, kind, at, to_holder, kits, reason, ward, bcu, actor)
         values ($1, 'lost', '2026-05-03T12:00Z', 'gone:lost', 1, 'taken in a burglary', 'W1', 'North', 'test') returning id, at
       )
       insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
       select act.id, m.kit, 3, act.id, 'lost', act.at, m.at, m.holder, 'gone:lost', 'W1', 'North', 'test'
       from act, engagement.kit_movement m join engagement.kit k on k.id = m.kit where k.serial = $2 and m.sequence = 2`,
      [uuidv7(), code],
    )
    await registered(home, 'Oli Owner', '2026-01-01')
    const asked = await post('investigator', '/trace/code', {
      reading: code,
      day: '2026-05-02',
      case: 'C/1',
      purpose: 'whose liquid is on JS/1',
    })
    const { body } = await get('investigator', asked.headers.location as string)
    const [stolen, home_] = [body.indexOf('Stolen first, owner second'), body.indexOf('12 W1 Street, ')]
    expect(stolen).toBeGreaterThan(0)
    expect(home_).toBeGreaterThan(stolen)
    expect(body).toContain('as stolen on 3 May 2026, after the day of the offence: “taken in a burglary”')
    const past = await as('investigator', async (tx) => {
      const { kits } = await kitsOf(tx, code, 'a test')
      return pastOfKits(tx, kits, 'a test')
    })
    expect(body).toContain('Both belong in the statement.')
    expect(theftIn(past)).toMatchObject({ kind: 'lost', reason: 'taken in a burglary' })
    expect(
      theftIn(past.map((each) => Object.assign({}, each, { reason: 'not at home, burgled' }))),
    ).toBeDefined()
    for (const reason of ['fell off the van', 'mislaid, not stolen', 'no sign of a burglary'])
      expect(theftIn(past.map((each) => Object.assign({}, each, { reason })))).toBeUndefined()
  })

  test('whoever had, moved or was in a team with kits that day is named, and whoever did so on another day is not', async () => {
    const actor = people.officer.actor.id
    const holding = await kit([])
    await owner.query(
      `with act as (
         insert into engagement.kit_act (id, kind, at, to_holder, kits, ward, bcu, actor)
         values ($1, 'issued', '2026-05-04T09:00Z', $2, 1, 'W1', 'North', 'test') returning id, at
       )
       insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
       select act.id, m.kit, 2, act.id, 'issued', act.at, m.at, m.holder, $2, 'W1', 'North', 'test'
       from act, engagement.kit_movement m join engagement.kit k on k.id = m.kit where k.serial = $3 and m.sequence = 1`,
      [uuidv7(), actor, holding],
    )
    const on = (onDay: string) =>
      as('investigator', (tx) =>
        handledLiquid(tx, [actor, people.investigator.actor.id], { from: onDay, to: onDay }, 'a test'),
      )
    expect(await on('2026-05-03')).toEqual([])
    expect(await on('2026-05-04')).toEqual([{ person: actor, how: 'had kits', kits: 1 }])
    expect(await on('2026-05-05')).toEqual([{ person: actor, how: 'had kits', kits: 1 }])
    // Between the offence and the recovery, whichever day.
    expect(
      await as('investigator', (tx) =>
        handledLiquid(tx, [actor], { from: '2026-05-01', to: '2026-05-04' }, 'a test'),
      ),
    ).toEqual([{ person: actor, how: 'had kits', kits: 1 }])
    const near = { people: [actor], until: day, namedOnly: [] }
    expect(
      answerTo('Did anybody', { exhibit: { near, handled: await on(day) }, name: () => 'PC Cole' }),
    ).toMatchObject({ answer: 'Yes: PC Cole had 1 kit.', state: 'raised' })
    expect(answerTo('Did anybody', { exhibit: { near, handled: [] }, name: () => 'PC Cole' })).toEqual({
      question: 'Did anybody who had the item in hand have liquid on 5 May 2026?',
      answer: 'None on record for PC Cole.',
      state: 'clear',
    })
    expect(answerTo('Did anybody', {})?.state).toBe('not known')
    expect(
      answerTo('Did anybody', { exhibit: { near: { ...near, namedOnly: ['PC 12'] }, handled: [] } }),
    ).toMatchObject({ state: 'not known' })
  })

  test('what was open nearby on the day counts, within 500 m and on that day alone', async () => {
    const code = await kit([{ at: '2026-05-05T10:00:00Z', kind: 'delivered', home: homes[12]! }])
    const on = (onDay: string) =>
      as('investigator', (tx) => openNearby(tx, [homes[13]!.id], { from: onDay, to: onDay }, 'a test'))
    expect(await on('2026-05-05')).toMatchObject([{ how: 'given out', kits: 1 }])
    expect(await on('2026-05-04')).toEqual([])
    expect(
      await as('investigator', (tx) =>
        openNearby(tx, [homes[13]!.id], { from: '2026-05-01', to: '2026-05-06' }, 'a test'),
      ),
    ).toMatchObject([{ how: 'given out', kits: 1 }])
    expect(code).toBeTruthy()
  })

  test('whether the item was at that home is not known until the owner has said so', () => {
    const home = { home: 'h' } as TracedHome
    expect(answerTo('Was the item', { home })?.state).toBe('not known')
    expect(answerTo('Was the item', { home, wasAtHome: 'no' })?.state).toBe('raised')
    expect(answerTo('Was the item', { home, wasAtHome: 'yes' })?.state).toBe('clear')
  })
})

const headers = { accept: 'text/html' }
const get = (who: keyof typeof people, url: string) =>
  app.inject({ url, headers: { ...headers, ...people[who].headers } })
const post = (who: keyof typeof people, url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      ...people[who].headers,
    },
    payload: new URLSearchParams(fields).toString(),
  })

describe('the page', () => {
  test('asks for case and purpose, and holds no urgent trace up for them: it waits for a review by somebody else', async () => {
    const home = homes[14]!
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home }])
    await registered(home, 'Pia Private', '2026-01-01')
    const refused = await post('investigator', '/trace/code', { reading: code, day })
    expect(refused.statusCode).toBe(400)
    for (const words of ['Enter the case, or say that it is urgent', 'Enter what it is for'])
      expect(refused.body).toContain(words)
    // What was typed is there again.
    expect(refused.body).toContain(`value="${code}"`)
    const urgent = await post('investigator', '/trace/code', { reading: code, day, urgent: 'yes' })
    expect(urgent.statusCode).toBe(303)
    const at = urgent.headers.location as string
    expect(at).not.toContain(code)
    const plain = await get('investigator', at)
    expect(plain.body).toContain('15 W1 Street, ')
    // Least data: names only where they are asked for.
    expect(plain.body).not.toContain('Pia Private')
    const named = await post('investigator', `${at}/names`, {})
    expect(named.body).toContain('Pia Private')
    expect(named.body).toContain('pia.private@example.org')

    const list = '/trace/code/asked?show=review'
    expect((await get('second', list)).body).toContain(at)
    const own = await post('investigator', `${at}/review`, { needed: 'yes', reason: 'x' })
    expect(own.statusCode).toBe(403)
    expect((await post('second', `${at}/review`, { needed: 'yes' })).statusCode).toBe(400)
    const reviewed = await post('second', `${at}/review`, { needed: 'no', reason: 'it could have waited' })
    expect(reviewed.statusCode).toBe(303)
    expect((await get('second', list)).body).not.toContain(at)
    expect((await get('second', at)).body).toContain(
      'Ali Hart found that it was not needed: it could have waited',
    )
  })

  test('says of a code that we do not have that nothing of it leaves, and keeps that it was asked', async () => {
    const asked = await post('investigator', '/trace/code', {
      reading: 'NOSUCHCODE',
      day,
      case: 'C/2',
      purpose: 'a sleeve',
    })
    const { body } = await get('investigator', asked.headers.location as string)
    expect(body).toContain('No kit of ours has this code')
    const { rows } = await owner.query(
      `select kind, kits, case_reference from enforcement.trace where case_reference = 'C/2'`,
    )
    expect(rows).toEqual([{ kind: 'code', kits: 0, case_reference: 'C/2' }])
  })

  test('is of one exhibit: more than one is refused, and nothing is traced', async () => {
    const sent = { reading: 'NOSUCHCODE', day, case: 'C/3', purpose: 'a sleeve', exhibit: 'JS/1; JS/2' }
    const refused = await post('investigator', '/trace/code', sent)
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('Enter one exhibit')
    const { rows } = await owner.query(`select from enforcement.trace where case_reference = 'C/3'`)
    expect(rows).toEqual([])
  })

  test('a page that was gone back to and sent for another code is refused, and shows nobody’s home', async () => {
    const [first, second] = [
      await kit([{ at: '2026-02-01', kind: 'delivered', home: homes[19]! }]),
      await kit([{ at: '2026-02-01', kind: 'delivered', home: homes[0]! }]),
    ]
    const sent = { act: uuidv7(), day, case: 'C/9', purpose: 'whose liquid' }
    const one = await post('investigator', '/trace/code', { ...sent, reading: first })
    const again = await post('investigator', '/trace/code', { ...sent, reading: first })
    expect([one.statusCode, again.statusCode, again.headers.location]).toEqual([
      303,
      303,
      one.headers.location,
    ])
    for (const other of [
      { reading: second, purpose: sent.purpose },
      { reading: first, purpose: 'another' },
    ]) {
      const back = await post('investigator', '/trace/code', { ...sent, ...other })
      expect(back.statusCode).toBe(400)
      expect(back.body).toContain('This form was sent before for another trace.')
      expect(back.body).not.toContain(`value="${sent.act}"`)
    }
    const stranger = await post('second', '/trace/code', { ...sent, reading: first })
    expect(stranger.statusCode).toBe(400)
  })

  test('sent twice is one trace; by a serial it is told as such', async () => {
    const code = await kit([{ at: '2026-02-01', kind: 'delivered', home: homes[15]! }])
    const sent = {
      act: uuidv7(),
      reading: code.toLowerCase(),
      day,
      case: 'C/3',
      purpose: 'a telephone',
    }
    await post('investigator', '/trace/code', sent)
    await post('investigator', '/trace/code', sent)
    const { rows } = await owner.query(
      `select kind, kits from enforcement.trace where case_reference = 'C/3'`,
    )
    expect(rows).toEqual([{ kind: 'serial', kits: 1 }])
  })

  test('is for nobody who does not investigate', async () => {
    expect((await get('officer', '/trace/code')).statusCode).toBe(403)
    expect((await get('officer', '/trace/code/asked')).statusCode).toBe(403)
  })
})

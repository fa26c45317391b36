import type { Hand } from '@mettrace/continuity/hands/hands'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { londonDay } from '../../../foundation/days.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bookIn, type NewItem } from './book-in.ts'
import { handNamed } from './hand-over-form.ts'
import { historyOf, isOpenQuestion, answerQuestion } from './history.ts'
import { londonInstant } from './london-instant.ts'
import { offerExhibits, waitingExhibits } from './offers.ts'
import { exhibitsById, exhibitsCalled, partsOf, type Exhibit } from './positions.ts'
import { recordFacts, type Act, type Of } from './record-facts.ts'
import { recordRuling } from './rulings.ts'
import { takePart } from './take-sample.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: Record<'north' | 'second' | 'south' | 'investigator' | 'officer', TestPerson>
beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    second: await signIn(database, 'custody', { place: 'North', name: 'Reza Iqbal' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'exhibits', (tx) => work(tx, people[who].actor.id))
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)

let turn = 0
const item = (other: Partial<NewItem> = {}): NewItem => ({
  reference: 'JS/1',
  description: 'denim jacket',
  kind: 'item',
  seal: `T${1000 + ++turn}`,
  ...other,
})
/** Books in items at North's store, of a case of their own. */
const booked = async (items: readonly NewItem[] = [item()], crime = `C${++turn}`): Promise<string[]> =>
  as('north', (tx, actor) =>
    bookIn(
      tx,
      actor,
      {
        id: uuidv7(),
        seizedAt: ago(40),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime,
        custody: null,
        scan: null,
        broughtAt: ago(30),
        bcu: 'North',
        paper: 'Property book 12',
        items,
      },
      new Date(),
    ),
  )
const record = (who: Who, of: Of, act: Partial<Act> = {}): Promise<unknown> =>
  as(who, (tx, actor) => recordFacts(tx, actor, { id: uuidv7(), at: new Date(), ...act }, [of], new Date()))
const offer = (who: Who, exhibit: string, to: Hand, papers: { authority?: string; letters?: string } = {}) =>
  as(who, (tx, actor) => offerExhibits(tx, actor, [exhibit], { to, ...papers }))
const one = async (exhibit: string, who: Who = 'north'): Promise<Exhibit> =>
  (await as(who, (tx) => exhibitsById(tx, [exhibit])))[0]!

const isHeld = async (exhibit: string): Promise<boolean> => (await one(exhibit)).isHeld

const rule = (exhibit: string, kind: 'hold' | 'hold lifted') =>
  as('investigator', (tx, actor) =>
    recordRuling(tx, actor, uuidv7(), exhibit, { kind, reason: 'trial', officer: 'DC Rao' }),
  )

describe('both hands confirm', () => {
  test('and what one of them did not is refused with their name, with the holder as before', async () => {
    const [exhibit] = await booked()
    await expect(record('south', { exhibit: exhibit! }, { to: 'store:South' })).rejects.toThrow(
      'There is no such exhibit',
    )
    await offer('north', exhibit!, 'store:South')
    await record('north', { exhibit: exhibit! }, { shelf: '14-C' })
    // The offer was made before it went to another shelf.
    await expect(
      record('south', { exhibit: exhibit!, condition: 'intact' }, { to: 'store:South' }),
    ).rejects.toThrow('Store, North has not confirmed handing it over')
    expect(await one(exhibit!)).toMatchObject({ hand: 'store:North', shelf: '14-C' })
    await offer('second', exhibit!, 'store:South')
    expect(await as('south', waitingExhibits)).toMatchObject([{ id: exhibit, to: 'store:South' }])
    await expect(
      record('north', { exhibit: exhibit!, condition: 'intact' }, { to: 'store:South' }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await record('south', { exhibit: exhibit!, condition: 'intact' }, { to: 'store:South' })
    expect(await one(exhibit!, 'south')).toMatchObject({ hand: 'store:South', bcu: 'South', shelf: null })
    // Who had it goes on seeing what became of it, and cannot act on it.
    expect(await one(exhibit!)).toMatchObject({ hand: 'store:South' })
    await expect(record('north', { exhibit: exhibit!, kind: 'opened' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  test('a courier and a laboratory sign a paper, and broken on arrival asks the sender', async () => {
    const [exhibit] = await booked()
    await expect(record('north', { exhibit: exhibit! }, { to: 'courier:Van 12' })).rejects.toThrow(
      'enter the paper that Courier, Van 12 signed',
    )
    await record('north', { exhibit: exhibit! }, { to: 'courier:Van 12', paper: 'W 1' })
    await record(
      'north',
      { exhibit: exhibit!, condition: 'broken' },
      { to: 'laboratory:Lab A', paper: 'W 1' },
    )
    expect(await one(exhibit!)).toMatchObject({ hand: 'laboratory:Lab A', seal: '' })
    const question = (await as('north', (tx) => historyOf(tx, exhibit!))).find(isOpenQuestion)
    expect(question).toMatchObject({ kind: 'received', condition: 'broken' })
    await as('north', (tx, actor) =>
      answerQuestion(tx, actor, exhibit!, question!.id, 'It was whole when it left'),
    )
    expect((await as('north', (tx) => historyOf(tx, exhibit!))).filter(isOpenQuestion)).toEqual([])
    await expect(
      as('north', (tx, actor) => answerQuestion(tx, actor, exhibit!, question!.id, 'again')),
    ).rejects.toThrow('no open question')
    await record('north', { exhibit: exhibit!, kind: 'resealed', seal: `L${++turn}000` })
    await record('north', { exhibit: exhibit!, condition: 'intact' }, { to: 'store:North', paper: 'W 2' })
    expect((await as('north', (tx) => historyOf(tx, exhibit!))).map(({ kind }) => kind)).toEqual([
      'seized',
      'moved',
      'sent',
      'received',
      'resealed',
      'returned',
    ])
  })
})

describe('an offer', () => {
  test('by whoever does not have it is refused, and shows it to nobody', async () => {
    const [exhibit] = await booked()
    const own = people.south.actor.id
    for (const from of [own, 'store:South'])
      await expect(
        as('south', (tx) =>
          tx.query(
            `insert into enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, actor)
             values ($1, $2, 2, $3, $4, $5)`,
            [uuidv7(), exhibit, from, from === own ? 'store:South' : own, own],
          ),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    expect(await as('south', (tx) => exhibitsById(tx, [exhibit!]))).toEqual([])
  })

  test('waits for whoever may take it alone, and a later one takes its place', async () => {
    const [exhibit] = await booked()
    await offer('north', exhibit!, 'store:South')
    await offer('north', exhibit!, 'gone:destroyed', { authority: 'DA 1' })
    const waits = async (who: Who) => (await as(who, waitingExhibits)).some(({ id }) => id === exhibit)
    // South sees it since it was offered, and is no witness of what another store disposes of.
    expect(await Promise.all((['north', 'second', 'south', 'investigator'] as const).map(waits))).toEqual([
      false,
      true,
      false,
      true,
    ])
    await expect(
      record('south', { exhibit: exhibit!, condition: 'intact' }, { to: 'store:South' }),
    ).rejects.toThrow('Store, North has not confirmed handing it over')
  })
})

describe('seals and times', () => {
  test('a seal is used once, and nobody is told whose it was', async () => {
    const seal = `T${1000 + ++turn}`
    await booked([item({ seal })], 'secret')
    const refused = booked([item({ seal })])
    await expect(refused).rejects.toThrow('A seal with this number was used before. Take a new one.')
    await expect(refused).rejects.not.toThrow(/JS|secret/)
  })

  test('time runs on, a late entry says why, and a device’s clock is kept beside ours', async () => {
    const [exhibit] = await booked()
    await expect(record('north', { exhibit: exhibit!, kind: 'opened' }, { at: ago(35) })).rejects.toThrow(
      /is before its last step at/,
    )
    const device = { at: new Date(Date.now() + 35 * 60_000), ahead: 2400 }
    const at = new Date(device.at.getTime() - device.ahead * 1000)
    await record('north', { exhibit: exhibit!, kind: 'opened' }, { at, device })
    const facts = await as('north', (tx) => historyOf(tx, exhibit!))
    expect(facts.at(-1)).toMatchObject({ at, deviceAt: device.at, skewSeconds: 2400 })
    const wrong = { at, device: { ...device, ahead: 60 } }
    await expect(
      record('north', { exhibit: exhibit!, kind: 'resealed', seal: `D${++turn}000` }, wrong),
    ).rejects.toThrow('contradicts')
  })

  test('London’s clocks are read as they are shown', () => {
    expect(londonInstant('2026-07-01', '14:05')?.toISOString()).toBe('2026-07-01T13:05:00.000Z')
    expect(londonInstant('2026-12-01', '14:05')?.toISOString()).toBe('2026-12-01T14:05:00.000Z')
    expect(londonInstant('2026-10-25', '01:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect([
      londonInstant('2026-03-29', '01:30'),
      londonInstant('2026-02-30', '10:00'),
      londonInstant('', ''),
    ]).toEqual([undefined, undefined, undefined])
  })
})

const sample = (exhibit: string, kind: Exhibit['kind'] = 'skin swab', act: Partial<Act> = {}) =>
  as('north', (tx, actor) =>
    takePart(
      tx,
      actor,
      exhibit,
      { kind, description: 'swab of cuff', seal: `S${1000 + ++turn}`, power: 'PACE s.63' },
      { id: uuidv7(), at: new Date(), ...act },
      new Date(),
    ),
  )

describe('samples and items', () => {
  test('carry the next letter of what was seized, in the hand that took them', async () => {
    const [exhibit] = await booked()
    await expect(sample(exhibit!)).rejects.toThrow('open it first')
    await record('north', { exhibit: exhibit!, kind: 'opened' })
    const swab = await sample(exhibit!)
    const piece = await sample(exhibit!, 'item')
    await record('north', { exhibit: swab, kind: 'opened' })
    await sample(swab, 'other sample')
    await record('north', { exhibit: exhibit!, kind: 'resealed', seal: `R${++turn}000` })
    const parts = await as('north', (tx) => partsOf(tx, exhibit!))
    expect(parts.map(({ reference, parent }) => [reference, parent])).toEqual([
      ['JS/1', null],
      ['JS/1/A', exhibit],
      ['JS/1/B', exhibit],
      ['JS/1/C', swab],
    ])
    expect((await as('north', (tx) => historyOf(tx, piece)))[0]).toMatchObject({
      kind: 'taken',
      to: 'store:North',
    })
    expect((await one(swab)).destroyBy).not.toBeNull()
  })

  test('one that is sent twice is one', async () => {
    const [exhibit] = await booked()
    await record('north', { exhibit: exhibit!, kind: 'opened' })
    const act = { id: uuidv7() }
    const first = await sample(exhibit!, 'item', act)
    expect(await sample(exhibit!, 'item', act)).toBe(first)
    expect(await as('north', (tx) => partsOf(tx, exhibit!))).toHaveLength(2)
  })

  test('what is taken from skin is skin, with the last day of that', async () => {
    const [id] = await as('north', (tx, actor) =>
      bookIn(
        tx,
        actor,
        {
          id: uuidv7(),
          seizedAt: ago(60 * 24 * 20),
          seizedBy: 'officer:PC 4471 Stone',
          power: 'PACE s.63',
          crime: `C${++turn}`,
          custody: null,
          scan: null,
          broughtAt: new Date(Date.now() - 1000),
          bcu: 'North',
          paper: 'Property book 12',
          lateBecause: 'away',
          items: [item({ kind: 'skin swab', seal: '' })],
        },
        new Date(),
      ),
    )
    const swab = await one(id!)
    for (const kind of ['item', 'other sample', 'skin swab'] as const)
      expect(await one(await sample(swab.id, kind))).toMatchObject({
        kind: 'skin swab',
        takenOn: swab.takenOn,
        destroyBy: swab.destroyBy,
      })
  })

  test('skin that is kept under CPIA is used for its offence alone', async () => {
    const [exhibit] = await booked([item({ kind: 'skin swab' })])
    await as('investigator', (tx, actor) =>
      recordRuling(tx, actor, uuidv7(), exhibit!, {
        kind: 'kept for offence',
        offence: 'burglary 1',
        reason: 'unused material',
        officer: 'DC Rao',
      }),
    )
    await expect(record('north', { exhibit: exhibit!, kind: 'opened' })).rejects.toThrow('burglary 1 alone')
    await record('north', { exhibit: exhibit!, kind: 'opened' }, { offence: 'burglary 1' })
  })
})

describe('an end', () => {
  test('needs an authority, a witness, and no hold', async () => {
    const [exhibit] = await booked()
    await expect(offer('north', exhibit!, 'gone:destroyed')).rejects.toThrow(
      'the authority for its disposal is missing',
    )
    await expect(offer('north', exhibit!, 'gone:auction', { authority: 'DA 1' })).rejects.toThrow(
      'the proof that its owner was written to is missing',
    )
    await offer('north', exhibit!, 'gone:destroyed', { authority: 'DA 1' })
    await expect(record('north', { exhibit: exhibit! }, { to: 'gone:destroyed' })).rejects.toThrow(
      'must be somebody else',
    )
    const hold = (kind: 'hold' | 'hold lifted') =>
      as('investigator', (tx, actor) =>
        recordRuling(tx, actor, uuidv7(), exhibit!, { kind, reason: 'trial', officer: 'DC Rao' }),
      )
    await hold('hold')
    await expect(record('second', { exhibit: exhibit! }, { to: 'gone:destroyed' })).rejects.toThrow(
      'under a legal hold',
    )
    await hold('hold lifted')
    await record('second', { exhibit: exhibit! }, { to: 'gone:destroyed' })
    await expect(record('north', { exhibit: exhibit!, kind: 'opened' })).rejects.toThrow(
      'nothing follows: Destroyed',
    )
  })
})

describe('what the database refuses, whatever asks it', () => {
  let letter = 0
  /** The first fact of a sample, with what is said otherwise than it should be. */
  const takenOtherwise = async (
    parent: string,
    other: { hand?: string; bcu?: string; at?: Date; kind?: string; took?: number },
    who: Who = 'north',
  ): Promise<unknown> => {
    const from = await one(parent)
    const id = uuidv7()
    const letters = `Z${String.fromCharCode(65 + letter++)}`
    return as(who, async (tx, actor) => {
      await tx.query(
        `insert into enforcement.exhibit (id, root, parent, reference, kind, description, power, taken_on, destroy_by, bcu, actor)
         values ($1, $2, $3, 'JS/1/' || $8::text, $4, 'cut', 'PACE s.54', $5, $6, 'North', $7)`,
        [
          id,
          from.root,
          parent,
          other.kind ?? 'other sample',
          from.takenOn,
          other.kind === 'skin swab' ? from.destroyBy : null,
          actor,
          letters,
        ],
      )
      await tx.query(
        `insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, holder, bcu, seal, parent, parent_sequence, actor)
         values ($1, $1, 1, $1, 'taken', $2, $3, $4, '', $5, $6, $7)`,
        [
          id,
          other.at ?? from.at,
          other.hand ?? from.hand,
          other.bcu ?? from.bcu,
          parent,
          other.took ?? from.sequence,
          actor,
        ],
      )
      await tx.query('set constraints all immediate')
    })
  }

  test('a sample in another hand or BCU, before what took it, or of another kind than that', async () => {
    const [exhibit] = await booked()
    await record('north', { exhibit: exhibit!, kind: 'opened' })
    await sample(exhibit!, 'other sample')
    const wrong = { constraint: 'exhibit_event_part' }
    await expect(takenOtherwise(exhibit!, { hand: 'laboratory:Lab A' })).rejects.toMatchObject(wrong)
    await expect(takenOtherwise(exhibit!, { at: ago(60) })).rejects.toMatchObject(wrong)
    await expect(takenOtherwise(exhibit!, { kind: 'item' })).rejects.toMatchObject(wrong)
    await expect(takenOtherwise(exhibit!, { took: 1 })).rejects.toMatchObject(wrong)
    await takenOtherwise(exhibit!, {})
    await expect(takenOtherwise(exhibit!, { hand: people.second.actor.id })).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('a sample of skin that is not kept with it, or is used when it had to be destroyed', async () => {
    const [skin] = await booked([item({ kind: 'skin swab' })])
    await as('investigator', (tx, actor) =>
      recordRuling(tx, actor, uuidv7(), skin!, {
        kind: 'kept for offence',
        offence: 'burglary 1',
        reason: 'unused material',
        officer: 'DC Rao',
      }),
    )
    await record('north', { exhibit: skin!, kind: 'opened' }, { offence: 'burglary 1' })
    const part = await sample(skin!, 'other sample', { offence: 'burglary 1' })
    expect(await one(part)).toMatchObject({ keptFor: 'burglary 1', kind: 'skin swab' })
    await expect(record('north', { exhibit: part, kind: 'opened' })).rejects.toThrow('burglary 1 alone')
    await expect(takenOtherwise(skin!, {})).rejects.toMatchObject({ constraint: 'exhibit_event_part' })
    const [old] = await booked([item({ kind: 'skin swab' })])
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `update enforcement.exhibit set taken_on = '2026-01-01', destroy_by = '2026-06-30' where id = $1`,
      [old],
    )
    await owner.query('set session_replication_role = origin')
    const { sequence, at, hand, seal } = await one(old!)
    const opened = as('north', (tx, actor) =>
      tx.query(
        `insert into enforcement.exhibit_event
           (id, exhibit, sequence, act, kind, at, before_at, from_holder, holder, from_bcu, bcu, seal_before, seal, actor)
         values ($1, $2, $3, $1, 'opened', now(), $4, $5, $5, 'North', 'North', $6, '', $7)`,
        [uuidv7(), old, sequence + 1, at, hand, seal, actor],
      ),
    )
    await expect(opened).rejects.toMatchObject({ constraint: 'exhibit_event_skin' })
  })

  test('an exhibit under a legal hold that goes to its owner, or is offered to an end', async () => {
    const [exhibit] = await booked()
    await as('investigator', (tx, actor) =>
      recordRuling(tx, actor, uuidv7(), exhibit!, { kind: 'hold', reason: 'trial', officer: 'DC Rao' }),
    )
    const { sequence, at, hand, seal } = await one(exhibit!)
    const held = { constraint: 'exhibit_event_hold' }
    const returned = as('north', (tx, actor) =>
      tx.query(
        `insert into enforcement.exhibit_event
           (id, exhibit, sequence, act, kind, at, before_at, from_holder, holder, from_bcu, bcu, seal_before, seal, paper, actor)
         values ($1, $2, $3, $1, 'returned', now(), $4, $5, 'gone:owner', 'North', 'North', $6, $6, 'signed', $7)`,
        [uuidv7(), exhibit, sequence + 1, at, hand, seal, actor],
      ),
    )
    await expect(returned).rejects.toMatchObject(held)
    const offered = as('north', (tx, actor) =>
      tx.query(
        `insert into enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, authority, actor)
         values ($1, $2, $3, $4, 'gone:destroyed', 'DA 1', $5)`,
        [uuidv7(), exhibit, sequence, hand, actor],
      ),
    )
    await expect(offered).rejects.toMatchObject(held)
  })

  test('a hold is on what was taken before it and on what is taken under it, and lifted of each', async () => {
    const [whole] = await booked()
    await record('north', { exhibit: whole!, kind: 'opened' })
    const before = await sample(whole!, 'other sample')
    await rule(whole!, 'hold')
    const under = await sample(whole!, 'other sample')
    expect([await isHeld(before), await isHeld(under)]).toEqual([true, true])
    await rule(whole!, 'hold lifted')
    expect([await isHeld(whole!), await isHeld(before), await isHeld(under)]).toEqual([false, true, true])
    await rule(before, 'hold lifted')
    expect(await isHeld(before)).toBe(false)
  })

  test('an answer that names another exhibit than its question', async () => {
    const [exhibit, other] = await booked([item(), item({ reference: 'JS/2' })])
    const [fact] = await as('north', (tx) => historyOf(tx, exhibit!))
    const answered = as('north', (tx, actor) =>
      tx.query(
        `insert into enforcement.exhibit_answer (id, exhibit, words, actor) values ($1, $2, 'whole', $3)`,
        [fact!.id, other, actor],
      ),
    )
    await expect(answered).rejects.toMatchObject({ constraint: 'exhibit_answer_of' })
  })
})

const page = async (
  who: Who,
  method: 'GET' | 'POST',
  url: string,
  form: Record<string, string | string[]> = {},
) => {
  const payload = new URLSearchParams(
    Object.entries(form).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  ).toString()
  const answer = await app.inject({
    method,
    url,
    headers: {
      accept: 'text/html',
      ...people[who].headers,
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { payload }),
  })
  return { status: answer.statusCode, body: answer.body }
}

const take = (form: Record<string, string | string[]>) => page('second', 'POST', '/trace/exhibits/take', form)
const here = (name: string, stores: string[]) =>
  handNamed({ direction: 'here', name }, { own: stores, named: undefined, carriedTo: undefined })

describe('from store to store by courier', () => {
  test('the store that it is for sees what comes, and receives it with the courier’s paper; nobody else does', async () => {
    const [id] = await booked()
    const sent = await page('north', 'POST', '/trace/exhibits/hand-over', {
      act: uuidv7(),
      exhibits: id!,
      direction: 'courier',
      name: 'Fast',
      forStore: 'South',
      paper: 'W 12',
      condition: 'intact',
    })
    expect(sent.status).toBe(303)
    expect(await one(id!, 'south')).toMatchObject({ hand: 'courier:Fast', bcu: 'North' })
    const received = await page('south', 'POST', '/trace/exhibits/hand-over', {
      act: uuidv7(),
      exhibits: id!,
      direction: 'here',
      paper: 'W 12 signed',
      condition: 'intact',
    })
    expect(received.status).toBe(303)
    expect(await one(id!, 'south')).toMatchObject({ hand: 'store:South', bcu: 'South' })
    const [other] = await booked()
    await record('north', { exhibit: other!, condition: 'intact' }, { to: 'courier:Fast', paper: 'W 13' })
    expect(await one(other!, 'south')).toBeUndefined()
  })

  test('a store that is not known is named at its field', () => {
    const sent = { direction: 'store', name: 'Nowhere' }
    const none = { own: ['North'], named: undefined, carriedTo: undefined }
    expect(handNamed(sent, none).errors).toEqual([
      { text: 'No BCU is called Nowhere. Check the name', href: '#name' },
    ])
    expect(handNamed({ direction: 'courier', name: 'Fast', forStore: 'Nowhere' }, none).errors).toEqual([
      { text: 'No BCU is called Nowhere. Check the name', href: '#forStore' },
    ])
    expect(handNamed(sent, { ...none, named: 'B02' }).to).toBe('store:B02')
  })
})

const ruled = (exhibit: string, ruling: Parameters<typeof recordRuling>[4]) =>
  as('north', (tx, actor) => recordRuling(tx, actor, uuidv7(), exhibit, ruling))
/** A review that an officer set, so many days ago. */
const review = (officer: string, days: number) =>
  ({
    kind: 'review',
    answer: 'keep',
    reason: 'trial',
    officer,
    reviewOn: londonDay(ago(days * 1440)),
  }) as const

describe('reviews', () => {
  // CPIA, case 34.
  test('what is past its review is listed with whom to ask, and a legal hold with its owner; nothing is disposed of', async () => {
    const [asked, reminded, held, later] = await booked(
      ['JS/1', 'JS/2', 'JS/3', 'JS/4'].map((reference) => item({ reference })),
    )
    await ruled(asked!, review('DC Rao', 0))
    await ruled(reminded!, review('DC Lee', 8))
    await ruled(held!, review('DC Kim', 40))
    await ruled(held!, { kind: 'hold', reason: 'appeal', officer: 'CPS, J. Hall' })
    await ruled(later!, review('DC Poe', -20))
    const { body } = await page('second', 'GET', '/trace/exhibits?show=review')
    for (const words of [
      'Ask DC Rao: keep, return or dispose?',
      'Remind DC Lee: keep, return or dispose?',
      'Ask the supervisor of DC Kim: keep, return or dispose?',
      'legal hold by CPS, J. Hall',
    ])
      expect(body).toContain(words)
    expect(body).not.toContain('DC Poe')
    expect((await one(held!)).hand).toBe('store:North')
    const file = await page('second', 'GET', '/trace/exhibits.csv?show=review')
    expect(file.body).toContain('CPS, J. Hall')
    // Whoever answers takes it off the list.
    await ruled(asked!, {
      kind: 'review',
      answer: 'return',
      reason: 'no trial',
      officer: 'DC Rao',
      reviewOn: null,
    })
    expect((await page('second', 'GET', '/trace/exhibits?show=review')).body).not.toContain('Ask DC Rao')
  })
})

describe('pages', () => {
  // HMICFRS 2022, case 31.
  test('take no code of a store and no list of key holders, and say where it is', async () => {
    const refused = await page('north', 'POST', '/trace/exhibits/book-in', {
      act: uuidv7(),
      seizedBy: 'PC 4471 Stone',
      power: 'PACE s.54',
      paper: 'Key holders: Amos, Iqbal',
      reference: ['JS/1', 'JS/2'],
      description: ['jacket', 'store door code 4471'],
      kind: ['item', 'item'],
      seal: ['', ''],
    })
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('<a href="#paper">This looks like a list of key holders.')
    expect(refused.body).toContain(
      '<a href="#description-1">This looks like the code of a door, safe or alarm.',
    )
    const [id] = await booked()
    const decided = await page('north', 'POST', `/trace/exhibits/${id}`, {
      act: uuidv7(),
      deed: 'hold',
      officer: 'DC Rao',
      reason: 'Safe combination: 12 34 56',
    })
    expect(decided.status).toBe(400)
    expect(await isHeld(id!)).toBe(false)
  })

  test('book in a seal as it is found: broken, it is open with a question to the officer', async () => {
    const seal = `Q${++turn}001`
    const done = await page('north', 'POST', '/trace/exhibits/book-in', {
      act: uuidv7(),
      seizedBy: 'PC 4471 Stone',
      power: 'PACE s.54',
      paper: 'Property book 13',
      crime: `SEAL${turn}`,
      reference: ['JS/1', 'JS/2'],
      description: ['jacket', 'shoes'],
      kind: ['item', 'item'],
      seal: [seal, `Q${turn}002`],
      condition: ['broken', 'intact'],
    })
    expect(done.status).toBe(303)
    const [broken] = await as('north', (tx) => exhibitsCalled(tx, 'JS/1', `SEAL${turn}`))
    const [whole] = await as('north', (tx) => exhibitsCalled(tx, 'JS/2', `SEAL${turn}`))
    expect([broken?.seal, whole?.seal]).toEqual(['', `Q${turn}002`])
    const facts = await as('north', (tx) => historyOf(tx, broken!.id))
    expect(facts.map((fact) => isOpenQuestion(fact))).toEqual([false, true])
  })

  test('are for whoever the access table names', async () => {
    expect((await page('officer', 'GET', '/trace/exhibits')).status).toBe(403)
    expect((await page('investigator', 'GET', '/trace/exhibits?show=all')).status).toBe(200)
  })

  test('many are booked in by one act, sent twice it is one, and moved in one', async () => {
    const form = {
      act: uuidv7(),
      seizedBy: 'PC 4471 Stone',
      power: 'PACE s.54',
      paper: 'Property book 13',
      crime: 'PAGE1',
      reference: ['js 1', 'JS/2', 'JS/3'],
      description: ['jacket', 'shoes', 'swab'],
      kind: ['item', 'item', 'skin swab'],
      seal: [`P${++turn}001`, `P${turn}002`, `P${turn}003`],
    }
    const refused = await page('north', 'POST', '/trace/exhibits/book-in', { ...form, seal: ['?', '', ''] })
    expect([refused.status, refused.body.includes('The seal of item 1 must be')]).toEqual([400, true])
    for (let sent = 0; sent < 2; sent++)
      expect((await page('north', 'POST', '/trace/exhibits/book-in', form)).status).toBe(303)
    const found = await as('north', (tx) => exhibitsCalled(tx, 'JS/1', 'PAGE1'))
    expect(found).toHaveLength(1)
    const exhibits = 'JS/1, PAGE1\nJS/2, PAGE1\nJS/3, PAGE1'
    const sent = { act: uuidv7(), direction: 'laboratory', name: 'Lab A', paper: 'W 3', condition: 'intact' }
    const lacking = await page('north', 'POST', '/trace/exhibits/hand-over', { ...sent, paper: '', exhibits })
    expect([lacking.status, lacking.body.includes('enter the paper that Laboratory, Lab A signed')]).toEqual([
      409,
      true,
    ])
    expect((await page('north', 'POST', '/trace/exhibits/hand-over', { ...sent, exhibits })).status).toBe(303)
    const { body } = await page('north', 'GET', `/trace/exhibits/${found[0]!.id}`)
    expect(body).toContain('Laboratory, Lab A')
    expect(body).toContain('Whole')
    const out = await page('north', 'GET', '/trace/exhibits?show=out')
    expect(out.body.match(/PAGE1/g)?.length).toBe(3)
    // What is due comes first.
    expect(out.body.indexOf('JS/3')).toBeLessThan(out.body.indexOf('JS/2'))
    const labels = await page('north', 'POST', '/trace/exhibits/labels', { exhibit: found[0]!.id })
    expect(labels.body).toContain('QR code of JS/1')
    const many = await page('north', 'POST', '/trace/exhibits/labels', {
      exhibit: Array.from({ length: 201 }, () => uuidv7()),
    })
    expect([many.status, many.body.includes('200 exhibits or fewer')]).toEqual([400, true])
  })

  test('the file of a list is of the page that is shown', async () => {
    await booked(
      Array.from({ length: rowsOnPage + 1 }, (_, at) => item({ reference: `LL/${at + 1}` })),
      'PAGE5',
    )
    const { body } = await page('north', 'GET', '/trace/exhibits?show=all&page=2')
    expect(body).toMatch(/exhibits\.csv\?show=all&(amp;)?page=2"/)
  })

  test('whoever has several stores says which receives', () => {
    expect(here('South', ['North', 'South']).to).toBe('store:South')
    expect(here('Van 12', ['North', 'South'])).toMatchObject({
      to: undefined,
      errors: [{ text: 'Enter which store of yours receives them: North, South' }],
    })
    expect(here('Van 12', ['North']).to).toBe('store:North')
  })

  test('a disposal that one asks for waits for another, who is its witness', async () => {
    const [exhibit] = await booked([item()], 'PAGE2')
    const ask = { act: uuidv7(), exhibits: exhibit!, direction: 'destroyed', authority: 'DA 7' }
    expect((await page('north', 'POST', '/trace/exhibits/hand-over', ask)).status).toBe(303)
    expect((await page('north', 'GET', '/trace/exhibits/hand-over')).body).not.toContain(exhibit)
    expect((await page('second', 'GET', '/trace/exhibits/hand-over')).body).toContain('authority DA 7')
    expect((await page('south', 'GET', '/trace/exhibits/hand-over')).body).not.toContain(exhibit)
    expect(
      (await page('second', 'POST', '/trace/exhibits/take', { act: uuidv7(), take: exhibit! })).status,
    ).toBe(303)
    expect((await one(exhibit!)).hand).toBe('gone:destroyed')
  })

  test('what waits no longer is not confirmed in silence, and what was confirmed is, sent twice', async () => {
    const [first, other] = await booked([item(), item({ reference: 'JS/2' })], 'PAGE4')
    for (const exhibit of [first, other])
      await offer('north', exhibit!, 'gone:destroyed', { authority: 'DA 8' })
    await record('north', { exhibit: other! }, { shelf: '2' })
    const refused = await take({ act: uuidv7(), take: [first!, other!] })
    expect([refused.status, refused.body.includes('waits for you no longer')]).toEqual([409, true])
    expect((await one(first!)).hand).toBe('store:North')
    const sent = { act: uuidv7(), take: first! }
    expect([(await take(sent)).status, (await take(sent)).status]).toEqual([303, 303])
    expect((await one(first!)).hand).toBe('gone:destroyed')
  })

  test('whoever has no store is told so, and a store of others is not exchanged for an own one', async () => {
    const form = {
      seizedBy: 'PC 4471 Stone',
      power: 'PACE s.54',
      paper: 'Property book 13',
      reference: 'JS/1',
      description: 'jacket',
      kind: 'item',
      seal: '',
    }
    for (const [who, store] of [
      ['north', 'South'],
      ['investigator', 'North'],
    ] as const) {
      const answer = await page(who, 'POST', '/trace/exhibits/book-in', { act: uuidv7(), ...form, store })
      expect([answer.status, answer.body.includes('Choose a store of yours')]).toEqual([400, true])
    }
  })

  test('what is done on the page of one: opened, sampled, sealed, reviewed', async () => {
    const [exhibit] = await booked([item()], 'PAGE3')
    const url = `/trace/exhibits/${exhibit}`
    const send = (deed: string, form: Record<string, string> = {}) =>
      page('north', 'POST', url, { act: uuidv7(), deed, ...form })
    expect((await send('opened')).status).toBe(303)
    expect((await send('sample', { kind: 'skin swab', description: '', power: '' })).status).toBe(400)
    expect(
      (await send('sample', { kind: 'skin swab', description: 'cuff', power: 'PACE s.63' })).status,
    ).toBe(303)
    expect((await send('sealed', { seal: `Q${++turn}000` })).status).toBe(303)
    expect((await send('keep', { officer: 'DC Rao', reason: 'trial', reviewOn: '2027-02-30' })).status).toBe(
      400,
    )
    expect((await send('keep', { officer: 'DC Rao', reason: 'trial', reviewOn: '2027-06-01' })).status).toBe(
      303,
    )
    const { body } = await page('north', 'GET', url)
    for (const words of ['Resealed', 'JS/1/A', 'Keep: review on 1 June 2027', 'Property book 12'])
      expect(body).toContain(words)
    const csv = await page('north', 'GET', `${url}/continuity.csv`)
    expect(csv.body.split('\n').length).toBeGreaterThan(5)
    expect((await page('south', 'GET', url)).status).toBe(404)
  })
})

test('exhibits of a made-up city leave with it', async () => {
  const left = async (): Promise<number> => {
    const { rows } = await owner.query<{ all: number }>(
      'select count(*)::int4 as "all" from enforcement.exhibit_event',
    )
    return rows[0]!.all
  }
  await booked()
  expect(await left()).toBeGreaterThan(1)
  await owner.query(`insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`)
  await database.withActor({ id: 'test', role: 'importer' }, 'the city leaves', (tx) =>
    tx.query('select engagement.leave_with_the_city()'),
  )
  expect(await left()).toBe(0)
})

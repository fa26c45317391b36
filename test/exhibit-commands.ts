import type pg from 'pg'
import type { FactKind } from '@mettrace/continuity/facts/facts'
import type { Hand } from '@mettrace/continuity/hands/hands'
import type { Database } from '../apps/server/foundation/database.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import { bookIn } from '../apps/server/rooms/trace/exhibits/book-in.ts'
import { offerExhibits } from '../apps/server/rooms/trace/exhibits/offers.ts'
import { insertFacts, recordFacts, type Act } from '../apps/server/rooms/trace/exhibits/record-facts.ts'
import { named } from '../apps/server/rooms/trace/exhibits/refusals.ts'
import { recordRuling } from '../apps/server/rooms/trace/exhibits/rulings.ts'
import { takePart } from '../apps/server/rooms/trace/exhibits/take-sample.ts'
import type { Keeper } from './exhibit-check.ts'
import { neverOver, signIn, type TestPerson } from './signed-in.ts'

/** A command by chance: what, with which exhibit, by whom and to whom, each as a number that is taken by the length of its list. */
export type Command = {
  what: number
  exhibit: number
  who: number
  to: number
  /** By anybody, whether they answer for it or not. */
  astray: boolean
  /** Sent twice, as whoever heard no answer does. */
  again: boolean
  /** Told to the database alone, past the rules. */
  blind: boolean
}

type Seen = {
  id: string
  sequence: number
  at: Date
  holder: Hand
  seal: string
  to: Hand | null
  offer: string | null
}
export type Told = { done: Map<string, number>; refusals: string[]; succeeded: number; wrong: string[] }

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!
const refusals = new Set(['exhibit_not_recorded', 'not_allowed', 'not_found'])

/** Two custody officers each of two BCUs, and an investigator. */
export const exhibitPeople = async (database: Database, owner: pg.Client): Promise<TestPerson[]> => {
  const people: TestPerson[] = []
  for (const place of ['North', 'North', 'South', 'South'])
    people.push(await signIn(database, 'custody', { place }))
  people.push(await signIn(database, 'investigator'))
  for (const person of people) await neverOver(owner, person)
  return people
}

const storeOf = (at: number): Hand => (at < 2 ? 'store:North' : 'store:South')

/** What each answers for: the first four their stores, all themselves. */
export const exhibitKeepers = (people: readonly TestPerson[]): Map<string, Keeper> =>
  new Map(
    people.map(({ actor }, at) => [
      actor.id,
      { role: actor.role, charges: new Set([actor.id, ...(at < 4 ? [storeOf(at)] : [])]) },
    ]),
  )

/** Runs commands on the exhibits of one case as the product's own functions do, each in a transaction of whoever asks. */
export class ExhibitRun {
  readonly told: Told = { done: new Map(), refusals: [], succeeded: 0, wrong: [] }
  readonly #database: Database
  readonly #owner: pg.Client
  readonly #people: readonly TestPerson[]
  readonly #crime: string
  #number = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(database: Database, owner: pg.Client, people: readonly TestPerson[], crime: string) {
    this.#database = database
    this.#owner = owner
    this.#people = people
    this.#crime = crime
  }

  async #as(
    person: TestPerson,
    act: string | undefined,
    work: (tx: Transaction, actor: string) => Promise<unknown>,
    again = false,
  ): Promise<void> {
    const attempt = (): Promise<unknown> =>
      this.#database.withActor(person.actor, 'a command', (tx) => work(tx, person.actor.id))
    try {
      await attempt()
      if (act) this.told.done.set(act, 1)
      this.told.succeeded += 1
      if (again) await attempt()
    } catch (error) {
      const known = error instanceof MetTraceError && refusals.has(error.code) && error.message.length > 20
      if (known) this.told.refusals.push(error.message)
      else this.told.wrong.push(`refused without a reason: ${String(error)}`)
    }
  }

  /** The owner's connection answers one client after another. */
  #look(): Promise<Seen[]> {
    const rows = this.#turn.then(() =>
      this.#owner.query<Seen>(
        `select e.id, p.sequence, p.at, p.holder, p.seal, o.holder as "to", o.id as offer
         from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
         left join lateral (select holder, id from enforcement.exhibit_offer
           where exhibit = e.id and after = p.sequence order by at desc, id limit 1) o on true
         where e.crime_reference = $1 order by e.id`,
        [this.#crime],
      ),
    )
    this.#turn = rows
    return rows.then((answer) => answer.rows)
  }

  /** Somebody who answers for a hand; for hands without an account, anybody. */
  #inCharge(hand: Hand, who: number): TestPerson {
    const own = this.#people.filter(({ actor }, at) => actor.id === hand || (at < 4 && storeOf(at) === hand))
    return pick(own.length > 0 ? own : this.#people, who)
  }

  #seal(at: number): string {
    // One in four was used before, perhaps.
    return at % 4 === 0 ? `${this.#crime}S0` : `${this.#crime}S${++this.#number}`
  }

  async book(who: number, to: number): Promise<void> {
    const at = who % 4
    const act = uuidv7()
    const items = [
      {
        reference: `JS/${++this.#number}`,
        description: 'jacket',
        kind: 'item' as const,
        seal: this.#seal(to),
      },
    ]
    await this.#as(this.#people[at]!, act, (tx, actor) =>
      bookIn(
        tx,
        actor,
        {
          id: act,
          seizedAt: new Date(Date.now() - 60_000),
          seizedBy: 'officer:PC 1 Stone',
          power: 'PACE s.54',
          crime: this.#crime,
          custody: null,
          scan: null,
          broughtAt: new Date(Date.now() - 30_000),
          bcu: storeOf(at).slice(6),
          paper: 'book 1',
          items,
        },
        new Date(),
      ),
    )
  }

  #offer(one: Seen, person: TestPerson, to: Hand): Promise<void> {
    const authority = to.startsWith('gone:') ? { authority: 'DA 1' } : {}
    return this.#as(person, undefined, (tx, actor) =>
      offerExhibits(tx, actor, [one.id], { to, ...authority }),
    )
  }

  /** A fact past the rules, as wrong as chance makes it: the database alone stands against it. */
  #blind(one: Seen, person: TestPerson, { what, to, exhibit }: Command, act: Act): Promise<void> {
    const kinds: FactKind[] = [
      'moved',
      'opened',
      'sampled',
      'resealed',
      'sent',
      'received',
      'returned',
      'destroyed',
      'sealed',
    ]
    const kind = pick(kinds, what)
    const hands: Hand[] = [one.holder, 'store:North', 'store:South', 'courier:Van', 'gone:destroyed']
    const fact = {
      exhibit: one.id,
      after: Math.max(1, one.sequence - (exhibit % 3 === 0 ? 1 : 0)),
      kind,
      to: kind === 'destroyed' ? 'gone:destroyed' : pick(hands, to),
      seal: kind === 'resealed' || kind === 'sealed' ? this.#seal(to) : null,
      condition: null,
      offer: to % 2 === 0 ? one.offer : null,
    } as const
    return this.#as(person, act.id, async (tx, actor) => {
      await insertFacts(tx, actor, act, [fact])
      // What is looked at when a transaction ends is looked at now, where it can be told why.
      await named(tx.query('set constraints all immediate'))
    })
  }

  async run(command: Command): Promise<void> {
    const { what, exhibit, who, to, astray, again } = command
    const seen = await this.#look()
    if (seen.length < (what === 0 ? 4 : 2)) return this.book(who, to)
    const one = pick(seen, exhibit)
    const person = astray ? pick(this.#people, who) : this.#inCharge(one.holder, who)
    // One in five tells of a time that is over.
    const at = what % 5 === 4 && to % 5 === 0 ? new Date(one.at.getTime() - 1000) : new Date()
    const act: Act = { id: uuidv7(), at }
    if (command.blind) return this.#blind(one, person, command, act)
    const record = (
      by: TestPerson,
      rest: Partial<Act>,
      of: { kind?: FactKind; seal?: string } = {},
    ): Promise<void> =>
      this.#as(
        by,
        act.id,
        (tx, actor) =>
          recordFacts(
            tx,
            actor,
            { ...act, ...rest },
            [{ exhibit: one.id, ...of, ...this.#condition(one, rest.to, to) }],
            new Date(),
          ),
        again,
      )
    if (what === 1) return record(person, {}, { kind: 'opened' })
    if (what === 2)
      return this.#as(person, act.id, (tx, actor) =>
        takePart(
          tx,
          actor,
          one.id,
          {
            kind: to % 2 === 0 ? 'item' : 'skin swab',
            description: 'swab',
            seal: this.#seal(to),
            power: 'PACE s.63',
          },
          act,
          new Date(),
        ),
      )
    if (what === 3 || what === 4) return record(person, {}, { kind: 'resealed', seal: this.#seal(to) })
    if (what === 5) return this.#offer(one, person, 'gone:destroyed')
    if (what === 6) return record(person, { shelf: '14-C' })
    if (what === 7) return record(person, { to: 'courier:Van', ...(to % 4 > 0 && { paper: 'W 1' }) })
    if (what === 8)
      return this.#as(person, undefined, (tx, actor) =>
        recordRuling(tx, actor, uuidv7(), one.id, {
          kind: to % 3 === 0 ? 'hold' : 'hold lifted',
          reason: 'trial',
          officer: 'DC Rao',
        }),
      )
    // What is with a courier arrives; what was offered is taken; all else is offered.
    if (one.holder.startsWith('courier:'))
      return record(pick(this.#people.slice(0, 4), who), { to: storeOf(who % 4), paper: 'W 1' })
    if (one.to === null)
      return this.#offer(
        one,
        person,
        pick(['store:North', 'store:South', this.#people[4]!.actor.id as Hand], to),
      )
    return record(astray ? person : this.#inCharge(one.to, who + 1), { to: one.to })
  }

  #condition({ holder, seal }: Seen, to: Hand | undefined, chance: number) {
    if (
      to === undefined ||
      to === holder ||
      seal === '' ||
      to.startsWith('courier:') ||
      to.startsWith('gone:')
    )
      return {}
    return { condition: chance % 6 === 0 ? ('broken' as const) : ('intact' as const) }
  }
}

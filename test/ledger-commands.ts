import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import { moveKits, receiveKits, type Move } from '../apps/server/rooms/supply/facts.ts'
import { holderKind, holderOf, type Holder } from '../apps/server/rooms/supply/holders.ts'
import { settle, tellLate } from '../apps/server/rooms/supply/late-facts.ts'
import { stopKits } from '../apps/server/rooms/supply/stop-kits.ts'
import type { LedgerPeople, Mover } from './ledger-people.ts'

/** A command by chance: what, with which bottles, by whom, each as a number that is taken by the length of its list. */
export type Command = {
  what: number
  kit: number
  many: number
  who: number
  to: number
  astray: boolean
  again: boolean
}

/** What is known of a run: what each act that succeeded moved, and why others were refused. */
export type Told = { done: Map<string, number>; refusals: string[]; succeeded: number; wrong: string[] }

type Seen = { serial: string; holder: Holder; sent_from: Holder | null; sent_to: Holder | null }

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!

/** Refusals that say why; anything else is a fault. */
const named = new Set(['kit_not_moved', 'not_allowed', 'not_found'])

/** Runs commands as the product's own functions do, each in a transaction of whoever asks. */
export class LedgerRun {
  readonly told: Told = { done: new Map(), refusals: [], succeeded: 0, wrong: [] }
  readonly #database: Database
  readonly #owner: pg.Client
  readonly #people: LedgerPeople
  readonly #serials: readonly string[]
  #turn: Promise<unknown> = Promise.resolve()

  constructor(database: Database, owner: pg.Client, people: LedgerPeople, serials: readonly string[]) {
    this.#database = database
    this.#owner = owner
    this.#people = people
    this.#serials = serials
  }

  async #as(
    mover: Mover,
    act: string,
    work: (tx: Transaction) => Promise<number>,
    again: boolean,
  ): Promise<void> {
    const attempt = (): Promise<number> => this.#database.withActor(mover.person.actor, 'a command', work)
    try {
      this.told.done.set(act, await attempt())
      this.told.succeeded += 1
      // As a phone does that heard no answer.
      if (again) await attempt()
    } catch (error) {
      const known = error instanceof MetTraceError && named.has(error.code) && error.message.length > 20
      if (known) this.told.refusals.push(error.message)
      else this.told.wrong.push(`refused without a reason: ${String(error)}`)
    }
  }

  /** The owner's connection answers one client after another. */
  #look<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    const asked = this.#turn.then(async () => (await this.#owner.query<Row>(text, values)).rows)
    this.#turn = asked.catch(() => undefined)
    return asked
  }

  async #seen(): Promise<Seen[]> {
    const rows = await this.#look<Seen>(
      `select serial, holder, sent.from_holder as sent_from, sent.to_holder as sent_to
       from engagement.kit_position left join engagement.kit_act sent
         on sent.id = case when holder like 'transit:%' then substr(holder, 9)::uuid end
       where serial = any ($1) order by serial`,
      [this.#serials],
    )
    return rows
  }

  #inCharge(holder: Holder | null, who: number): Mover {
    const { movers } = this.#people
    const those = movers.filter(({ charges }) => holder !== null && charges.includes(holder))
    return those.length > 0 ? pick(those, who) : pick(movers, who)
  }

  /** Where a holder may send to, as the programme goes. */
  #next(holder: Holder, to: number): { to: Holder; place: Mover['place'] } {
    const { team, movers, homes } = this.#people
    const bcus = ['North', 'South'] as const
    if (holder === 'store') {
      const bcu = pick(bcus, to)
      return { to: `bcu:${bcu}`, place: { ward: null, bcu } }
    }
    const own = movers.find(({ charges }) => charges.includes(holder)) ?? movers[2]!
    const bcu = own.place.bcu === 'South' ? 'South' : 'North'
    const place = { ward: bcu === 'North' ? 'W1' : 'W2', bcu }
    const officers = movers.filter((each) => each.place.bcu === bcu && each.place.ward !== null)
    const officer = pick(officers, to).charges.at(-1)!
    if (holderKind(holder) === 'bcu')
      return {
        to: to % 4 === 0 ? 'store' : `team:${team[bcu]}`,
        place: to % 4 === 0 ? { ward: null, bcu } : place,
      }
    if (holderKind(holder) === 'team') return { to: to % 4 === 0 ? `bcu:${bcu}` : officer, place }
    const home = pick(
      homes.filter((each) => each.bcu === bcu),
      to,
    )
    return to % 4 === 0 ? { to: `team:${team[bcu]}`, place } : { to: `home:${home.id}`, place: home }
  }

  async run(command: Command, box: string): Promise<void> {
    const { what, kit, many, who, to, astray, again } = command
    const seen = await this.#seen()
    const act = uuidv7()
    const at = new Date()
    const store = this.#people.of('store_keeper')
    if (what === 0 || seen.length === 0) {
      const kits = seen.length === 0 ? { box } : { serials: [pick(this.#serials, kit)] }
      const receive = async (tx: Transaction): Promise<number> =>
        (await receiveKits(tx, store.person.actor.id, { id: act, at, kits })).kits
      return this.#as(store, act, receive, again)
    }
    const one = pick(seen, kit)
    const serials = seen
      .filter(({ holder }) => holder === one.holder)
      .slice(0, 1 + (many % 4))
      .map(({ serial }) => serial)
    const asked = { id: act, at, kits: { serials } }
    const move = (mover: Mover, rest: Omit<Move, 'id' | 'at' | 'kits'>): Promise<void> =>
      this.#as(
        mover,
        act,
        async (tx) => (await moveKits(tx, mover.person.actor.id, { ...asked, ...rest })).kits,
        again,
      )
    if (holderKind(one.holder) === 'transit') {
      const back = to % 5 === 0
      const side = (back ? one.sent_from : one.sent_to) ?? 'store'
      const mover = astray ? pick(this.#people.movers, who) : this.#inCharge(side, who)
      const transfer = holderOf(one.holder)
      return move(mover, {
        kind: back ? 'taken back' : 'taken',
        from: one.holder,
        to: side,
        transfer,
        place: this.#placeOf(side),
      })
    }
    const mover = astray ? pick(this.#people.movers, who) : this.#inCharge(one.holder, who)
    if (what === 1) return this.#late(act, mover, one, to, again)
    if (what === 2) return this.#settle(act, who, to)
    if (what === 3) return this.#stop(act, serials, who, to)
    if (what === 4)
      return move(mover, {
        kind: 'lost',
        from: one.holder,
        to: 'gone:lost',
        reason: 'not found',
        second: pick(this.#people.movers, who + 1).person.id,
      })
    if (holderKind(one.holder) === 'gone') {
      const finder = pick(
        this.#people.movers.filter(({ charges }) => charges.length > 0),
        who,
      )
      const holder = finder.charges.at(-1)!
      return move(finder, { kind: 'found', from: one.holder, to: holder, place: finder.place })
    }
    if (holderKind(one.holder) === 'home') {
      if (to % 3 === 0)
        return move(pick(this.#people.movers, who), { kind: 'registered', from: one.holder, to: one.holder })
      const officer = pick(
        this.#people.movers.filter(({ place }) => place.ward !== null),
        who,
      )
      return move(officer, {
        kind: 'returned',
        from: one.holder,
        to: officer.charges.at(-1)!,
        place: officer.place,
      })
    }
    const next = this.#next(one.holder, to)
    return move(mover, {
      kind: holderKind(next.to) === 'home' ? 'delivered' : 'sent',
      from: one.holder,
      ...next,
    })
  }

  #placeOf(holder: Holder): Mover['place'] {
    const kind = holderKind(holder)
    if (kind === 'store') return { ward: null, bcu: null }
    if (kind === 'bcu') return { ward: null, bcu: holderOf(holder) }
    return (
      this.#people.movers.find(({ charges }) => charges.includes(holder))?.place ?? { ward: null, bcu: null }
    )
  }

  /** A delivery that a phone tells later, of a bottle that the officer may have or not. */
  #late(act: string, asked: Mover, one: Seen, to: number, again: boolean): Promise<void> {
    const officers = this.#people.movers.filter(({ place }) => place.ward !== null)
    const mover = officers.includes(asked) ? asked : pick(officers, to)
    const home = pick(
      this.#people.homes.filter(({ bcu }) => bcu === mover.place.bcu),
      to,
    )
    return this.#as(
      mover,
      act,
      async (tx) => {
        await tellLate(tx, mover.person.actor.id, {
          id: act,
          kind: 'delivered',
          at: new Date(Date.now() - (to % 3) * 1000),
          serial: one.serial,
          from: mover.charges.at(-1)!,
          to: `home:${home.id}`,
          place: home,
        })
        return 1
      },
      again,
    )
  }

  async #settle(act: string, who: number, to: number): Promise<void> {
    const rows = await this.#look<{ id: string; bcu: string }>(
      `select m.id, m.bcu from engagement.kit_movement m
       where m.sequence is null and m.claimed_serial = any ($1)
         and not exists (select from engagement.kit_settlement s where s.id = m.id) order by m.id`,
      [this.#serials],
    )
    if (rows.length === 0) return
    const told = pick(rows, to)
    const mover = this.#people.of(
      who % 5 === 0 ? 'programme_lead' : 'sergeant',
      who % 5 === 0 ? undefined : (told.bcu as 'North'),
    )
    const accepted = to % 2 === 0
    const attempt = (tx: Transaction): Promise<number> =>
      settle(tx, mover.person.actor.id, {
        fact: told.id,
        act,
        accepted,
        reason: 'both doors were asked',
        at: new Date(),
      }).then(() => 1)
    await this.#as(mover, act, attempt, false)
    if (!accepted) this.told.done.delete(act)
  }

  #stop(act: string, serials: readonly string[], who: number, to: number): Promise<void> {
    const mover = this.#people.of(who % 2 === 0 ? 'store_keeper' : 'programme_lead')
    const kind = pick(['quarantined', 'released', 'released', 'recalled'] as const, to)
    return this.#as(
      mover,
      act,
      (tx) =>
        stopKits(tx, mover.person.actor.id, {
          id: act,
          kind,
          at: new Date(),
          reason: 'labels lift',
          of: { serials },
        }),
      false,
    )
  }
}

import type pg from 'pg'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { newUprn } from './homes.ts'
import { londonDayOf, modelState, type ModelHome } from './saturation-model.ts'

/** Something that happens: every number is taken by its remainder, so that any is a choice. */
export type Happening = { what: number; home: number; other: number; day: number; pick: number }

type Movement = { id: string; at: string; holder: string; sequence: number; corrected: boolean }
type Kit = {
  id: string
  serial: string
  chain: Movement[]
  disputes: { id: string; home: string; at: string }[]
}
type Event = {
  id: string
  homes: string[]
  outcome: string
  at: string
  kit: string | null
  turns: number
  stands: boolean
}
type Home = {
  id: string
  uprn: number
  street: string
  sort: string
  proposals: boolean[]
  residents: Resident[]
  unnamed: { at: string; day: string }[]
  at: number
}
type Request = { message: string; event: Event; home: string; what: string; at: string }
type Resident = { id: string; toDay: string | null; leavesOn: string | null; consent: string | null }
type Said = { kit: string; home: string; appliedOn: string }

const outcomes = [
  'no-answer',
  'no-answer',
  'refused',
  'come-back',
  'no-way-in',
  'leave-out',
  'tell-sergeant',
] as const
const sorts = ['dwelling', 'gone', 'bedsit', 'shared', 'undivided', 'door', 'institution'] as const
const [ward, bcu, north] = ['W9', 'North', 180_000]
const homesOfHistory = 6
let history = 0

/** A history of a few homes in two streets, written as the product's own facts, and what it must have come to. */
export class SaturationHistory {
  readonly #owner: pg.Client
  readonly #actor = `person:${uuidv7()}`
  readonly #phone = uuidv7()
  readonly #homes: Home[] = []
  readonly #kits: Kit[] = []
  readonly #events: Event[] = []
  readonly #requests: Request[] = []
  readonly #said: Said[] = []
  readonly ward = `${ward}-${++history}`
  #bedsits = true
  #moments = 0
  /** What happened, by its name: none may go untried. */
  readonly happened = new Map<string, number>()

  constructor(owner: pg.Client) {
    this.#owner = owner
  }

  async begin(): Promise<void> {
    await this.#owner.query('insert into engagement.phone (id, actor, enrolled_at) values ($1, $2, now())', [
      this.#phone,
      this.#actor,
    ])
    await this.#rule(true)
    for (let at = 0; at < homesOfHistory; at++) await this.#register()
  }

  async #register(): Promise<void> {
    const at = this.#homes.length
    const home = {
      id: uuidv7(),
      uprn: newUprn(),
      street: at % 2 === 0 ? 'Even Street' : 'Odd Street',
      sort: 'dwelling',
      proposals: [],
      residents: [],
      unnamed: [],
      at,
    }
    this.#homes.push(home)
    await this.#owner.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values ($1, $2, $3, $4, 'ZX11AA', $5, $6, $7, $8)`,
      [home.id, home.uprn, this.ward, bcu, home.street, String(at), 500_000 + home.uprn, north],
    )
  }

  /** A moment of some day in fifteen years, never the same one twice; late facts come in any order. */
  #moment(day: number): string {
    const at =
      Date.parse('2024-02-25T08:00:00Z') + (day % 5500) * 86_400_000 + (++this.#moments % 80_000) * 1000
    return new Date(at).toISOString()
  }

  async happen({ what, home: of, other, day, pick }: Happening): Promise<void> {
    const home = this.#homes[of % this.#homes.length]!
    const next = this.#homes[other % this.#homes.length]!
    const at = this.#moment(day)
    const kit = this.#kits[pick % Math.max(1, this.#kits.length)]
    const disputed = [kit, ...this.#kits].find((each) => each !== undefined && each.disputes.length > 0)
    const event = this.#events[pick % Math.max(1, this.#events.length)]
    const told = this.#homes.find(({ id }) => event?.homes.includes(id))
    const acts: [string, () => Promise<boolean>][] = [
      ['visit', () => this.#visit([home], outcomes[pick % outcomes.length]!, at)],
      ['landing', () => this.#visit([...new Set([home, next])], 'no-answer', at)],
      ['delivered', () => this.#deliver(home, at, pick % 3)],
      ['undone', async () => event !== undefined && this.#turn(event)],
      ['moved', async () => kit !== undefined && this.#move(kit, at, next)],
      ['corrected', async () => kit !== undefined && this.#correct(kit, at, next)],
      ['disputed', async () => kit !== undefined && this.#dispute(kit, at, next)],
      ['settled', async () => disputed !== undefined && this.#settle(disputed, pick % 2 === 0)],
      ['proposal', () => this.#propose(home, pick % 3 !== 0, other % 4 !== 0)],
      ['edition', () => this.#accept([...new Set([home, next])], sorts[pick % sorts.length]!)],
      // Where something was told before: of other homes that somebody leaves them changes nothing.
      ['resident', () => this.#live(told ?? home, londonDayOf(at), pick)],
      ['rule', () => this.#rule(pick % 2 === 0)],
      ['placed', () => this.#place(home, pick % 3)],
      ['by card', async () => event !== undefined && this.#ask(event, at, pick)],
      ['by kit', async () => kit !== undefined && this.#say(kit, at, pick)],
      ['new home', () => this.#register().then(() => true)],
    ]
    const [name, act] = acts[what % acts.length]!
    if (await act()) this.happened.set(name, (this.happened.get(name) ?? 0) + 1)
  }

  async #visit(
    homes: readonly Home[],
    outcome: string,
    at: string,
    kit: string | null = null,
  ): Promise<boolean> {
    const id = uuidv7()
    await this.#owner.query(
      `insert into engagement.phone_event (id, phone, kind, home, kit, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
       values ($1, $2, 'test', $3, $4, $5, now(), sha256('example'), 'accepted', '{}', now(), $6, $7, $8)`,
      [id, this.#phone, homes.length === 1 ? homes[0]!.id : null, kit, at, this.ward, bcu, this.#actor],
    )
    await this.#owner.query(
      `insert into engagement.visit (event, home, ward, bcu, outcome, at, actor) select $1, home, $3, $4, $5, $6, $7 from unnest($2::uuid[]) home`,
      [id, homes.map((each) => each.id), this.ward, bcu, outcome, at, this.#actor],
    )
    this.#events.push({ id, homes: homes.map((each) => each.id), outcome, at, kit, turns: 0, stands: true })
    return true
  }

  async #turn(event: Event): Promise<boolean> {
    event.turns++
    event.stands = !event.stands
    await this.#owner.query(
      `insert into engagement.event_turn (id, event, turn, stands, how, by_event, ward, bcu, actor)
       values (gen_random_uuid(), $1, $2, $3, $4, $1, $5, $6, $7)`,
      [
        event.id,
        event.turns,
        event.stands,
        event.stands ? 'stands again' : 'undone',
        this.ward,
        bcu,
        this.#actor,
      ],
    )
    return true
  }

  /** A new bottle to a home: by hand, by a phone without anything marked, or marked together. */
  async #deliver(home: Home, at: string, how: number): Promise<boolean> {
    const kit: Kit = { id: uuidv7(), serial: `S${uuidv7()}`, chain: [], disputes: [] }
    await this.#owner.query(
      `insert into engagement.kit (id, serial, exists_from, actor) values ($1, $2, '-infinity', 'test')`,
      [kit.id, kit.serial],
    )
    this.#kits.push(kit)
    if (how > 0) await this.#visit([home], how === 1 ? 'delivered' : 'protected', at, kit.serial)
    await this.#append(kit, 'earlier', at, `home:${home.id}`, null)
    return true
  }

  async #act(kind: string, at: string): Promise<string> {
    const id = uuidv7()
    await this.#owner.query(
      `insert into engagement.kit_act (id, kind, at, kits, reason, actor) values ($1, $2, $3, 1, 'Example', $4)`,
      [id, kind, at, this.#actor],
    )
    return id
  }

  async #append(
    kit: Kit,
    kind: string,
    at: string,
    holder: string,
    corrects: Movement | null,
  ): Promise<void> {
    const last = kit.chain.at(-1)
    const id = uuidv7()
    await this.#owner.query(
      `insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, corrects, ward, bcu, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        kit.id,
        (last?.sequence ?? 0) + 1,
        await this.#act(kind, at),
        kind,
        at,
        last?.at ?? '-infinity',
        last?.holder ?? null,
        holder,
        corrects?.id ?? null,
        this.ward,
        bcu,
        this.#actor,
      ],
    )
    if (corrects) corrects.corrected = true
    kit.chain.push({ id, at, holder, sequence: (last?.sequence ?? 0) + 1, corrected: false })
  }

  /** The chain goes forward in time; a bottle that is at no home is given, one that is at one is taken back. */
  async #move(kit: Kit, at: string, to: Home): Promise<boolean> {
    const last = kit.chain.at(-1)!
    const later = at < last.at ? last.at : at
    if (last.holder.startsWith('home:')) await this.#append(kit, 'returned', later, `person:${to.id}`, null)
    else await this.#append(kit, 'delivered', later, `home:${to.id}`, null)
    return true
  }

  async #correct(kit: Kit, at: string, to: Home): Promise<boolean> {
    const last = kit.chain.at(-1)!
    await this.#append(kit, 'corrected', at < last.at ? last.at : at, `home:${to.id}`, last)
    return true
  }

  async #dispute(kit: Kit, at: string, to: Home): Promise<boolean> {
    const id = uuidv7()
    await this.#owner.query(
      `insert into engagement.kit_movement (id, act, kind, at, holder, claimed_serial, ward, bcu, actor)
       values ($1, $2, 'delivered', $3, $4, $5, $6, $7, $8)`,
      [id, await this.#act('delivered', at), at, `home:${to.id}`, kit.serial, this.ward, bcu, this.#actor],
    )
    kit.disputes.push({ id, home: to.id, at })
    return true
  }

  async #settle(kit: Kit, accepted: boolean): Promise<boolean> {
    const dispute = kit.disputes.shift()
    if (!dispute) return false
    await this.#owner.query(
      `insert into engagement.kit_settlement (id, teller, kit, accepted, reason, ward, bcu, actor)
       values ($1, $2, $3, $4, 'Example', $5, $6, 'sergeant')`,
      [dispute.id, this.#actor, kit.id, accepted, this.ward, bcu],
    )
    const last = kit.chain.at(-1)!
    const at = last.at > dispute.at ? last.at : dispute.at
    if (accepted) await this.#append(kit, 'settled', at, `home:${dispute.home}`, last)
    return true
  }

  async #propose(home: Home, leaves: boolean, approved: boolean): Promise<boolean> {
    const id = uuidv7()
    await this.#owner.query(
      `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, actor) values ($1, $2, $3, $4, $5, $6, 'Example', 'officer')`,
      [id, leaves ? 'exclude' : 'restore', home.id, this.ward, bcu, leaves ? 'void' : null],
    )
    await this.#owner.query(
      `insert into engagement.home_decision (proposal, proposed_by, ward, bcu, approved, actor) values ($1, 'officer', $2, $3, $4, 'sergeant')`,
      [id, this.ward, bcu, approved],
    )
    if (approved) home.proposals.push(leaves)
    return true
  }

  async #accept(homes: readonly Home[], sort: string): Promise<boolean> {
    const id = uuidv7()
    const { rows } = await this.#owner.query<{ stands: string }>(
      `insert into places.address_edition (id, format, supply, files, as_of, stands_on, ward_valid_from, row_count, differences, left_out, listed, digest, actor)
       select $1, 'ngd', 'changes', 'example', '2026-01-01', coalesce(max(number), 0), '2026-01-01', 1, '{}', '{}', '{}', gen_random_uuid()::text, 'test'
       from places.address_edition returning stands_on as stands`,
      [id],
    )
    await this.#owner.query(
      `insert into places.address_fact (edition, uprn, change, sort, class, flat_home, postcode, street, number, address, easting, northing, ward, bcu)
       select $1, uprn, case when $3 = 'gone' then 'gone' else 'changed' end, $3, 'RD', false, 'ZX11AA', 'Street', '1', '1 Street', 1, 1, $4, $5
       from unnest($2::bigint[]) uprn`,
      [id, homes.map(({ uprn }) => uprn), sort, this.ward, bcu],
    )
    await this.#owner.query(
      `insert into places.address_decision (id, edition, stands_on, accepted, actor) values (gen_random_uuid(), $1, $2, true, 'test')`,
      [id, rows[0]!.stands],
    )
    for (const home of homes) home.sort = sort
    return true
  }

  /** Somebody who lives there still, or has left; told by hand, or by a phone's event that may be undone. */
  async #live(home: Home, day: string, pick: number): Promise<boolean> {
    const id = uuidv7()
    const toDay = pick % 4 === 0 ? null : day
    const byPhone = pick % 3 === 0
    await this.#owner.query(
      `insert into engagement.resident (id, home, ward, bcu, from_day, to_day, erased_at, by_phone)
       values ($1, $2, $3, $4, '2020-01-01', $5, now(), $6)`,
      [id, home.id, this.ward, bcu, toDay, byPhone],
    )
    let consent: string | null = null
    if (byPhone) {
      await this.#visit([home], 'come-back', this.#moment(pick))
      consent = this.#events.at(-1)!.id
      await this.#owner.query(
        `insert into engagement.consent (id, resident, home, ward, bcu, notice, notice_day, language, at, actor)
         values ($1, $2, $3, $4, $5, 1, '2026-01-01', 'en', now(), $6)`,
        [consent, id, home.id, this.ward, bcu, this.#actor],
      )
    }
    home.residents.push({ id, toDay, leavesOn: null, consent })
    return true
  }

  /** Its addresses leave, so that the rule of the next history moves none of them. */
  async end(): Promise<void> {
    await this.#owner.query('delete from places.address_fact where ward = $1', [this.ward])
  }

  async #rule(bedsits: boolean): Promise<boolean> {
    this.#bedsits = bedsits
    await this.#owner.query(
      `insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor)
       select name, max(version) + 1, $1, min(unit), min(source), '2026-01-01', 'Example', 'test'
       from foundation.setting where name = 'bedsits are homes' group by name`,
      [bedsits ? 1 : 0],
    )
    return true
  }

  /** The home is found in an area, in none, or not found yet again. */
  async #place({ uprn }: Home, how: number): Promise<boolean> {
    const point = [500_000 + uprn, north]
    await this.#owner.query('delete from places.point_area where easting = $1 and northing = $2', point)
    if (how < 2)
      await this.#owner.query(
        `insert into places.point_area (kind, valid_from, easting, northing, code) values ('lsoa', '2021-01-01', $1, $2, $3)`,
        [...point, how === 0 ? 'E0100000A' : null],
      )
    return true
  }

  /** What a household says by the card that a visit left: mostly that it declines. */
  async #ask(event: Event, at: string, pick: number): Promise<boolean> {
    const what = (['decline', 'decline', 'visit', 'needs'] as const)[pick % 4]!
    const [message, home] = [uuidv7(), event.homes[pick % event.homes.length]!]
    await this.#owner.query(
      `insert into engagement.card_request (message, event, home, ward, bcu, card, what, at) values ($1, $2, $3, $4, $5, 'EXAMPLE', $6, $7)`,
      [message, event.id, home, this.ward, bcu, what, at],
    )
    this.#requests.push({ message, event, home, what, at })
    return true
  }

  /** What a household says by the page for residents, of a kit that it has: who registers, that it used it, that it moves. */
  async #say(kit: Kit, at: string, pick: number): Promise<boolean> {
    const home = this.#homes.find(({ id }) => kit.chain.at(-1)!.holder === `home:${id}`)
    if (!home) return false
    const what = (['registered', 'applied', 'moving', 'moving'] as const)[pick % 4]!
    const [day, message] = [londonDayOf(at), uuidv7()]
    const isApplied = what === 'applied' || (what === 'registered' && pick % 3 === 0)
    const there = home.residents.filter(({ toDay, leavesOn }) => toDay === null && leavesOn === null)
    if (what === 'registered')
      await this.#owner.query(
        `insert into engagement.resident (id, home, ward, bcu, from_day, erased_at) values ($1, $2, $3, $4, '2020-01-01', now())`,
        [message, home.id, this.ward, bcu],
      )
    await this.#owner.query(
      `insert into engagement.kit_statement (id, kit, home, ward, bcu, what, applied_on, leaves_on, residents, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        message,
        kit.id,
        home.id,
        this.ward,
        bcu,
        what,
        isApplied ? day : null,
        what === 'moving' ? day : null,
        what === 'registered' ? [message] : what === 'moving' ? there.map(({ id }) => id) : [],
        at,
      ],
    )
    if (isApplied) this.#said.push({ kit: kit.id, home: home.id, appliedOn: day })
    if (what === 'registered')
      home.residents.push({ id: message, toDay: null, leavesOn: null, consent: null })
    if (what === 'moving') for (const each of there) each.leavesOn = day
    if (what === 'moving' && there.length === 0) home.unnamed.push({ at, day })
    return true
  }

  /** When a household declined, where that stands: by the last thing that it said of whether to come. */
  #declinesOf({ id }: Home): string[] {
    const last = this.#requests
      .filter(({ home, what, event }) => home === id && what !== 'needs' && event.stands)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1)
    return last?.what === 'decline' ? [last.at] : []
  }

  #modelOf(home: Home): ModelHome {
    const stands = (id: string | null): boolean =>
      id === null || this.#events.find((event) => event.id === id)!.stands
    const visits = this.#events.filter(({ homes, stands: does }) => does && homes.includes(home.id))
    const isHome = { dwelling: true, undivided: true, bedsit: this.#bedsits, shared: !this.#bedsits }
    return {
      isHome: (isHome as Record<string, boolean>)[home.sort] ?? false,
      leftOut: home.proposals.at(-1) ?? false,
      visits,
      declines: this.#declinesOf(home),
      residents: [
        ...home.residents
          .filter(({ consent }) => stands(consent))
          .map(({ toDay, leavesOn }) => ({ toDay: toDay ?? leavesOn })),
        // A household that nobody had registered, as it said last.
        ...home.unnamed
          .toSorted((a, b) => (a.at < b.at ? -1 : 1))
          .slice(-1)
          .map(({ day }) => ({ toDay: day })),
      ],
      kits: this.#kits
        .filter(({ chain, disputes }) => disputes.length === 0 && chain.at(-1)!.holder === `home:${home.id}`)
        .map(({ id, serial, chain }) => ({
          serial,
          givenOn: chain
            .filter(({ holder, corrected }) => holder === `home:${home.id}` && !corrected)
            .map(({ at }) => londonDayOf(at))
            .toSorted()[0]!,
          appliedOn:
            [
              ...visits
                .filter(({ kit, outcome }) => kit === serial && outcome === 'protected')
                .map(({ at }) => londonDayOf(at)),
              ...this.#said
                .filter(({ kit, home: of }) => kit === id && of === home.id)
                .map(({ appliedOn }) => appliedOn),
            ]
              .toSorted()
              .at(-1) ?? null,
        })),
    }
  }

  /** Homes of which the database says something else than this history: with both. */
  async wrong(): Promise<string[]> {
    const { rows } = await this.#owner.query<{
      home: string
      state: string
      is_offered: boolean
      tries: number
      ends_on: string | null
    }>('select home, state, is_offered, tries, ends_on::text from engagement.home_state where ward = $1', [
      this.ward,
    ])
    const kept = new Map(
      rows.map(({ home, state, is_offered, tries, ends_on }) => [
        home,
        { state, isOffered: is_offered, tries, endsOn: ends_on },
      ]),
    )
    return this.#homes.flatMap((home) => {
      const [said, must] = [kept.get(home.id), modelState(this.#modelOf(home))]
      return JSON.stringify(said) === JSON.stringify(must)
        ? []
        : `home ${home.at} is ${JSON.stringify(said)}, must be ${JSON.stringify(must)}`
    })
  }
}

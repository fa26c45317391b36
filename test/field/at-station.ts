import type { WalkedTown } from './walked-town.ts'
import type { HandCount } from './hand-count.ts'

const one = async ({ owner }: WalkedTown, text: string, ...values: unknown[]): Promise<unknown> =>
  Object.values((await owner.query<Record<string, unknown>>(text, values)).rows[0] ?? {})[0]

/** What the station has of the officer, in the terms of the count by hand. */
export const atStation = async (town: WalkedTown) => {
  const {
    owner,
    officer: { actor },
  } = town
  const { rows } = await owner.query<{ home: string; outcome: string }>(
    `select distinct on (home) home, outcome from engagement.visit
     where actor = $1 and engagement.stands(event) order by home, at desc, event desc`,
    [actor],
  )
  const kits = await owner.query<{ serial: string; holder: string }>(
    `select serial, holder from engagement.kit_position where serial = any ($1) order by serial`,
    [town.kits.all],
  )
  const cards = await owner.query<{ card: string; is_left: boolean }>(
    `select distinct on (card) card, is_left from engagement.left_card where actor = $1 order by card, turn desc`,
    [actor],
  )
  return {
    events: await one(town, `select count(*)::int from engagement.phone_event where actor = $1`, actor),
    accepted: await one(
      town,
      `select count(*)::int from engagement.phone_event where actor = $1 and decision = 'accepted'`,
      actor,
    ),
    visits: await one(town, `select count(*)::int from engagement.visit where actor = $1`, actor),
    last: new Map(rows.map(({ home, outcome }) => [home, outcome])),
    kits: new Map(
      kits.rows.map(({ serial, holder }) => [serial, holder.startsWith('transit:') ? 'elsewhere' : holder]),
    ),
    cards: new Set(cards.rows.filter((each) => each.is_left).map(({ card }) => card)),
    notes: await one(town, `select count(*)::int from engagement.safety_note where actor = $1`, actor),
    appointments: await one(town, `select count(*)::int from engagement.appointment where actor = $1`, actor),
  }
}

/** Where each kit must be, by the count by hand. */
export const kitsByHand = (
  town: WalkedTown,
  hand: HandCount,
  elsewhere: readonly string[],
): Map<string, string> =>
  new Map(
    town.kits.all.toSorted().map((serial) => {
      const home = hand.kits.get(serial)
      if (home !== undefined) return [serial, `home:${home}`]
      return [serial, elsewhere.includes(serial) ? 'elsewhere' : `person:${town.officer.person}`]
    }),
  )

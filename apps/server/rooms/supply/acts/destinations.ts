import type { Transaction } from '../../../foundation/with-actor.ts'
import { placesToPost } from '../../../places/place-names.ts'
import { holderKind, holderOf, type Holder, type KitPlace } from '../holders.ts'

/** Holders that the actor answers for, and so may give from and take for: a store, oneself, one's teams. */
export const chargesOf = async (tx: Transaction): Promise<Holder[]> => {
  const { rows } = await tx.query<{ holder: string }>(
    'select distinct held as holder from engagement.charges() held order by 1',
  )
  return rows.map(({ holder }) => holder as Holder)
}

/** Whom a holder may send to. `place` is where the kits are from then on; without it they stay where they are. */
export type Destination = { holder: Holder; place?: KitPlace }

type TeamRow = { id: string; ward: string | null; bcu: string }

const asDestination = ({ id, ward, bcu }: TeamRow): Destination => ({
  holder: `team:${id}`,
  place: { ward, bcu },
})

const teamsOfBcu = async (tx: Transaction, bcu: string): Promise<Destination[]> => {
  const { rows } = await tx.query<TeamRow>(
    'select id, ward, bcu from engagement.team where bcu = $1 order by name, id',
    [bcu],
  )
  return rows.map(asDestination)
}

const membersOfTeam = async (tx: Transaction, team: string, today: string): Promise<Destination[]> => {
  const { rows } = await tx.query<{ person: string; ward: string | null; bcu: string }>(
    `select distinct person, ward, bcu from engagement.team_member
     where team = $1 and ended_at is null and $2::date between from_day and coalesce(to_day, 'infinity'::date)`,
    [team, today],
  )
  return rows.map(({ person, ward, bcu }) => ({ holder: `person:${person}`, place: { ward, bcu } }))
}

const bcuOfTeam = async (tx: Transaction, team: string): Promise<Destination[]> => {
  const { rows } = await tx.query<{ bcu: string }>('select bcu from engagement.team where id = $1', [team])
  return rows.map(({ bcu }) => ({ holder: `bcu:${bcu}` }))
}

/** What somebody has goes back to a team that they are in, or to the store of its BCU. */
const backFrom = async (tx: Transaction, person: string, today: string): Promise<Destination[]> => {
  const { rows } = await tx.query<TeamRow>(
    `select distinct team.id, team.ward, team.bcu from engagement.team_member m join engagement.team on team.id = m.team
     where m.person = $1 and m.ended_at is null and $2::date between m.from_day and coalesce(m.to_day, 'infinity'::date)`,
    [person, today],
  )
  const bcus = [...new Set(rows.map(({ bcu }) => bcu))]
  return [...rows.map(asDestination), ...bcus.map((bcu): Destination => ({ holder: `bcu:${bcu}` }))]
}

/** Whom a holder may send to, as the programme goes and back: store, BCU, team, officer. `today`: `2026-11-29`. */
export const destinationsOf = async (
  tx: Transaction,
  from: Holder,
  today: string,
): Promise<Destination[]> => {
  const whose = holderOf(from)
  switch (holderKind(from)) {
    case 'store':
      return (await placesToPost(tx, 'bcu')).map(({ code }) => ({
        holder: `bcu:${code}`,
        place: { ward: null, bcu: code },
      }))
    case 'bcu':
      return [...(await teamsOfBcu(tx, whose)), { holder: 'store' }]
    case 'team':
      return [...(await membersOfTeam(tx, whose, today)), ...(await bcuOfTeam(tx, whose))]
    case 'person':
      return backFrom(tx, whose, today)
    default:
      return []
  }
}

/** Where kits are once a holder has taken them; undefined where they stay in the place that they were sent to. */
export const placeAt = (holder: Holder): KitPlace | undefined => {
  const kind = holderKind(holder)
  if (kind === 'store') return { ward: null, bcu: null }
  return kind === 'bcu' ? { ward: null, bcu: holderOf(holder) } : undefined
}

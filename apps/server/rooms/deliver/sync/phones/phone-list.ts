import { MetTraceError } from '../../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** A phone as it was at its last contact; null where there was none that the actor may see. */
export type Phone = {
  id: string
  name: string | null
  enrolledAt: Date
  lastAt: Date | null
  lastBy: string | null
  unsent: number | null
  setAside: number | null
  storage: string | null
  revokedAt: Date | null
  revokedBy: string | null
  why: string | null
  total: number
}

const phoneColumns = `
  select p.id, named.words as name, p.enrolled_at as "enrolledAt", last.at as "lastAt", last.actor as "lastBy", last.unsent,
         last.set_aside as "setAside", last.storage, revoked.at as "revokedAt", revoked.actor as "revokedBy", revoked.words as why,
         count(*) over ()::int4 as total
  from engagement.phone p
  left join lateral (select * from engagement.phone_contact c where c.phone = p.id order by c.at desc limit 1) last on true
  left join lateral (select * from engagement.phone_act a where a.phone = p.id and a.kind = 'named' order by a.at desc limit 1) named on true
  left join lateral (select * from engagement.phone_act a where a.phone = p.id and a.kind = 'revoked' order by a.at limit 1) revoked on true`

/** Phones as far as the actor may see them, those in use last first: a page, or all. */
export const phones = async (tx: Transaction, page?: number): Promise<Phone[]> => {
  const { rows } = await tx.query<Phone>(
    `${phoneColumns} order by last.at desc nulls last, p.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** One phone. Errors: `not_found`, the same where there is none and where it is not the actor's to see. */
export const phoneOf = async (tx: Transaction, id: string | undefined): Promise<Phone> => {
  const { rows } = await tx.query<Phone>(`${phoneColumns} where p.id = $1`, [id ?? null])
  const [phone] = rows
  if (!phone) throw new MetTraceError('not_found', 'There is no such phone here.')
  return phone
}

/** Who used a phone, what of theirs it had not sent at their last contact, and homes of their rounds that it held then. */
export type Held = {
  actor: string
  person: string
  at: Date
  unsent: number
  setAside: number
  rounds: number
  homes: number
}

/** What a phone held of everybody who used it, as far as its contacts tell. Logs whose it was. */
export const heldByPhone = (tx: Transaction, phone: string): Promise<Held[]> =>
  readRecords<Held>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `select last.actor, substr(last.actor, 8) as person, last.at, last.unsent, last.set_aside as "setAside", walked.rounds, walked.homes
     from (select distinct on (actor) * from engagement.phone_contact where phone = $1 order by actor, at desc) last
     cross join lateral (
       select count(distinct a.id)::int4 as rounds, count(distinct h.home)::int4 as homes
       from engagement.assignment a join engagement.assignment_home h on h.assignment = a.id
       left join engagement.assignment_end ended on ended.assignment = a.id
       where 'person:' || a.person = last.actor and coalesce(a.until_day, 'infinity') >= last.at::date
         and coalesce(ended.at, 'infinity') > last.at
     ) walked
     order by last.at desc`,
    [phone],
  )

/** Names a phone, or revokes it: what it holds it erases at its next contact. Asked for twice, it is one act. */
export const actOnPhone = async (
  tx: Transaction,
  actor: string,
  id: string,
  { phone, kind, words, at }: { phone: string; kind: 'named' | 'revoked'; words: string; at: Date },
): Promise<void> => {
  await tx.query(
    `insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
     select $1, id, $3, $4, ward, bcu, $5, $6 from engagement.phone where id = $2 on conflict do nothing`,
    [id, phone, kind, words, actor, at],
  )
}

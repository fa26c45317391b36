import { MetTraceError } from '../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../foundation/page/pages.ts'
import { keepRecords, readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { presentAddress } from './standing-addresses.ts'

/** A home that kits are offered to. */
export type Home = {
  id: string
  ward: string
  bcu: string
  postcode: string
  street: string
  number: string
  core: string | null
  floor: number | null
  flat: number | null
  /** Whether nothing stands there any more that kits are offered to: it keeps its history. */
  gone: boolean
}

/** A home as its address is now: of the edition that was accepted last, else as it was registered. */
const columns = `
  h.id, h.ward, h.bcu,
  case when now.uprn is null then h.postcode else now.postcode end as postcode,
  case when now.uprn is null then h.street else now.street end as street,
  case when now.uprn is null then h.number else now.number end as number,
  h.core,
  case when now.uprn is null then h.floor else now.floor end as floor,
  case when now.uprn is null then h.flat else now.flat end as flat,
  coalesce(now.sort in ('gone', 'other'), false) as gone`
/** Homes of a relation `h`, each with what stands there now. */
export const homesNow = (h: string): string => `select ${columns} from ${h} h ${presentAddress}`

/** Houses of a street in their order, whatever is written behind the number. */
const numberOrder = `nullif(regexp_replace(number, '\\D.*', ''), '')::numeric nulls last, number, flat nulls first`
const doorOrder = `street, ${numberOrder}`

const looked = { operation: 'consultation', kind: 'home', of: ({ id }: Home) => id } as const

/** A home of a list, and how many there are on all its pages. */
export type ListedHome = Home & { total: number }

/**
 * Homes of a postcode (capitals, no space), as far as the actor may see them: a page of them. Logs each that is shown. A
 * home is found by the postcode that it has now, whichever it was registered with.
 */
export const homesOfPostcode = (tx: Transaction, postcode: string, page = 1): Promise<ListedHome[]> =>
  readRecords<ListedHome>(
    tx,
    looked,
    `with sought as (
       select * from engagement.home where postcode = $1
       union all
       select registered.* from (select distinct uprn from places.address_fact where postcode = $1 and was_address is not null) f
       join engagement.home registered on registered.uprn = f.uprn and registered.postcode <> $1
     )
     select *, count(*) over ()::int4 as total from (${homesNow('sought')}) home where postcode = $1
     order by ${doorOrder} limit ${rowsOnPage} offset $2`,
    [postcode, rowsBefore(page)],
  )

/** Homes by their ids, as far as the actor may see them, street by street: a page of them. Logs each that is shown. */
export const homesOfIds = (tx: Transaction, ids: readonly string[], page = 1): Promise<ListedHome[]> =>
  readRecords<ListedHome>(
    tx,
    looked,
    `select *, count(*) over ()::int4 as total
     from (${homesNow('(select * from engagement.home where id = any ($1::uuid[]))')}) home
     order by postcode, ${doorOrder} limit ${rowsOnPage} offset $2`,
    [ids, rowsBefore(page)],
  )

/** Homes of one street by their ids, which were read and written down before, in the order of their doors. */
export const homesInDoorOrder = async (tx: Transaction, ids: readonly string[]): Promise<Home[]> => {
  const { rows } = await keepRecords<Home>(
    tx,
    'of homes that were read and written down before',
    `select * from (${homesNow('(select * from engagement.home where id = any ($1::uuid[]))')}) home
     order by ${numberOrder}, core nulls first, id`,
    [ids],
  )
  return rows
}

/** Homes that came out of a crossing, by their ids. Logs each as combined, for this reason. */
export const homesCombined = (tx: Transaction, ids: readonly string[], reason: string): Promise<Home[]> =>
  readRecords<Home>(
    tx,
    { operation: 'combination', kind: 'home', of: ({ id }) => id, reason },
    homesNow('(select * from engagement.home where id = any ($1::uuid[]))'),
    [ids],
  )

/** One home. Logs that it was looked at. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const homeOf = async (tx: Transaction, id: string | undefined): Promise<Home> => {
  const [home] = await readRecords<Home>(
    tx,
    looked,
    homesNow('(select * from engagement.home where id = $1)'),
    [id ?? null],
  )
  if (!home) throw new MetTraceError('not_found', 'There is no such home.')
  return home
}

/** What an accepted edition said of a home. */
export type HomeFact = {
  edition: number
  format: string
  asOf: string
  change: string
  sort: string
  class: string
  address: string
  /** ISO time in UTC. */
  acceptedAt: string
}

/** What accepted editions said of a home, the latest first; nothing where none knows it. The home itself is logged by `homeOf`. */
export const factsOfHome = async (tx: Transaction, home: Home): Promise<HomeFact[]> => {
  const { rows } = await keepRecords<HomeFact>(
    tx,
    'of a home that was read and written down before',
    `select e.number::int4 as edition, e.format, e.as_of as "asOf", f.change, f.sort, f.class, f.address,
            to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "acceptedAt"
     from engagement.home h
     join places.address_fact f on f.uprn = h.uprn
     join places.address_decision d on d.edition = f.edition and d.accepted
     join places.address_edition e on e.id = f.edition
     where h.id = $1 order by d.turn desc`,
    [home.id],
  )
  return rows
}

/** A home as it is called at its door. */
export const addressOf = ({
  street,
  number,
  core,
  flat,
}: Pick<Home, 'street' | 'number' | 'core' | 'flat'>): string =>
  [flat === null ? '' : `Flat ${flat}, `, core === null ? '' : `core ${core}, `, `${number} ${street}`].join(
    '',
  )

/** `ZX11AA` as ZX1 1AA. */
export const postcodeText = (postcode: string): string => postcode.replace(/(.{3})$/, ' $1')

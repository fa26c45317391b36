import type { Transaction } from '../foundation/with-actor.ts'
import { addressOf, postcodeText, type Home } from './register.ts'
import { presentAddress } from './standing-addresses.ts'

type Door = Pick<Home, 'street' | 'number' | 'flat' | 'postcode'>

/** What stands at an address by the edition that was accepted last. */
export type PresentDoor = Door & { gone: boolean; edition: number }

/**
 * What stands now at these UPRNs (digits), by UPRN; nothing where no accepted edition knows one. For what comes out of
 * crossings, which give a home as it was registered, and write it down. Nothing here says who lives there.
 */
export const presentDoors = async (
  tx: Transaction,
  uprns: readonly string[],
): Promise<Map<string, PresentDoor>> => {
  const { rows } = await tx.query<PresentDoor & { uprn: string }>(
    `select h.uprn::text as uprn, now.street, now.number, now.flat, now.postcode, now.sort in ('gone', 'other') as gone,
            (select e.number::int4 from places.address_edition e where e.id = now.edition) as edition
     from unnest($1::bigint[]) as h (uprn) ${presentAddress} where now.uprn is not null`,
    [uprns],
  )
  return new Map(rows.map(({ uprn, ...door }) => [uprn, door]))
}

/** What a home is called: now, and as it was registered where that was otherwise. */
export type Called = {
  address: string
  postcode: string
  /** Address and postcode of the registration; null where they are the same. */
  registeredAs: string | null
  gone: boolean
}

const wordsOf = (door: Door & Pick<Home, 'core'>): string =>
  `${addressOf(door)}, ${postcodeText(door.postcode)}`

export const calledNow = (registered: Door & Pick<Home, 'core'>, now: PresentDoor | undefined): Called => {
  // The core of a block is known from the registration alone.
  const door = now ? { ...now, core: registered.core } : registered
  return {
    address: addressOf(door),
    postcode: postcodeText(door.postcode),
    registeredAs: wordsOf(door) === wordsOf(registered) ? null : wordsOf(registered),
    gone: now?.gone ?? false,
  }
}

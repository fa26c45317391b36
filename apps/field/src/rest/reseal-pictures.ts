import { openBytes, sealBytes, type RandomBytes } from './cipher.ts'
import type { PersonKeys } from './keys.ts'
import type { PlaceConnection } from './places.ts'
import { picturePlace, type SealedOwn } from './sealed-database.ts'

/** A person's pictures that keys of an earlier turn have sealed, sealed by their present ones. `earlier`: the key of that turn. */
export const resealedPictures = async (
  connection: PlaceConnection,
  keys: PersonKeys,
  turn: number,
  earlier: CryptoKey,
  random: RandomBytes,
): Promise<(readonly [place: 'pictures' | 'bytes', key: string, row: SealedOwn])[]> => {
  const of = async (place: 'pictures' | 'bytes') => {
    const rows = (await connection.read(place)) as (readonly [string, SealedOwn])[]
    const own = rows.filter(([key, row]) => key.startsWith(`${keys.person} `) && row.turn === turn)
    return Promise.all(
      own.map(async ([key, row]) => {
        const where = picturePlace(place, key)
        const plain = await openBytes(earlier, row, where)
        const sealed = await sealBytes(keys.outbox, plain, where, random)
        return [place, key, { ...sealed, turn: keys.turn }] as const
      }),
    )
  }
  return [...(await of('pictures')), ...(await of('bytes'))]
}

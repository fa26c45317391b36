import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { moveKits, receiveKits } from '../apps/server/rooms/supply/facts.ts'
import { addKits } from '../apps/server/rooms/supply/lives.ts'

/** A kit on its way to the store of a BCU, in a ward, and a team of that ward; their ids. */
export const putTransferAndTeam = async (
  database: Database,
  owner: pg.Client,
  place: { ward: string; bcu: string },
): Promise<{ transfer: string; team: string }> => {
  const [transfer, team, received] = [uuidv7(), uuidv7(), uuidv7()]
  const kits = { serials: [`SENT-${place.ward}`] }
  const at = new Date('2026-01-05T10:00:00Z')
  await database.withActor({ id: 'test', role: 'registrar' }, 'a transfer of a test', async (tx) => {
    await addKits(
      tx,
      'test',
      kits.serials.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null })),
    )
    await receiveKits(tx, 'test', { id: received, at, kits })
    await moveKits(tx, 'test', {
      id: transfer,
      kind: 'sent',
      at,
      from: 'store',
      to: `bcu:${place.bcu}`,
      kits,
      place: { ward: place.ward, bcu: place.bcu },
    })
  })
  await owner.query(
    `insert into engagement.team (id, name, ward, bcu, actor) values ($1, 'Example team', $2, $3, 'test')`,
    [team, place.ward, place.bcu],
  )
  return { transfer, team }
}

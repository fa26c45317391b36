import type pg from 'pg'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'

/** A kit that a home has had since yesterday, with the digest of its PIN. */
export const giveKit = async (
  owner: pg.Client,
  serial: string,
  home: { id: string; ward: string; bcu: string },
  pinDigest: Buffer,
): Promise<void> => {
  const [kit, act] = [uuidv7(), uuidv7()]
  const yesterday = new Date(Date.now() - 86_400_000)
  await owner.query(
    `insert into engagement.kit (id, serial, exists_from, pin_digest, actor) values ($1, $2, '-infinity', $3, 'test')`,
    [kit, serial, pinDigest],
  )
  await owner.query(
    `insert into engagement.kit_act (id, kind, at, kits, reason, actor) values ($1, 'earlier', $2, 1, 'Example', 'test')`,
    [act, yesterday],
  )
  await owner.query(
    `insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, ward, bcu, actor)
     values ($1, $2, 1, $3, 'earlier', $7, '-infinity', $4, $5, $6, 'test')`,
    [uuidv7(), kit, act, `home:${home.id}`, home.ward, home.bcu, yesterday],
  )
}

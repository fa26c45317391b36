import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import type { Browser } from './open-session.ts'
import { endSessions } from './sessions.ts'
import { digestOf, sessionDigest } from './tokens.ts'

const actor = actingAs('lostPhone', 'sign-in')

/**
 * Shuts out the browsers in which a phone’s app was signed in: whoever holds the phone reads nothing more there from now on, as
 * whom ever, and does not sign in there again. `session` is that of who asks: it goes on, and its own browser is not shut out.
 */
export const shutOutPhone = async (
  database: Database,
  phone: string,
  { by, session }: { by: string; session: string },
  now: Date,
): Promise<void> => {
  await database.withActor(actor, 'a phone is revoked', async (tx) => {
    const { rows } = await tx.query<{ device: string; isOwn: boolean }>(
      `select used.device,
              exists (select from identity.session own where own.id = $2 and own.device = used.device) as "isOwn"
       from identity.device_phone used where used.phone = $1 order by used.device`,
      [phone, session],
    )
    const others = rows.filter(({ isOwn }) => !isOwn).map(({ device }) => device)
    await tx.query(
      `update identity.device_phone set revoked_at = $3
       where phone = $1 and device = any ($2) and revoked_at is null`,
      [phone, others, now],
    )
    await tx.query(
      `update identity.device set revoked_at = $2, revoked_by = $3 where id = any ($1) and revoked_at is null`,
      [others, now, by],
    )
    for (const { device } of rows) await endSessions(tx, { device, except: session }, by, now)
    if (others.length > 0)
      await tx.record({
        operation: 'alteration',
        kind: 'device',
        subjects: others,
        reason: 'blocked with its phone',
      })
  })
}

const digestIn = (digest: Buffer | undefined): string => `\\x${digest?.toString('hex') ?? ''}`

/**
 * Whether a browser was shut out with a phone that its app was used on: that phone is told to erase itself, whoever asks. It is known
 * by what it keeps of the browser, longer than any session, or of the session that was ended.
 */
export const isOfLostPhone = async (
  database: Database,
  { deviceToken, sessionToken }: Pick<Browser, 'deviceToken' | 'sessionToken'>,
): Promise<boolean> => {
  if (deviceToken === undefined && sessionToken === undefined) return false
  const found = await database.readWithoutAct(
    actor,
    `select true as lost from identity.device_phone used
     where used.revoked_at is not null and used.device in (
       select id from identity.device where token_digest = $1::bytea
       union all select device from identity.session where token_digest = $2::bytea)
     limit 1`,
    [
      digestIn(deviceToken === undefined ? undefined : digestOf(deviceToken)),
      digestIn(sessionToken === undefined ? undefined : sessionDigest(sessionToken)),
    ],
  )
  return found.length > 0
}

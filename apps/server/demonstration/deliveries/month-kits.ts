import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { addLives, type LifeEvent } from '../../rooms/supply/lives.ts'

const day = 86_400_000

/** Serials of the month's kits one after another, but for those whose check character could be misread. */
export const monthSerials = function* (): Generator<string> {
  for (let number = 1; ; number++) {
    const serial = plainSerial(`ZM${String(number).padStart(6, '0')}`)
    if (serial !== undefined) yield serial
  }
}

/** Kits of a BCU: those that went on to an officer by `handedAt`, and those that are in its store where there is no officer. */
export type MonthKits = { bcu: string; person: string | null; handedAt: Date; serials: readonly string[] }

/** Takes in kits that came by the central store to a BCU, and some of them into the hands of officers; each step one act. */
export const addMonthKits = async (
  tx: Transaction,
  actor: string,
  { bcu, person, handedAt, serials }: MonthKits,
): Promise<void> => {
  const before = (days: number): Date => new Date(handedAt.getTime() - days * day)
  const [received, issued, sent, taken] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const place = { ward: null, bcu }
  const events: LifeEvent[] = [
    { at: before(20), kind: 'received', holder: 'store', place: { ward: null, bcu: null }, act: received },
    { at: before(10), kind: 'issued', holder: `bcu:${bcu}`, place, act: issued },
  ]
  if (person !== null)
    events.push(
      { at: before(1), kind: 'sent', holder: `transit:${sent}`, place, act: sent },
      { at: handedAt, kind: 'taken', holder: `person:${person}`, place, act: taken, transfer: sent },
    )
  const madeOn = before(60).toISOString().slice(0, 10)
  const expiresOn = before(60 - 1825)
    .toISOString()
    .slice(0, 10)
  await addLives(
    tx,
    actor,
    serials.map((serial) => ({ serial, code: serial.slice(0, -1), madeOn, expiresOn, events })),
  )
}

import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { emailIn, MailRefused, type MailServer } from '../../../foundation/messages/mail-server.ts'
import { keepRecords } from '../../../foundation/records/records.ts'
import { residentFields } from '../../../foundation/records/sealed-fields.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { emailOfCode } from './letter-words.ts'
import { newCode } from './new-code.ts'

type Due = {
  letter: string
  resident: string
  language: string
  data_key: Buffer | null
  key_version: number | null
  contact: Buffer | null
}

const sender = actingAs('letters', 'letters')

const addressOf = (
  tx: Transaction,
  { resident, data_key, key_version, contact }: Due,
): string | undefined => {
  if (!data_key || key_version === null || !contact) return undefined
  return emailIn(
    tx.fields
      .row(residentFields, resident, { dataKey: data_key, keyVersion: key_version })
      .open('contact', contact),
  )
}

/** Writes down what came of a letter; `reason`: why it could not be sent, as a code. */
const note = async (
  tx: Transaction,
  { letter }: Due,
  outcome: 'sent' | 'failed' | 'no address',
  reason: string | null = null,
): Promise<void> => {
  await tx.query('select engagement.note_sending($1, $2, $3, $4)', [letter, uuidv7(), outcome, reason])
}

/** Makes the code of a letter and says where it goes; undefined where no address is held, which is written down. */
const made = (database: Database, due: Due, now: Date) =>
  database.withActor(sender, 'a code is sent', async (tx) => {
    const address = addressOf(tx, due)
    if (address === undefined) {
      await note(tx, due, 'no address')
      return undefined
    }
    await tx.record({
      operation: 'disclosure',
      kind: 'resident',
      subjects: [due.resident],
      to: 'the mail server, for the resident',
    })
    const { code, digest, until } = newCode(tx, 'email', now)
    await tx.query('select engagement.code_of_letter($1, $2, $3, $4)', [due.letter, uuidv7(), digest, until])
    return { address, code, until }
  })

/**
 * Sends the codes that are due by e-mail, one after another: what a mail server did not take is tried again later, by the
 * database's `letters_to_send`. `site`: the origin that residents reach the product at. Returns how many were sent.
 */
export const sendLetters = async (
  database: Database,
  server: MailServer,
  site: string,
  now: Date = new Date(),
): Promise<number> => {
  const due = await database.keepHouse(sender, 'codes to be sent', async (tx) => {
    const { rows } = await keepRecords<Due>(
      tx,
      'sealed: whose address is opened is written down where it is',
      'select letter, resident, language, data_key, key_version, contact from engagement.letters_to_send()',
    )
    return rows
  })
  let sent = 0
  for (const letter of due) {
    const ready = await made(database, letter, now)
    if (!ready) continue
    const { address, code, until } = ready
    const refused = await server
      .send({ to: address, ...emailOfCode(letter.language, { code, until, site }) })
      .then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof MailRefused) return error.reason
          throw error
        },
      )
    await database.withActor(sender, 'a code was sent', (tx) =>
      note(tx, letter, refused === undefined ? 'sent' : 'failed', refused ?? null),
    )
    if (refused === undefined) sent++
  }
  return sent
}

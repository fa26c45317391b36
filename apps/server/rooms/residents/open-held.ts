import { createHash } from 'node:crypto'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { changeRecords, readRecords } from '../../foundation/records/records.ts'
import { correctionFields, heldCode, residentFields } from '../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { outcomesTold, type OutcomeTold } from './words/held/held-words.ts'

/** Something of a day, `2026-12-01`. */
type OnDay<What> = { day: string; what: What }

/** What is held of a resident, as far as a code for once shows it; days as `2026-12-01`. */
export type Held = {
  name: string | null
  contact: string | null
  since: string
  /** `given`: null where the kit was there before them. */
  kits: { serial: string; given: string | null; used: string | null }[]
  visits: OnDay<OutcomeTold>[]
  asks: OnDay<'visit' | 'decline' | 'needs'>[]
  /** What a correction is asked for with, for half an hour. */
  opening: string
}

type Row = {
  resident: string
  told: 'who' | 'kit' | 'visit' | 'asked'
  day: string | null
  until_day: string | null
  what: string | null
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
}

const visitor = actingAs('residentPages', 'visitor')

const digestOf = (opening: string): Buffer => createHash('sha256').update(opening).digest()

const nameAndContact = (tx: Transaction, { resident, data_key, key_version, name, contact }: Row) => {
  if (!data_key || key_version === null) return { name: null, contact: null }
  const fields = tx.fields.row(residentFields, resident, { dataKey: data_key, keyVersion: key_version })
  return {
    name: name && fields.open('name', name),
    contact: contact && fields.open('contact', contact),
  }
}

const isAsk = (what: string | null): what is Held['asks'][number]['what'] =>
  what === 'visit' || what === 'decline' || what === 'needs'

const heldIn = (tx: Transaction, rows: readonly Row[], opening: string): Held | undefined => {
  const who = rows.find(({ told }) => told === 'who')
  if (!who) return undefined
  const of = (kind: Row['told']): Row[] => rows.filter(({ told }) => told === kind)
  return {
    ...nameAndContact(tx, who),
    since: who.day ?? '',
    kits: of('kit').map(({ what, day, until_day }) => ({ serial: what ?? '', given: day, used: until_day })),
    visits: of('visit').flatMap(({ day, what }) => {
      const outcome = outcomesTold.find((each) => each === what)
      return day !== null && outcome ? [{ day, what: outcome }] : []
    }),
    asks: of('asked').flatMap(({ day, what }) => (day !== null && isAsk(what) ? [{ day, what }] : [])),
    opening,
  }
}

/**
 * Opens what is held by a code for once and the postcode of the home: undefined where they open nothing, whyever. Logs the
 * disclosure to the resident. `act`: the id of the form; sent twice within a minute, it opens the same.
 */
export const openHeld = (
  database: Database,
  { act, code, postcode }: { act: string; code: string; postcode: string },
): Promise<Held | undefined> =>
  database.withActor(visitor, 'a code for once', async (tx) => {
    // The same for the same press, and to be guessed by nobody: it goes by a key of ours.
    const opening = tx.fields.digest(heldCode, `${act} ${code}`).toString('base64url')
    const rows = await readRecords<Row>(
      tx,
      {
        operation: 'disclosure',
        kind: 'resident',
        of: ({ resident }) => resident,
        to: 'the resident, by a code for once',
      },
      `select resident, told, day::text, until_day::text, what, data_key, key_version, name, contact
       from engagement.open_held($1, $2, $3, $4)`,
      [tx.fields.digest(heldCode, code), postcode, act, digestOf(opening)],
    )
    return heldIn(tx, rows, opening)
  })

/** Keeps what a resident says is wrong, encrypted. Sent twice, it is said once. Returns false where the half hour is over. */
export const askToCorrect = (
  database: Database,
  { id, opening, words }: { id: string; opening: string; words: string },
): Promise<boolean> =>
  database.withActor(visitor, 'a correction is asked for', async (tx) => {
    const { key, seal } = tx.fields.newRow(correctionFields, id)
    const { touched } = await changeRecords<{ resident: string }>(
      tx,
      { operation: 'collection', kind: 'resident', of: ({ resident }) => resident },
      'select resident from engagement.ask_to_correct($1, $2, $3, $4, $5) resident',
      [digestOf(opening), id, key.dataKey, key.keyVersion, seal('words', words)],
    )
    return touched > 0
  })

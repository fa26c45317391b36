import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type WaitingLetter = {
  id: string
  about: 'code' | 'visit'
  home: string
  language: string
  madeAt: Date
  /** How often an e-mail could not be sent; 0 for what was meant for paper. */
  failures: number
  /** Whether it was meant to go by e-mail, and no address is held. */
  noAddress: boolean
  total: number
}

/** Letters to print, as far as the actor may see them, the oldest first: a page of them. Logs each home. */
export const waitingLetters = (tx: Transaction, page: number): Promise<WaitingLetter[]> =>
  readRecords<WaitingLetter>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select l.id, l.about, l.home, l.language, l.made_at as "madeAt", count(*) over ()::int4 as total,
            (select count(*)::int4 from engagement.letter_attempt a where a.letter = l.id and a.outcome = 'failed') as failures,
            exists (select from engagement.letter_attempt a where a.letter = l.id and a.outcome = 'no address') as "noAddress"
     from engagement.letter l
     where l.made_at > now() - interval '60 days' and engagement.waits_for_paper(l.id)
     order by l.made_at, l.id limit ${rowsOnPage} offset $1`,
    [rowsBefore(page)],
  )

export type LetterToPrint = {
  letter: string
  about: 'code' | 'visit'
  resident: string | null
  home: string
  ward: string
  bcu: string
  language: string
  from: Date | null
  to: Date | null
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
}

/**
 * Letters that were chosen to be printed, by their ids, of those that wait, with whom they are to, encrypted. Logs the
 * disclosure to each household.
 */
export const lettersToPrint = (tx: Transaction, chosen: readonly string[]): Promise<LetterToPrint[]> =>
  readRecords<LetterToPrint>(
    tx,
    [
      { operation: 'disclosure', kind: 'home', of: ({ home }) => home, to: 'the household, on paper' },
      { operation: 'consultation', kind: 'resident', of: ({ resident }) => resident },
    ],
    `select l.id as letter, l.about, l.resident, l.home, l.ward, l.bcu, l.language, r.from_at as "from", r.to_at as "to",
            who.data_key, who.key_version, who.name
     from engagement.letter l
     left join engagement.card_request r on r.message = l.message and r.event = l.event
     left join engagement.resident who on who.id = l.resident
     where l.id = any ($1::uuid[]) and engagement.waits_for_paper(l.id)
     order by l.made_at, l.id`,
    [chosen],
  )

/** The languages of letters that were chosen and wait, each once. Logs each home. */
export const languagesOf = async (tx: Transaction, chosen: readonly string[]): Promise<string[]> => {
  const letters = await readRecords<{ home: string; language: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select l.home, l.language from engagement.letter l
     where l.id = any ($1::uuid[]) and engagement.waits_for_paper(l.id) order by l.language`,
    [chosen],
  )
  return [...new Set(letters.map(({ language }) => language))]
}

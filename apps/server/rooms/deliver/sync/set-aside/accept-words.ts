import type { ReasonCode } from '@mettrace/protocol/batch/reasons'

/** What accepting a record does by the reason for which it was set aside, or why it cannot be accepted. */
type Acceptable = { may: boolean; words: string }

const may = (words: string): Acceptable => ({ may: true, words })
const never = (words: string): Acceptable => ({ may: false, words })

const again = 'Give it up, and let its officer record it again.'

/**
 * A sergeant can say that an officer was at a door, gave out a kit, or misread a card. Nobody can make the station know what it
 * does not: then a record is judged anew when it is accepted, and counts once what it names is there.
 */
export const acceptWords: Readonly<Record<ReasonCode, Acceptable>> = {
  'not-understood': may('Accepted, it counts where the station can read it by now.'),
  'unknown-format': may('Accepted, it counts where the station can read it by now.'),
  'same-id': never(`Two records have this number, and the first counts. ${again}`),
  'same-sequence': never(
    `It has no place of its own among the records of its phone, so it cannot count. ${again}`,
  ),
  'another-author': never(
    'Somebody else sent it, so nobody can tell whose it is. Only its own officer can send it.',
  ),
  'another-device': never(`It was sent from a phone that did not record it, so it cannot count. ${again}`),
  'not-yours': may('Accepted, it counts at this home as any other record.'),
  'unknown-home': may('Accepted, it counts once the register has the home.'),
  'unknown-kit': may('Accepted, it counts once the ledger has the kit, and its officer had it.'),
  'kit-elsewhere': may('Accepted, it counts, and a delivered kit is at this home from now on.'),
  'kit-stopped': may('Accepted, it counts: the kit is at this home and stays stopped, for the recall.'),
  'unknown-transfer': may('Accepted, it counts once these kits are on the way to its officer.'),
  'card-used': may('Accepted, the visit counts without its card, which stays where it was left first.'),
  'nothing-to-undo': may('Accepted, it counts once what it undoes or answers is here.'),
  'not-yours-to-undo': never('Only its own officer can undo or answer a record.'),
  'sign-elsewhere': may('Accepted, it counts once homes of your borough are counted around it.'),
  'undone-before': may('Accepted, it counts where what it undoes stands again.'),
}

/** Why a record that somebody accepts still does not count, by what stands against it now. */
export const notAcceptedWords: Readonly<Record<ReasonCode, string>> = {
  'not-understood': `The station cannot read this record, so nothing of it can count. ${again}`,
  'unknown-format':
    'The station cannot read this version of the app yet. Update the station, and accept the record then.',
  'same-id': acceptWords['same-id'].words,
  'same-sequence': acceptWords['same-sequence'].words,
  'another-author': acceptWords['another-author'].words,
  'another-device': acceptWords['another-device'].words,
  'not-yours': 'This home is not in your borough, or the record names no round that is known here.',
  'unknown-home': 'The register of your borough does not have this home, or has it no more.',
  'unknown-kit': 'The ledger does not have this kit. Receive it in Supply first, and then accept the record.',
  'kit-elsewhere':
    'By the ledger this kit is not where the record says. Put that right in Supply first, and then accept the record.',
  'kit-stopped':
    'This kit has been stopped since. Settle where it is in Supply first, and then accept the record.',
  'unknown-transfer': 'These kits are not on the way to this officer. Send them in Supply first.',
  'card-used':
    'The card of this record has been left at another door since. Give the record up, or let its officer correct it.',
  'nothing-to-undo': 'The record that this one undoes or answers is not here, or counts already.',
  'not-yours-to-undo': acceptWords['not-yours-to-undo'].words,
  'sign-elsewhere': 'No home of your borough is counted in the area around this sign.',
  'undone-before': 'What this record undoes was undone before.',
}

export const erasedWords = 'What this record told was erased, so that nothing can count by it. Give it up.'
export const busyWords = 'Somebody else has just changed what this record names. Look again, and then decide.'

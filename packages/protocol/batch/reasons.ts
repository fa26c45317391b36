/**
 * Why an event was set aside, in codes that programs read, with words for its author. The event is kept in every case; a
 * person decides. `mend`: whether its author can mend it by a reply.
 */
export const reasons = {
  'not-understood': { words: 'The station could not read this record.', mend: false },
  'unknown-format': { words: 'This version of the app is too old or too new for the station.', mend: false },
  'same-id': { words: 'Another record has the same number; its content differs.', mend: false },
  'same-sequence': { words: 'Another record of this phone has the same place in its order.', mend: false },
  'another-author': { words: 'Somebody else recorded this; only they can send it.', mend: false },
  'another-device': { words: 'This was recorded on another phone.', mend: false },
  'not-yours': { words: 'This home was not in your round then.', mend: true },
  'unknown-home': { words: 'The station does not know this home.', mend: true },
  'unknown-kit': { words: 'The station does not know this kit. Check its number.', mend: true },
  'kit-elsewhere': { words: 'This kit was recorded somewhere else. Yours is kept.', mend: true },
  'kit-stopped': { words: 'This kit was stopped. Do not give it out; send it back.', mend: true },
  'unknown-transfer': { words: 'The station does not know these kits to be on the way to you.', mend: true },
  'card-used': { words: 'This card was left somewhere else before. Check its code.', mend: true },
  'nothing-to-undo': {
    words: 'The record that this undoes, or answers, is not at the station.',
    mend: false,
  },
  'not-yours-to-undo': { words: 'Only its author can undo or answer this record.', mend: false },
  'sign-elsewhere': { words: 'This sign is in no area of your wards.', mend: false },
  'undone-before': { words: 'This record was undone before.', mend: false },
} as const

export type ReasonCode = keyof typeof reasons

/** Why a scan was set aside, besides what is wrong with any event. It is recorded anew; no reply mends it. */
export const scanReasons = {
  'unknown-place': { words: 'The station does not know this place as one of your BCU.' },
  'unknown-lamp': {
    words: 'The station does not know this lamp as one of the BCU of that place.',
  },
  'not-lawful': { words: 'The legal basis does not cover this scan.' },
  'nothing-to-correct': {
    words: 'The scan that this corrects is not at the station, or not of that BCU.',
  },
  'corrected-before': {
    words: 'The scan that this corrects was corrected before. Correct its correction.',
  },
} as const

export type ScanReasonCode = keyof typeof scanReasons

/** Whether its author can mend what was set aside by a reply. */
export const isMendable = (reason: ReasonCode | ScanReasonCode): boolean =>
  reason in reasons && reasons[reason as ReasonCode].mend

export const scanReasonCodes = Object.keys(scanReasons) as [ScanReasonCode, ...ScanReasonCode[]]

export const reasonCodes = Object.keys(reasons) as [ReasonCode, ...ReasonCode[]]

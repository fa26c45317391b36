/** What a phone recorded, by the kind of its event. */
export const kindWords: Readonly<Record<string, string>> = {
  'no-answer': 'No answer',
  refused: 'Refused',
  'come-back': 'Come back',
  'no-way-in': 'No way in',
  'leave-out': 'Leave the home out',
  'tell-sergeant': 'Tell the sergeant',
  delivered: 'Kit delivered',
  'rest-of-landing': 'No answer on a landing',
  undo: 'Undo',
  reply: 'Reply',
  'block-card': 'Block card',
  'safety-note': 'Safety note',
  'kits-accepted': 'Kits accepted',
  'kits-returned': 'Kits returned',
  'kits-lost': 'Kits lost',
  sticker: 'Sticker',
}

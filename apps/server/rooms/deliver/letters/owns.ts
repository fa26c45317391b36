/** Tables and functions of letters to households and of what they want corrected: only Deliver's own files name them in SQL. */
export const letterTables = [
  'engagement.letter',
  'engagement.letter_attempt',
  'engagement.held_code',
  'engagement.held_try',
  'engagement.correction',
  'engagement.correction_answer',
  'engagement.may_be_written_to',
  'engagement.waits_for_paper',
  'engagement.take_held_asks',
  'engagement.letters_to_send',
  'engagement.code_of_letter',
  'engagement.note_sending',
  'engagement.write_of_visits',
  'engagement.letters_leave',
] as const

import { MetTraceError } from '../../../foundation/errors.ts'

/** What the keys and triggers of decisions refuse, in words. */
const words: Readonly<Record<string, string>> = {
  decision_reference: 'Another decision has this reference.',
  decision_version_number: 'Somebody saved another version at the same moment. Open the decision again.',
  decision_source_once: 'This text is a source of the decision already.',
  decision_signed: 'This decision is signed. Write a new decision to change it.',
  decision_latest: 'There is a later version. Read it, then sign it.',
  decision_second_person:
    'You wrote part of this decision. A second person must sign it: a programme lead who wrote none of it.',
  decision_whole: 'Something is missing from this decision. Complete it, then sign it.',
  decision_signature_pkey: 'This decision is signed already.',
  decision_publication_pkey: 'This decision is published already.',
  decision_publication_decision_fkey: 'This decision is not signed. Sign it first.',
  decision_signature_decision_number_fkey: 'There is no such version.',
}

/** Work on decisions, whose refusals by the database are told in words. Errors: `usage` about `decision`. */
export const inWordsOfDecisions = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const { code: state, constraint = '' } = error as { code?: string; constraint?: string }
    const told = words[constraint]
    if (told === undefined || (state !== '23505' && state !== '23503' && state !== '23514')) throw error
    throw new MetTraceError('usage', told, { about: 'decision' }, { cause: error })
  }
}

import { MetTraceError } from '../../../foundation/errors.ts'

/** What the keys and triggers of tenders refuse, in words. */
const words: Readonly<Record<string, string>> = {
  tender_reference: 'Another tender has this reference. Save it again.',
  tender_version_number: 'Somebody saved another version at the same moment. Open the tender again.',
  tender_issued: 'This tender is issued. What it asks for, its criteria and their weights are fixed.',
  tender_latest: 'There is a later version. Read it, then issue it.',
  tender_second_person:
    'You wrote part of this tender. A second person must issue it: a programme lead who wrote none of it.',
  tender_whole: 'Something is missing from this tender. Complete it, then issue it.',
  tender_closes_later: 'The last time for bids is past. Choose a later one in a new version.',
  tender_issue_pkey: 'This tender is issued already.',
  bid_tender_fkey: 'This tender is not issued. Issue it first.',
  bid_once: 'This supplier has a bid in this tender already.',
  bid_late: 'The last time for bids is past. A late bid is not taken.',
  bid_key_tender_fkey: 'This tender is not issued.',
  bids_sealed: 'Bids stay sealed until the last time for bids is past.',
  bids_opened: 'These bids are open already.',
  bid_not_open: 'These bids are not open yet.',
  bid_conflict: 'You declared a conflict of interest with this bid. Somebody else judges it.',
  bid_undeclared: 'Declare first whether you have a conflict of interest with this bid.',
  bid_not_passed: 'This bid did not pass on equality and on data protection.',
  bids_unchecked: 'Each bid must be checked on equality and on data protection first.',
  scores_whole: 'Give each criterion a whole number from 0 to 100, and say why.',
  bid_score_once: 'You gave this bid your scores already.',
  scoring_closed: 'Scoring is closed.',
  scoring_open: 'Close scoring first: then scores are seen beside each other.',
  scores_of_two: 'At least two people must score each bid that passed.',
  scoring_close_pkey: 'Scoring is closed already.',
  award_moderated: 'Each bid that passed must be moderated first.',
  award_lot: 'There is no such lot.',
  award_second_person: 'You proposed this award. A second person must sign it.',
  award_conflict: 'You declared a conflict of interest with a bid of this tender. Somebody else signs.',
  award_stale: 'Scores were moderated after this award was proposed. Propose it again.',
  tender_award_lot: 'This lot is awarded already.',
  tender_award_signature_pkey: 'This award is signed already.',
  tender_awarded: 'This tender is awarded. Nothing of its bids changes any more.',
  tender_release_stage: 'This stage is published already.',
  assessment_indicator: 'The contract has no such indicator.',
  release_award: 'No award is signed yet.',
}

/** Work on tenders, whose refusals by the database are told in words. Errors: `usage` about `tender`, `not_allowed`. */
export const inWordsOfTenders = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const { code: state, constraint = '' } = error as { code?: string; constraint?: string }
    if (state === '42501')
      throw new MetTraceError(
        'not_allowed',
        'Your role may not do this with tenders.',
        { about: 'tender' },
        { cause: error },
      )
    const told = words[constraint]
    if (told === undefined || (state !== '23505' && state !== '23503' && state !== '23514')) throw error
    throw new MetTraceError('usage', told, { about: 'tender' }, { cause: error })
  }
}

import { MetTraceError } from '../../../foundation/errors.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'

type Refusal = { constraint?: string; detail?: string }

/** What the database refuses of deployments, by the constraint that does. */
const refusals: Readonly<Record<string, (refused: Refusal) => MetTraceError>> = {
  deployment_four_eyes: () =>
    new MetTraceError(
      'not_allowed',
      'You drew up this plan or its order of starts. Ask another programme lead to approve it',
      { about: 'approval' },
    ),
  deployment_of_withdrawn_draft: () =>
    new MetTraceError('usage', 'This draft was withdrawn. Approve another one', { about: 'approval' }),
  deployment_approval_draft_key: () =>
    new MetTraceError('usage', 'This draft is approved already', { about: 'approval' }),
  deployment_area_covered_already: ({ detail }) =>
    new MetTraceError(
      'usage',
      `Some areas have a deployment already: ${detail}. Leave them out of the plan, or confirm that they get more kits`,
      { about: 'topUp', ...(detail && { found: detail }) },
    ),
  deployment_kits_in_the_programme: ({ detail = '' }) => {
    const [bound = '', most = ''] = detail.split(' ')
    return new MetTraceError(
      'usage',
      `Deployments would bind ${wholeNumber(Number(bound))} kits, and the programme has ${wholeNumber(Number(most))}. Approve fewer, or change the setting “kits in the programme” first`,
      { about: 'kits', found: bound, expected: `${most} kits at most` },
    )
  },
  deployment_change_one_after_another: () =>
    new MetTraceError(
      'usage',
      'This deployment was changed after you opened the page. Check it, and send your change again if it is still right',
      { about: 'reason' },
    ),
  deployment_change_deployment_follows_fkey: () =>
    new MetTraceError('usage', 'The page was not of this deployment. Open it again', { about: 'reason' }),
  deployment_area_dropped_once: () =>
    new MetTraceError('usage', 'This area was dropped already', { about: 'area' }),
  deployment_change_deployment_area_fkey: () =>
    new MetTraceError('usage', 'Choose an area of this deployment', { about: 'area' }),
  deployment_last_area: () =>
    new MetTraceError('usage', 'This is its last area. Close the deployment instead', { about: 'area' }),
  deployment_closed: () =>
    new MetTraceError('usage', 'This deployment is closed. It cannot be changed', { about: 'reason' }),
  deployment_held_out: () =>
    new MetTraceError(
      'usage',
      'These areas are left without kits, to compare with. Approve another plan for them first',
      { about: 'reason' },
    ),
}

/** Work whose refusals by the database are told in words. */
export const inWordsOfDeployments = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const refused = error as Refusal
    throw refusals[refused.constraint ?? '']?.(refused) ?? error
  }
}

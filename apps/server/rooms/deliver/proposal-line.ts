import { timeInWords } from '../../foundation/days.ts'
import type { Proposal } from '../../places/home-proposals.ts'
import type { WardWords } from '../../places/place-names.ts'
import { deliverPaths as paths } from './paths.ts'

/** What is proposed, in words; decided or not. */
export const proposalLine = (proposal: Proposal, ward: WardWords) => ({
  id: proposal.id,
  what:
    proposal.kind === 'exclude'
      ? `Leave out: ${proposal.reason}`
      : proposal.kind === 'restore'
        ? 'Take in again'
        : 'Missing from the register',
  address: proposal.address,
  ward: ward(proposal.ward),
  note: proposal.note,
  proposed: `${timeInWords(proposal.proposedAt)}, ${proposal.proposedBy}`,
  decided:
    proposal.approved === null
      ? ''
      : `${proposal.approved ? 'Approved' : 'Refused'} by ${proposal.decidedBy}`,
  waits: proposal.approved === null,
  decisionHref: paths.decideProposal({ id: proposal.id }),
})

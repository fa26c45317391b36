import { timeInWords } from '../../foundation/days.ts'
import type { Proposal } from '../../places/home-proposals.ts'
import type { WardWords } from '../../places/place-names.ts'
import { deliverPaths as paths } from './paths.ts'

const decidedOf = ({ approved, decidedBy, stands }: Proposal): string => {
  if (approved !== null) return `${approved ? 'Approved' : 'Refused'} by ${decidedBy}`
  return stands ? '' : 'Withdrawn: its visit was undone'
}

/** Who proposed it and when: at the desk, or at the door. */
const proposedOf = ({ proposedAt, proposedBy, seenAt }: Proposal): string =>
  seenAt === null
    ? `${timeInWords(proposedAt)}, ${proposedBy}`
    : `At the door, ${timeInWords(seenAt)}, ${proposedBy}`

/** What is proposed, in words; decided or not. `note`: what was seen, where a visit has it. */
export const proposalLine = (proposal: Proposal, ward: WardWords, note?: string) => ({
  id: proposal.id,
  what:
    proposal.kind === 'exclude'
      ? `Leave out: ${proposal.reason}`
      : proposal.kind === 'restore'
        ? 'Take in again'
        : 'Missing from the register',
  address: proposal.address,
  ward: ward(proposal.ward),
  note: note ?? proposal.note,
  proposed: proposedOf(proposal),
  decided: decidedOf(proposal),
  waits: proposal.approved === null && proposal.stands,
  decisionHref: paths.decideProposal({ id: proposal.id }),
})

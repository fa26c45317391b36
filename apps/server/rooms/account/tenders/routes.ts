import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'tender' } as Needs }
const adds = { needs: { verb: 'add', kind: 'tender' } as Needs }
const takesBids = { needs: { verb: 'add', kind: 'bid' } as Needs }
const scores = { needs: { verb: 'add', kind: 'bid_score' } as Needs }
const signs = { needs: { verb: 'add', kind: 'tender_signature' } as Needs }

/** Bytes of a form with a whole tender, or a bid, at most. */
const longForm = 2_000_000

const list = () => import('./tenders-page.ts')
const one = () => import('./tender-page.ts')
const draft = () => import('./draft-page.ts')
const contracts = () => import('./contracts-page.ts')
const bid = () => import('./bid-page.ts')

/** Tenders: from what is asked for to what is awarded and published. */
export const tenderRoutes = {
  tenders: {
    get: paths.tenders,
    ...reads,
    from: list,
    menu: {
      title: 'Tenders',
      lead: 'What is asked for, who bids, how bids are judged, and who has the contract.',
    },
  },
  tendersCsv: {
    get: paths.tendersCsv,
    ...reads,
    from: list,
    machine: { summary: 'Tenders with their state and value', type: 'text/csv' },
  },
  newTenderForm: { get: paths.newTender, ...adds, from: draft },
  newTender: { post: paths.newTender, ...adds, from: draft, bodyLimit: longForm },
  tender: { get: paths.tender, ...reads, from: one },
  changeTenderForm: { get: paths.changeTender, ...adds, from: draft },
  changeTender: { post: paths.changeTender, ...adds, from: draft, bodyLimit: longForm },
  issueTender: { post: paths.issueTender, ...signs, from: one },
  takeBid: { post: paths.takeBid, ...takesBids, from: one, takesFile: 'as bytes', bodyLimit: longForm },
  openBids: { post: paths.openBids, ...takesBids, from: one },
  closeScoring: { post: paths.closeScoring, ...adds, from: one },
  proposeAward: { post: paths.proposeAward, ...adds, from: one },
  signAward: { post: paths.signAward, ...signs, from: one },
  publishTender: { post: paths.publishTender, ...takesBids, from: one },
  tenderRecord: {
    get: paths.tenderRecord,
    ...reads,
    from: one,
    machine: {
      summary: 'What was published of a tender, as an OCDS record package',
      type: 'application/json',
    },
  },
  contracts: {
    get: paths.contracts,
    ...reads,
    from: contracts,
    menu: {
      title: 'Contracts',
      lead: 'Who has which contract, and how suppliers do against its indicators.',
    },
  },
  contract: { get: paths.contract, ...reads, from: contracts },
  assessContract: { post: paths.assessContract, ...adds, from: contracts },
  bid: { get: paths.bid, ...reads, from: bid },
  declareInterest: { post: paths.declareInterest, ...adds, from: bid },
  checkBid: { post: paths.checkBid, ...adds, from: bid },
  scoreBid: { post: paths.scoreBid, ...scores, from: bid },
  moderateBid: { post: paths.moderateBid, ...adds, from: bid },
} satisfies Record<string, Route>

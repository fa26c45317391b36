import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'decision' } as Needs }
const adds = { needs: { verb: 'add', kind: 'decision' } as Needs }
const readsSecrets = { needs: { verb: 'read', kind: 'decision_secret' } as Needs }

/** Bytes of a form with a whole decision at most. */
const longForm = 2_000_000

const list = () => import('./decisions-page.ts')
const one = () => import('./decision-page.ts')
const draft = () => import('./draft-page.ts')
const readIn = () => import('./read-in-page.ts')
const rules = () => import('./rules-page.ts')
const secret = () => import('./confidential-page.ts')

/** Decisions: drafts from the first version to the signature, and those that were published elsewhere. */
export const decisionRoutes = {
  decisions: {
    get: paths.decisions,
    ...reads,
    from: list,
    menu: { title: 'Decisions', lead: 'What was decided, what it promised, and what came of it.' },
  },
  decisionsCsv: {
    get: paths.decisionsCsv,
    ...reads,
    from: list,
    machine: { summary: 'Decisions, without their confidential parts', type: 'text/csv' },
  },
  newDecisionForm: { get: paths.newDecision, ...adds, from: draft },
  newDecision: { post: paths.newDecision, ...adds, from: draft, bodyLimit: longForm },
  readDecisionForm: { get: paths.readDecision, ...adds, from: readIn },
  readDecision: { post: paths.readDecision, ...adds, from: readIn, bodyLimit: longForm },
  decisionRules: { get: paths.decisionRules, ...reads, from: rules },
  addAuthorityType: { post: paths.decisionRules, ...adds, from: rules },
  decision: { get: paths.decision, ...reads, from: one },
  signDecision: {
    post: paths.decision,
    needs: { verb: 'add', kind: 'decision_signature' } as Needs,
    from: one,
  },
  publicDecision: { get: paths.publicDecision, ...reads, from: one },
  changeDecisionForm: { get: paths.changeDecision, ...adds, from: draft },
  changeDecision: { post: paths.changeDecision, ...adds, from: draft, bodyLimit: longForm },
  confidentialPart: { post: paths.confidentialPart, ...readsSecrets, from: secret, bodyLimit: longForm },
} satisfies Record<string, Route>

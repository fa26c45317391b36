import { logTables } from '../../foundation/owns.ts'
import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { agreementRoutes } from './agreements/routes.ts'
import { decisionTables } from './decisions/owns.ts'
import { decisionRoutes } from './decisions/routes.ts'
import { moneyTables } from './money/owns.ts'
import { moneyRoutes } from './money/routes.ts'
import { accountPaths as paths } from './paths.ts'
import { tenderTables } from './tenders/owns.ts'
import { tenderRoutes } from './tenders/routes.ts'

const readsLog = { needs: { verb: 'read', kind: 'log_entry' } as Needs }

const readsCases = { needs: { crossing: 'enforcement.files_of_case(text)' } as Needs }

const heads = () => import('./heads-page.ts')
const records = () => import('./records-page.ts')
const staff = () => import('./staff-page.ts')
const caseOpenings = () => import('./case-page.ts')
const entry = () => import('./entry-page.ts')

/** Who saw what, and how anybody can check it; and what was decided. */
export const accountRoom: Room = {
  name: 'Account',
  prefix: '/account',
  paths,
  owns: [...logTables, ...moneyTables, ...decisionTables, ...tenderTables],
  scripts: {},
  glances: [
    {
      needs: { verb: 'read', kind: 'plan' },
      way: { to: paths.heads, words: 'Log checkpoints', ...readsLog },
      from: () => import('./glance.ts'),
    },
  ],
  routes: {
    ...moneyRoutes,
    ...decisionRoutes,
    ...tenderRoutes,
    records: {
      get: paths.records,
      ...readsLog,
      from: records,
      menu: {
        title: 'Who saw a record',
        lead: 'Who looked at a home, a resident, a kit or a person, and when.',
      },
    },
    findRecords: { post: paths.records, ...readsLog, limit: 'search', from: records },
    staff: {
      get: paths.staff,
      ...readsLog,
      from: staff,
      menu: { title: 'Staff activity', lead: 'What a member of staff looked at and changed.' },
    },
    findStaff: { post: paths.staff, ...readsLog, limit: 'search', from: staff },
    caseOpenings: {
      get: paths.caseOpenings,
      ...readsCases,
      from: caseOpenings,
      menu: {
        title: 'Who opened a case',
        lead: 'Who looked at the records of a case, and who worked on it.',
      },
    },
    findCaseOpenings: { post: paths.caseOpenings, ...readsCases, limit: 'search', from: caseOpenings },
    samples: {
      get: paths.samples,
      ...readsLog,
      from: () => import('./samples-page.ts'),
      menu: { title: 'Log samples', lead: 'Entries drawn at random, to ask about.' },
    },
    heads: {
      get: paths.heads,
      ...readsLog,
      from: heads,
      menu: { title: 'Log checkpoints', lead: 'Signed states of the access log, and who has seen them.' },
    },
    headsFile: {
      get: paths.headsFile,
      ...readsLog,
      from: heads,
      machine: { summary: 'Checkpoints of the access log, all or those of some days', type: 'text/csv' },
    },
    ...agreementRoutes,
    entry: { get: paths.entry, ...readsLog, from: entry },
    entryProof: { get: paths.entryProof, ...readsLog, from: entry },
    eraseEntry: { post: paths.eraseEntry, needs: { verb: 'remove', kind: 'log_text' }, from: entry },
  },
  moved: {},
}

import { z } from 'zod'
import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const readsAssignments = { needs: { verb: 'read', kind: 'assignment' } as Needs }
const makesAssignments = { needs: { verb: 'add', kind: 'assignment' } as Needs }
const readsSetAside = { needs: { verb: 'read', kind: 'set_aside_decision' } as Needs }
const readsPhones = { needs: { verb: 'read', kind: 'phone_contact' } as Needs }
const actsOnPhones = { needs: { verb: 'add', kind: 'phone_act' } as Needs }

const readsEvents = { needs: { verb: 'read', kind: 'phone_event' } as Needs }

const readsCopies = { needs: { verb: 'read', kind: 'saved_copy' } as Needs }

const team = () => import('../team/team-page.ts')
const assignments = () => import('./assignments/assignments-page.ts')
const told = () => import('./told/told-page.ts')
const setAside = () => import('./set-aside/set-aside-page.ts')
const receipts = () => import('./receipts/receipts-page.ts')
const copies = () => import('./copies/saved-copies-page.ts')
const phones = () => import('./phones/phones-page.ts')
const findsLostPhones = { needs: { crossing: 'engagement.phones_to_revoke(text)' } as Needs }
const lostPhones = () => import('./phones/lost-phones-page.ts')

/** What a sergeant does about rounds and phones. */
export const deskRoutes = {
  team: {
    get: paths.team,
    ...readsPhones,
    from: team,
    menu: {
      group: 'Today',
      title: 'Team',
      lead: 'Who is out today, when each was last heard from, and what is not sent.',
    },
  },
  teamCsv: {
    get: paths.teamCsv,
    ...readsPhones,
    from: team,
    machine: {
      summary: 'Rounds of today, with doors, kits and the last contact of each phone',
      type: 'text/csv',
    },
  },
  teamFigures: {
    get: paths.teamFigures,
    needs: { crossing: 'engagement.team_figures(timestamp with time zone, double precision)' } as Needs,
    from: () => import('../team/team-figures-page.ts'),
    menu: {
      group: 'Today',
      title: 'Officers out',
      lead: 'How many officers are out in each BCU, and how many phones are silent.',
    },
  },
  assignments: {
    get: paths.assignments,
    ...readsAssignments,
    from: assignments,
    menu: {
      group: 'Rounds',
      title: 'Assignments',
      lead: 'Which officer walks which streets, and how many homes were visited.',
    },
  },
  assignmentsCsv: {
    get: paths.assignmentsCsv,
    ...readsAssignments,
    from: assignments,
    machine: { summary: 'Assignments, with homes and visits counted', type: 'text/csv' },
  },
  visitsCsv: {
    get: paths.visitsCsv,
    ...readsAssignments,
    from: () => import('./visits/visits-csv.ts'),
    machine: {
      summary: 'Recorded visits, each with the day it came in and the day it was made',
      type: 'text/csv',
    },
  },
  makeAssignment: { post: paths.assignments, ...makesAssignments, from: assignments },
  endAssignment: { post: paths.endAssignment, ...makesAssignments, from: assignments },
  told: {
    get: paths.told,
    ...readsSetAside,
    from: told,
    menu: {
      group: 'Today',
      title: 'From the doors',
      lead: 'Vulnerable people, repeat victims and homes to leave out, as officers told you.',
    },
  },
  toldCsv: {
    get: paths.toldCsv,
    ...readsSetAside,
    from: told,
    machine: { summary: 'What officers told their sergeant at doors', type: 'text/csv' },
  },
  setAside: {
    get: paths.setAside,
    ...readsSetAside,
    from: setAside,
    menu: {
      group: 'Today',
      title: 'Set aside',
      lead: 'Records from phones that do not fit, for you to decide about.',
    },
  },
  setAsideCsv: {
    get: paths.setAsideCsv,
    ...readsSetAside,
    from: setAside,
    machine: { summary: 'Records of phones that were set aside, and what was decided', type: 'text/csv' },
  },
  decideSetAside: {
    post: paths.decideSetAside,
    needs: { verb: 'add', kind: 'set_aside_decision' },
    from: setAside,
  },
  phones: {
    get: paths.phones,
    ...readsPhones,
    from: phones,
    menu: {
      group: 'Phones',
      title: 'Phones',
      lead: 'Last contact of each phone, what it had not sent, and what a lost one held.',
    },
  },
  phonesCsv: {
    get: paths.phonesCsv,
    ...readsPhones,
    from: phones,
    machine: { summary: 'Phones and what each said at its last contact', type: 'text/csv' },
  },
  phone: { get: paths.phone, ...readsPhones, from: phones },
  namePhone: { post: paths.namePhone, ...actsOnPhones, from: phones },
  revokePhone: { post: paths.revokePhone, ...actsOnPhones, from: phones },
  lostPhones: {
    get: paths.lostPhones,
    ...findsLostPhones,
    from: lostPhones,
    menu: {
      group: 'Phones',
      title: 'Lost phone',
      lead: 'Find a phone by the name of its officer, and revoke it.',
    },
  },
  findLostPhones: { post: paths.lostPhones, ...findsLostPhones, limit: 'search', from: lostPhones },
  revokeLostPhone: {
    post: paths.revokeLostPhone,
    needs: { crossing: 'engagement.revoke_lost_phone(uuid, uuid, text, timestamp with time zone)' },
    from: lostPhones,
  },
  receipts: {
    get: paths.receipts,
    ...readsEvents,
    from: receipts,
    menu: {
      group: 'Phones',
      title: 'Evening receipts',
      lead: 'What arrived from each phone on a day, and the code to compare with the phone.',
    },
  },
  receiptsCsv: {
    get: paths.receiptsCsv,
    ...readsEvents,
    from: receipts,
    machine: {
      summary: 'Evening receipts of a day',
      type: 'text/csv',
      query: z.object({ day: z.string().optional().describe('Day in UTC, such as 2026-11-29') }),
    },
  },
  receipt: { get: paths.receipt, ...readsEvents, from: receipts },
  receiptCsv: {
    get: paths.receiptCsv,
    ...readsEvents,
    from: receipts,
    machine: { summary: 'The records that an evening receipt is over', type: 'text/csv' },
  },
  savedCopies: {
    get: paths.savedCopies,
    ...readsCopies,
    from: copies,
    menu: {
      group: 'Phones',
      title: 'Saved copies',
      lead: 'Read in the records of a phone that cannot send them itself.',
    },
  },
  savedCopiesCsv: {
    get: paths.savedCopiesCsv,
    ...readsCopies,
    from: copies,
    machine: { summary: 'Saved copies of phones that were read in', type: 'text/csv' },
  },
  readInCopy: {
    post: paths.readInCopy,
    needs: { verb: 'add', kind: 'saved_copy' },
    from: copies,
    takesFile: 'as text',
    // A file that is too large is told so in words; what is larger still is not read.
    bodyLimit: 4_000_000,
  },
} satisfies Record<string, Route>

import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { supplyTables } from './owns.ts'
import { supplyPaths as paths } from './paths.ts'

const readsKits = { needs: { verb: 'read', kind: 'kit_position' } as Needs }
const stock = () => import('./pages/stock-page.ts')
const labels = () => import('./pages/labels-page.ts')
const kit = () => import('./pages/kit-page.ts')

const receivesKits = { needs: { verb: 'add', kind: 'kit_code' } as Needs }
const movesKits = { needs: { verb: 'add', kind: 'kit' } as Needs }
/** Whoever goes from door to door with kits of their own. */
const goesToDoors = { needs: { verb: 'add', kind: 'home_proposal' } as Needs }
const readsTeams = { needs: { verb: 'read', kind: 'team' } as Needs }
const receive = () => import('./pages/receive-page.ts')
const send = () => import('./pages/send-page.ts')
const transfers = () => import('./pages/transfers-page.ts')
const transfer = () => import('./pages/transfer-page.ts')
const myKits = () => import('./pages/my-kits-page.ts')
const teams = () => import('./pages/teams-page.ts')
const team = () => import('./pages/team-page.ts')
/** Bytes of a form that names a whole delivery or store, serial by serial. */
const longForm = { bodyLimit: 1024 * 1024 }
const readsCounts = { needs: { verb: 'read', kind: 'kit_count' } as Needs }
const addsCounts = { needs: { verb: 'add', kind: 'kit_count' } as Needs }
const readsLedger = { needs: { verb: 'read', kind: 'kit' } as Needs }
const addsToLedger = { needs: { verb: 'add', kind: 'kit' } as Needs }
const readsSupply = { needs: { verb: 'read', kind: 'supply' } as Needs }
const addsSupply = { needs: { verb: 'add', kind: 'supply' } as Needs }
const counts = () => import('./pages/counts-page.ts')
const count = () => import('./pages/count-page.ts')
const losses = () => import('./pages/losses-page.ts')
const recalls = () => import('./pages/recalls-page.ts')
const recall = () => import('./pages/recall-page.ts')
const disputes = () => import('./pages/disputes-page.ts')
const dispute = () => import('./pages/dispute-page.ts')
const suppliers = () => import('./pages/suppliers-page.ts')
const supplier = () => import('./pages/supplier-page.ts')

/** Kits from their maker to a home: who has how many, and the life of each. */
export const supplyRoom: Room = {
  name: 'Supply',
  prefix: '/supply',
  paths,
  owns: supplyTables,
  scripts: { scanField: new URL('islands/scan-field.ts', import.meta.url) },
  glances: [
    {
      ...readsKits,
      way: { to: paths.stock, words: 'Stock by holder', ...readsKits },
      from: () => import('./glance.ts'),
    },
  ],
  // Those who decide about homes decide about disputed kits.
  waits: [
    {
      needs: { verb: 'add', kind: 'home_decision' },
      to: paths.disputes,
      from: () => import('./waiting.ts'),
    },
  ],
  routes: {
    stock: {
      get: paths.stock,
      ...readsKits,
      from: stock,
      menu: { group: 'Kits', title: 'Stock', lead: 'Kits by who has them, and what is on the way to whom.' },
    },
    stockCsv: {
      get: paths.stockCsv,
      ...readsKits,
      from: stock,
      machine: { summary: 'Kits by holder', type: 'text/csv' },
    },
    kit: {
      get: paths.kit,
      ...readsKits,
      from: kit,
      menu: {
        group: 'Kits',
        title: 'Kit history',
        lead: 'The whole life of a kit, from its maker to a home.',
      },
    },
    labels: {
      get: paths.labels,
      ...readsKits,
      from: labels,
      menu: {
        group: 'Kits',
        title: 'Print labels',
        lead: 'Labels with QR codes, and sheets to sign when kits are handed over.',
      },
    },
    printLabels: { post: paths.labels, ...readsKits, limit: 'search', from: labels },
    findKit: { post: paths.kit, ...readsKits, limit: 'search', from: kit },

    receive: {
      get: paths.receive,
      ...receivesKits,
      from: receive,
      menu: {
        group: 'On the way',
        title: 'Receive kits',
        lead: 'What a supplier announced, against what has come.',
      },
    },
    receiveCsv: {
      get: paths.receiveCsv,
      ...receivesKits,
      from: receive,
      machine: { summary: 'Boxes that suppliers announced and that have not all come', type: 'text/csv' },
    },
    receiveKits: { post: paths.receive, ...receivesKits, ...longForm, from: receive },
    send: {
      get: paths.send,
      ...movesKits,
      from: send,
      menu: {
        group: 'On the way',
        title: 'Send kits',
        lead: 'From the central store to a BCU, to a team, to an officer, and back.',
      },
    },
    sendKits: { post: paths.send, ...movesKits, ...longForm, from: send },
    transfers: {
      get: paths.transfers,
      ...movesKits,
      from: transfers,
      menu: {
        group: 'On the way',
        title: 'Transfers',
        lead: 'Kits that were sent and that nobody has confirmed yet.',
      },
    },
    transfersCsv: {
      get: paths.transfersCsv,
      ...movesKits,
      from: transfers,
      machine: { summary: 'Transfers of kits under way', type: 'text/csv' },
    },
    transfer: { get: paths.transfer, ...movesKits, from: transfer },
    transferCsv: {
      get: paths.transferCsv,
      ...movesKits,
      from: transfer,
      machine: { summary: 'Kits of one transfer, and what became of each', type: 'text/csv' },
    },
    endTransfer: { post: paths.transfer, ...movesKits, ...longForm, from: transfer },
    myKits: {
      get: paths.myKits,
      ...goesToDoors,
      from: myKits,
      menu: { group: 'Kits', title: 'My kits', lead: 'Kits that you have, and those that are sent to you.' },
    },
    myKitsCsv: {
      get: paths.myKitsCsv,
      ...goesToDoors,
      from: myKits,
      machine: { summary: 'Kits that whoever asks has', type: 'text/csv' },
    },
    giveMyKits: { post: paths.myKits, ...goesToDoors, from: myKits },
    teams: {
      get: paths.teams,
      ...readsTeams,
      from: teams,
      menu: {
        group: 'Who has kits',
        title: 'Teams',
        lead: 'Teams of a BCU that kits are given to, and who is in them.',
      },
    },
    teamsCsv: {
      get: paths.teamsCsv,
      ...readsTeams,
      from: teams,
      machine: { summary: 'Teams, and how many are in each', type: 'text/csv' },
    },
    makeTeam: { post: paths.teams, needs: { verb: 'add', kind: 'team' }, from: teams },
    team: { get: paths.team, ...readsTeams, from: team },
    teamMembersCsv: {
      get: paths.teamMembersCsv,
      ...readsTeams,
      from: team,
      machine: { summary: 'Who is and was in a team', type: 'text/csv' },
    },
    addTeamMember: { post: paths.teamMembers, needs: { verb: 'add', kind: 'team' }, from: team },
    endTeamMember: { post: paths.endTeamMember, needs: { verb: 'change', kind: 'team' }, from: team },
    counts: {
      get: paths.counts,
      ...readsCounts,
      from: counts,
      menu: {
        group: 'Checks',
        title: 'Count kits',
        lead: 'Counts without sight of the ledger, and what differs.',
      },
    },
    countsCsv: {
      get: paths.countsCsv,
      ...readsCounts,
      from: counts,
      machine: { summary: 'Counts of kits', type: 'text/csv' },
    },
    beginCount: { post: paths.counts, ...addsCounts, from: counts },
    count: { get: paths.count, ...readsCounts, from: count },
    countCsv: {
      get: paths.countCsv,
      ...readsCounts,
      from: count,
      machine: { summary: 'Kits by which a count differs from the ledger', type: 'text/csv' },
    },
    finishCount: { post: paths.finishCount, ...addsCounts, ...longForm, from: count },
    decideCount: { post: paths.decideCount, ...addsCounts, from: count },
    losses: {
      get: paths.losses,
      ...readsLedger,
      from: losses,
      menu: {
        group: 'Checks',
        title: 'Losses',
        lead: 'Kits lost, damaged or expired, with reason and second person.',
      },
    },
    lossesCsv: {
      get: paths.lossesCsv,
      ...readsLedger,
      from: losses,
      machine: { summary: 'Losses of kits', type: 'text/csv' },
    },
    recalls: {
      get: paths.recalls,
      ...readsLedger,
      from: recalls,
      menu: { group: 'Checks', title: 'Recalls', lead: 'Recall or quarantine kits, and who was told.' },
    },
    recallsCsv: {
      get: paths.recallsCsv,
      ...readsLedger,
      from: recalls,
      machine: { summary: 'Recalls, quarantines and releases of kits', type: 'text/csv' },
    },
    stopKits: { post: paths.recalls, ...addsToLedger, from: recalls },
    recall: { get: paths.recall, ...readsLedger, from: recall },
    recallCsv: {
      get: paths.recallCsv,
      ...readsLedger,
      from: recall,
      machine: { summary: 'Holders and homes to be told of a recall', type: 'text/csv' },
    },
    tellRecall: { post: paths.tellRecall, ...addsToLedger, from: recall },
    releaseRecall: { post: paths.releaseRecall, ...addsToLedger, from: recall },
    disputes: {
      get: paths.disputes,
      ...readsLedger,
      from: disputes,
      menu: {
        group: 'Checks',
        title: 'Disputed facts',
        lead: 'Reports that contradict the ledger, for a sergeant to decide.',
      },
    },
    disputesCsv: {
      get: paths.disputesCsv,
      ...readsLedger,
      from: disputes,
      machine: { summary: 'Facts that contradict the ledger, and what was decided', type: 'text/csv' },
    },
    dispute: { get: paths.dispute, ...readsLedger, from: dispute },
    settle: { post: paths.settle, ...addsToLedger, from: dispute },
    suppliers: {
      get: paths.suppliers,
      ...readsSupply,
      from: suppliers,
      menu: {
        group: 'Who has kits',
        title: 'Suppliers',
        lead: 'Suppliers of kits, their contracts, prices and batches.',
      },
    },
    suppliersCsv: {
      get: paths.suppliersCsv,
      ...readsSupply,
      from: suppliers,
      machine: { summary: 'Suppliers of kits', type: 'text/csv' },
    },
    addSupplier: { post: paths.suppliers, ...addsSupply, from: suppliers },
    supplier: { get: paths.supplier, ...readsSupply, from: supplier },
    supplierCsv: {
      get: paths.supplierCsv,
      ...readsSupply,
      from: supplier,
      machine: { summary: 'Batches of a supplier, and how each came', type: 'text/csv' },
    },
    addContract: { post: paths.addContract, ...addsSupply, from: supplier },
    addPrice: { post: paths.addPrice, ...addsSupply, from: supplier },
  },
  moved: {},
}

import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { letterTables } from './letters/owns.ts'
import { letterRoutes } from './letters/routes.ts'
import { deliverPaths as paths } from './paths.ts'
import { cardRequestTables } from './card-requests/owns.ts'
import { kitStatementTables } from './kit-statements/owns.ts'
import { cardRequestRoutes } from './card-requests/routes.ts'
import { roundTables } from './rounds/owns.ts'
import { roundRoutes } from './rounds/routes.ts'
import { rotaRoutes } from './rota/routes.ts'
import { hoursRoutes } from './hours/routes.ts'
import { nextTables } from './who-is-next/owns.ts'
import { nextRoutes } from './who-is-next/routes.ts'
import { deskRoutes } from './sync/desk-routes.ts'
import { saturationTables } from './saturation/owns.ts'
import { spotCheckTables } from './spot-checks/owns.ts'
import { spotCheckRoutes } from './spot-checks/routes.ts'
import { saturationRoutes } from './saturation/routes.ts'
import { signTables } from './signs/owns.ts'
import { signRoutes } from './signs/routes.ts'
import { surveyTables } from './surveys/owns.ts'
import { wallRoutes } from './wall/routes.ts'
import { syncRoutes } from './sync/routes.ts'
import { syncTables } from './sync/owns.ts'

const readsHomes = { needs: { verb: 'read', kind: 'home' } as Needs }
const answersAccess = { needs: { crossing: 'engagement.subject_access(uuid)' } as Needs }

const countsTeams = {
  needs: { crossing: 'engagement.team_figures(timestamp with time zone, double precision)' } as Needs,
}

const readsDeployments = { needs: { verb: 'read', kind: 'deployment' } as Needs }

const deployments = () => import('./deployments/deployments-page.ts')
const deployment = () => import('./deployments/deployment-page.ts')
const homes = () => import('./home-pages.ts')
const readsPlans = { needs: { verb: 'read', kind: 'plan' } as Needs }
const editions = () => import('./address-editions-page.ts')
const proposals = () => import('./proposals-page.ts')
const homeKits = () => import('./home-kits.ts')
const residents = () => import('./resident-forms.ts')

/** Where kits go and when, homes and who registered there, who goes to the doors, and how far each place is. */
export const deliverRoom: Room = {
  name: 'Deliver',
  prefix: '/deliver',
  paths,
  owns: [
    'target.deployment_approval',
    'target.deployment',
    'target.deployment_area',
    'target.deployment_change',
    'target.deployment_now',
    'target.deployment_area_now',
    'engagement.resident',
    'engagement.subject_access',
    'engagement.find_homes',
    'enforcement.cocoon',
    ...nextTables,
    ...syncTables,
    ...roundTables,
    ...saturationTables,
    ...cardRequestTables,
    ...kitStatementTables,
    ...letterTables,
    ...spotCheckTables,
    ...signTables,
    ...surveyTables,
  ],
  glances: [
    {
      needs: { verb: 'read', kind: 'street_count' },
      way: { to: paths.wall, words: 'Live wall', needs: { verb: 'read', kind: 'street_count' } },
      from: () => import('./wall/glance.ts'),
    },
    {
      ...countsTeams,
      way: { to: paths.teamFigures, words: 'Officers out', ...countsTeams },
      from: () => import('./team/glance.ts'),
    },
  ],
  waits: [
    {
      needs: { verb: 'add', kind: 'set_aside_decision' },
      to: paths.setAside,
      from: () => import('./sync/set-aside/waiting.ts'),
    },
    {
      needs: { verb: 'add', kind: 'home_decision' },
      to: paths.proposals,
      from: () => import('./proposals-waiting.ts'),
    },
    {
      needs: { verb: 'add', kind: 'spot_check' },
      to: paths.spotChecks,
      from: () => import('./spot-checks/waiting.ts'),
    },
    {
      needs: { verb: 'add', kind: 'spot_finding' },
      to: paths.spotChecks,
      from: () => import('./spot-checks/waiting.ts'),
    },
    { ...countsTeams, to: paths.teamFigures, from: () => import('./team/waiting.ts') },
  ],
  scripts: {
    liveWall: new URL('islands/live-wall.ts', import.meta.url),
    chooseOnMap: new URL('islands/choose-on-map.ts', import.meta.url),
  },
  routes: {
    // The menu names its groups in this order.
    ...wallRoutes,
    ...nextRoutes,
    ...roundRoutes,
    ...rotaRoutes,
    ...saturationRoutes,
    deployments: {
      get: paths.deployments,
      ...readsDeployments,
      from: deployments,
      menu: {
        group: 'Deployments',
        title: 'Deployments',
        lead: 'Where kits go and when, and how many homes have one.',
      },
    },
    deploymentsCsv: {
      get: paths.deploymentsCsv,
      ...readsDeployments,
      from: deployments,
      machine: { summary: 'Every deployment as it stands', type: 'text/csv' },
    },
    deploymentsGeoJson: {
      get: paths.deploymentsGeoJson,
      ...readsDeployments,
      from: deployments,
      machine: { summary: 'The areas of deployments, with outlines', type: 'application/geo+json' },
    },
    deployment: { get: paths.deployment, ...readsDeployments, from: deployment },
    deploymentCsv: {
      get: paths.deploymentCsv,
      ...readsDeployments,
      from: deployment,
      machine: { summary: 'The areas of one deployment', type: 'text/csv' },
    },
    changeDeployment: {
      post: paths.changeDeployment,
      needs: { verb: 'add', kind: 'deployment' },
      from: deployment,
    },
    homes: {
      get: paths.homes,
      ...readsHomes,
      from: homes,
      menu: {
        group: 'Homes',
        title: 'Homes',
        lead: 'Find a home of your wards, and register who lives there.',
      },
    },
    findHomes: { post: paths.homes, ...readsHomes, limit: 'search', from: homes },
    home: { get: paths.home, ...readsHomes, from: homes },
    moveKitAtHome: { post: paths.homeKits, needs: { verb: 'add', kind: 'home_proposal' }, from: homeKits },
    registerResident: { post: paths.residents, needs: { verb: 'add', kind: 'resident' }, from: residents },
    eraseResident: { post: paths.eraseResident, ...answersAccess, from: residents },
    heldOfResident: { post: paths.heldOfResident, ...answersAccess, from: residents },
    cocoon: {
      get: paths.cocoon,
      needs: { crossing: 'enforcement.cocoon(timestamptz, integer)' },
      from: () => import('./cocoon-page.ts'),
      menu: {
        group: 'Homes',
        title: 'Homes near a burglary',
        lead: 'Homes around a recent burglary, to be offered a kit first.',
      },
    },
    proposeHome: { post: paths.proposeHome, needs: { verb: 'add', kind: 'home_proposal' }, from: proposals },
    proposals: {
      get: paths.proposals,
      needs: { verb: 'read', kind: 'home_proposal' },
      from: proposals,
      menu: {
        group: 'Homes',
        title: 'Proposals',
        lead: 'Homes to be left out of the register, or missing from it, for a second person to decide.',
      },
    },
    proposalsCsv: {
      get: paths.proposalsCsv,
      needs: { verb: 'read', kind: 'home_proposal' },
      from: proposals,
      machine: { summary: 'Proposals about homes, and what was decided', type: 'text/csv' },
    },
    decideProposal: {
      post: paths.decideProposal,
      needs: { verb: 'add', kind: 'home_decision' },
      from: proposals,
    },
    addressEditions: {
      get: paths.addressEditions,
      ...readsPlans,
      from: editions,
      menu: {
        group: 'Homes',
        title: 'Address editions',
        lead: 'Editions of the address file: what each changes in the register of homes, and whether it is to stand.',
      },
    },
    addressEdition: { get: paths.addressEdition, ...readsPlans, from: editions },
    addressDifferences: {
      get: paths.addressDifferences,
      ...readsPlans,
      from: editions,
      machine: { summary: 'Addresses of an edition that differ from what stood', type: 'text/csv' },
    },
    addressAreas: {
      get: paths.addressAreas,
      ...readsPlans,
      from: editions,
      machine: { summary: 'Homes of every area before an edition and after it', type: 'text/csv' },
    },
    ...spotCheckRoutes,
    ...hoursRoutes,
    ...cardRequestRoutes,
    ...letterRoutes,
    ...signRoutes,
    ...deskRoutes,
    ...syncRoutes,
    decideEdition: {
      post: paths.decideEdition,
      needs: { verb: 'add', kind: 'edition_decision' },
      from: editions,
    },
  },
  jobs: [
    {
      name: 'find the areas of homes',
      start: async ({ database, logger }) => {
        const { startPlacingHomes } = await import('./deployments/start-placing-homes.ts')
        return startPlacingHomes(database, logger)
      },
    },
    {
      name: 'take what residents say to their homes',
      start: async (parts) => {
        const { startTakingMessages } = await import('./start-taking-messages.ts')
        return startTakingMessages(parts)
      },
    },
  ],
  moved: { '/homes': paths.homes, '/homes/:id': paths.home, '/cocoon': paths.cocoon },
}

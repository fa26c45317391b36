import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import nunjucks from 'nunjucks'
import type { Crossing, DataKind, Verb } from '../access/access-table.ts'
import { allows } from '../access/may.ts'
import { personRoles, type PersonRole } from '../access/roles.ts'
import { nonceOf } from '../safe-answers.ts'
import type { SignedIn } from '../signed-in.ts'
import { productVersion } from '../version.ts'
import { assetPaths, govukFolder, mojFolder } from './assets.ts'

const serverFolder = join(import.meta.dirname, '../..')

const environment = new nunjucks.Environment(
  [serverFolder, govukFolder, mojFolder].map((folder) => new nunjucks.FileSystemLoader(folder)),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)
environment.addGlobal('assets', assetPaths)
environment.addGlobal('productVersion', productVersion)
/** The error that belongs to a field, as GOV.UK's components take it; undefined where there is none. */
environment.addGlobal('errorAt', (errors: readonly { text: string; href: string }[], href: string) => {
  const error = errors.find((each) => each.href === href)
  return error && { text: error.text }
})

type Page = { name: string; href: string; kind?: DataKind; crossing?: Crossing }

/** The rooms that have a page, and their pages, each with the kind of data that it shows; nothing else is shown. */
const rooms: readonly { name: string; pages: readonly Page[] }[] = [
  {
    name: 'Target',
    pages: [
      { name: 'Risk', href: '/', kind: 'burglary' },
      { name: 'Plan', href: '/plan', kind: 'burglary' },
      { name: 'Drafts', href: '/plan/drafts', kind: 'plan' },
      { name: 'Price ladder', href: '/price-ladder', kind: 'burglary' },
      { name: 'Phase-in', href: '/phase-in', kind: 'burglary' },
      { name: 'Back-test', href: '/back-test', kind: 'burglary' },
      { name: 'Settings', href: '/settings', kind: 'setting' },
    ],
  },
  {
    name: 'Deliver',
    pages: [
      { name: 'Homes', href: '/homes', kind: 'home' },
      { name: 'Cocoon', href: '/cocoon', crossing: 'enforcement.cocoon(timestamptz, integer)' },
    ],
  },
  {
    name: 'Trace',
    pages: [{ name: 'Trace a code', href: '/trace', crossing: 'engagement.trace(text, date)' }],
  },
  {
    name: 'Measure',
    pages: [
      { name: 'Programmes', href: '/measure', kind: 'plan' },
      {
        name: 'Burgled homes',
        href: '/measure/burgled-homes',
        crossing: 'enforcement.burgled_home_counts(date, date)',
      },
      { name: 'Method', href: '/measure/method', kind: 'plan' },
    ],
  },
  {
    name: 'Account',
    pages: [
      { name: 'Heads and witnesses', href: '/account/log/heads', kind: 'log_entry' },
      { name: 'Who saw a record', href: '/account/log/records', kind: 'log_entry' },
      { name: 'What a person did', href: '/account/log/people', kind: 'act' },
      { name: 'Samples for review', href: '/account/log/samples', kind: 'log_entry' },
    ],
  },
  {
    name: 'People',
    pages: [
      { name: 'People', href: '/people', kind: 'person' },
      { name: 'Devices', href: '/devices', kind: 'session' },
      { name: 'Emergency sign-ins', href: '/emergencies', kind: 'emergency' },
    ],
  },
]

const pagesFor = (pages: readonly Page[], role: PersonRole): readonly Page[] =>
  pages.filter(
    ({ kind, crossing }) =>
      (kind === undefined || allows(role, { verb: 'read', kind })) &&
      (crossing === undefined || allows(role, { crossing })),
  )

/** What a page says of whoever looks at it. */
const viewerOf = ({ person, role, roles, formToken, emergency, notices }: SignedIn) => ({
  name: person.name,
  /** Whether to show a button: by the table that the database's policies are made from. */
  may: (verb: Verb, kind: DataKind): boolean => role !== null && allows(role, { verb, kind }),
  mayCross: (crossing: Crossing): boolean => role !== null && allows(role, { crossing }),
  role: role ? personRoles[role].title : 'no role in use',
  maySwitch: roles.length > 1,
  formToken,
  emergency,
  notices: notices.map((notice) => ({
    id: notice.id,
    reason: notice.reason,
    role: personRoles[notice.role].title,
  })),
})

type PageContext = { room?: string; page?: string } & Record<string, unknown>

/** HTML of a view, named by its path below apps/server. Every value is escaped unless a view says otherwise. */
export const renderView = (view: string, context: PageContext, signedIn: SignedIn | null): string => {
  const role = signedIn?.role
  const open = role
    ? rooms
        .map((room) => ({ name: room.name, pages: pagesFor(room.pages, role) }))
        .filter(({ pages }) => pages.length > 0)
    : []
  return environment.render(view, {
    ...context,
    viewer: signedIn ? viewerOf(signedIn) : undefined,
    navigation: open.map(({ name, pages }) => ({
      text: name,
      href: pages[0]?.href,
      active: name === context.room,
    })),
    roomNavigation: open
      .find(({ name }) => name === context.room)
      ?.pages.map(({ name, href }) => ({ text: name, href, active: name === context.page })),
  })
}

/** Answers with a view, for whoever sent the request; browsers keep nothing of it. */
export const sendPage = (
  reply: FastifyReply,
  status: number,
  view: string,
  context: PageContext,
): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(renderView(view, { ...context, nonce: nonceOf(reply) }, reply.request.signedIn ?? null))

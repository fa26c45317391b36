import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { productVersion } from '../version.ts'
import { assetPaths, govukFolder, mojFolder } from './assets.ts'

const serverFolder = join(import.meta.dirname, '../..')

const environment = new nunjucks.Environment(
  [serverFolder, govukFolder, mojFolder].map((folder) => new nunjucks.FileSystemLoader(folder)),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)
environment.addGlobal('assets', assetPaths)
environment.addGlobal('productVersion', productVersion)

/** The rooms that have a page, and their pages; the navigation shows what exists and nothing else. */
const rooms = [
  {
    name: 'Target',
    pages: [
      { name: 'Risk', href: '/' },
      { name: 'Plan', href: '/plan' },
      { name: 'Drafts', href: '/plan/drafts' },
      { name: 'Price ladder', href: '/price-ladder' },
      { name: 'Phase-in', href: '/phase-in' },
      { name: 'Back-test', href: '/back-test' },
      { name: 'Settings', href: '/settings' },
    ],
  },
  {
    name: 'Measure',
    pages: [
      { name: 'Programmes', href: '/measure' },
      { name: 'Method', href: '/measure/method' },
    ],
  },
  {
    name: 'Account',
    pages: [
      { name: 'Heads and witnesses', href: '/account/log/heads' },
      { name: 'Who saw a record', href: '/account/log/records' },
      { name: 'What a person did', href: '/account/log/people' },
      { name: 'Samples for review', href: '/account/log/samples' },
    ],
  },
]

/** HTML of a view, named by its path below apps/server. Every value is escaped unless a view says otherwise. */
export const renderView = (
  view: string,
  context: { room?: string; page?: string } & Record<string, unknown>,
): string => {
  const room = rooms.find(({ name }) => name === context.room)
  return environment.render(view, {
    ...context,
    navigation: rooms.map(({ name, pages }) => ({
      text: name,
      href: pages[0]?.href,
      active: name === context.room,
    })),
    roomNavigation: room?.pages.map(({ name, href }) => ({
      text: name,
      href,
      active: name === context.page,
    })),
  })
}

import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { productVersion } from '../version.ts'
import { assetPaths, govukFolder } from './assets.ts'

const serverFolder = join(import.meta.dirname, '../..')

const environment = new nunjucks.Environment(
  [new nunjucks.FileSystemLoader(serverFolder), new nunjucks.FileSystemLoader(govukFolder)],
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)
environment.addGlobal('assets', assetPaths)
environment.addGlobal('productVersion', productVersion)

/** The rooms that have a page; the navigation shows what exists and nothing else. */
const rooms = [{ name: 'Target', href: '/' }]

/** HTML of a view, named by its path below apps/server. Every value is escaped unless a view says otherwise. */
export const renderView = (view: string, context: { room?: string } & Record<string, unknown>): string =>
  environment.render(view, {
    ...context,
    navigation: rooms.map(({ name, href }) => ({ text: name, href, active: name === context.room })),
  })

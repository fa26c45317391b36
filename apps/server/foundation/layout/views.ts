import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import nunjucks from 'nunjucks'
import type { Crossing, DataKind, Verb } from '../access/access-table.ts'
import { allows } from '../access/may.ts'
import { personRoles } from '../access/roles.ts'
import { footFor, menusFor } from '../room/menus.ts'
import { roomNavigationOf } from './room-navigation.ts'
import type { AnyRoom } from '../room/room.ts'
import { nonceOf } from '../safe-answers.ts'
import type { SignedIn } from '../signed-in.ts'
import { productVersion } from '../version.ts'
import { addAssets, govukFolder, mojFolder } from './assets.ts'

const serverFolder = join(import.meta.dirname, '../..')

type PageContext = { room?: string; page?: string } & Record<string, unknown>

/** Renders a view, named by its path below apps/server, for the signed-in person. */
export type Views = (view: string, context: PageContext, signedIn: SignedIn | null) => string

declare module 'fastify' {
  interface FastifyInstance {
    views: Views
  }
}

/** What a page shows of the signed-in person. */
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

const environmentOf = (rooms: readonly AnyRoom[], assets: Readonly<Record<string, string>>) => {
  const environment = new nunjucks.Environment(
    [serverFolder, govukFolder, mojFolder].map((folder) => new nunjucks.FileSystemLoader(folder)),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  )
  environment.addGlobal('assets', assets)
  environment.addGlobal(
    'paths',
    Object.fromEntries(rooms.map(({ name, paths }) => [name.toLowerCase(), paths])),
  )
  environment.addGlobal('productVersion', productVersion)
  /** The error that belongs to a field, as GOV.UK's components take it; undefined where there is none. */
  environment.addGlobal('errorAt', (errors: readonly { text: string; href: string }[], href: string) => {
    const error = errors.find((each) => each.href === href)
    return error && { text: error.text }
  })
  return environment
}

/**
 * Serves the styles and scripts of `rooms`, and lets `sendPage` answer with their views. Every value is escaped unless
 * a view says otherwise.
 */
export const addViews = (app: FastifyInstance, rooms: readonly AnyRoom[]): void => {
  const scripts = Object.assign({}, ...rooms.map((room) => room.scripts)) as Record<string, URL>
  const environment = environmentOf(rooms, addAssets(app, scripts))
  app.decorate('views', (view: string, context: PageContext, signedIn: SignedIn | null) => {
    const menus = signedIn?.role ? menusFor(rooms, signedIn.role) : []
    return environment.render(view, {
      ...context,
      marking: app.marking,
      viewer: signedIn ? viewerOf(signedIn) : undefined,
      navigation: menus.map(({ room, pages }) => ({
        text: room,
        href: pages[0]?.href,
        active: room === context.room,
      })),
      foot: signedIn?.role ? footFor(rooms, signedIn.role) : [],
      roomNavigation: roomNavigationOf(
        menus.find(({ room }) => room === context.room)?.pages ?? [],
        context.page,
      ),
    })
  })
}

/** Answers with a view, for the person who sent the request; browsers keep no copy. */
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
    .send(
      reply.server.views(
        view,
        { ...reply.request.frame, ...context, nonce: nonceOf(reply) },
        reply.request.signedIn ?? null,
      ),
    )

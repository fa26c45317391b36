import { allows } from '../access/may.ts'
import type { PersonRole } from '../access/roles.ts'
import { patternOf, type AnyRoom, type RouteWords } from './room.ts'

export type MenuPage = { title: string; lead: string; href: string; group?: string }

/** Whether a role may ask for a route. */
const isFor = (role: PersonRole, route: RouteWords): boolean =>
  !('needs' in route) || allows(role, route.needs)

/** The rooms that have a page for a role, each with its pages; nothing else is shown. */
export const menusFor = (
  rooms: readonly AnyRoom[],
  role: PersonRole,
): { room: string; pages: MenuPage[] }[] =>
  rooms
    .map(({ name, routes }) => ({
      room: name,
      pages: Object.values(routes).flatMap((route) =>
        route.menu && isFor(role, route) ? [{ ...route.menu, href: patternOf(route) }] : [],
      ),
    }))
    .filter(({ pages }) => pages.length > 0)

/** What a role finds at the foot of every page. */
export const footFor = (rooms: readonly AnyRoom[], role: PersonRole): { text: string; href: string }[] =>
  rooms.flatMap(({ routes }) =>
    Object.values(routes).flatMap((route) =>
      route.foot && isFor(role, route) ? [{ text: route.foot, href: patternOf(route) }] : [],
    ),
  )

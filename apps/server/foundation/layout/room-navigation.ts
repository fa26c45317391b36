import type { MenuPage } from '../room/menus.ts'

/** With more entries than this the menu of a room is folded up where it is narrow: it would fill half a phone. */
const mostUnfolded = 4

/** With more entries than this a menu has its groups side by side at a desk, each below its name: as rows nothing is found. */
const mostInRows = 12

export type RoomNavigation = {
  /** As MoJ's sub navigation takes them. */
  items: { text: string; href: string; active: boolean }[]
  /** The same by what they are found with, in the order in which the room names them. */
  groups: { name: string; items: RoomNavigation['items'] }[]
  folds: boolean
  hasColumns: boolean
  /** The entry one is at; none on a page below the entries. */
  here: string | undefined
}

/** The menu of a room as its pages show it. */
export const roomNavigationOf = (pages: readonly MenuPage[], at: unknown): RoomNavigation => {
  const itemOf = ({ title, href }: MenuPage) => ({ text: title, href, active: title === at })
  const groups = [...Map.groupBy(pages, ({ group }) => group ?? '')].map(([name, own]) => ({
    name,
    items: own.map(itemOf),
  }))
  const items = groups.flatMap((group) => group.items)
  return {
    items,
    groups,
    folds: items.length > mostUnfolded,
    hasColumns: items.length > mostInRows,
    here: items.find(({ active }) => active)?.text,
  }
}

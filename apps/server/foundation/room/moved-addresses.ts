import type { AnyRoom } from './room.ts'

type Moved = { old: RegExp; names: string[]; pattern: string }

const asExpression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '([^/]+)')}$`)

/**
 * Where an address that a room had before leads now, with its query; undefined for any other. Only what was looked at by
 * address is led on: a form of an old page asks for the page first.
 */
export const movedAddresses = (rooms: readonly AnyRoom[]): ((url: string) => string | undefined) => {
  const all: Moved[] = rooms.flatMap(({ moved }) =>
    Object.entries(moved).map(([old, { pattern }]) => ({
      old: asExpression(old),
      names: Array.from(old.matchAll(/:(\w+)/g), ([, name = '']) => name),
      pattern,
    })),
  )
  return (url) => {
    const [path = '', ...query] = url.split('?')
    for (const { old, names, pattern } of all) {
      const found = old.exec(path)
      if (!found) continue
      const now = names.reduce(
        (text, name, at) => text.replace(`:${name}`, () => found[at + 1] ?? ''),
        pattern,
      )
      return [now, ...query].join('?')
    }
    return undefined
  }
}

import type { Formats } from '../../packages/protocol/events/formats.ts'
import type { EventId } from '../../packages/protocol/words/values.ts'
import { afternoon } from '../phone-events.ts'
import { persons } from './city.ts'
import { openHandset, type Handset, type Made } from './handset.ts'
import { isOnDisk, type Look } from './looks.ts'
import { handsets, type Plan } from './plan.ts'
import { claimsOf, type Claim } from './proof.ts'
import { seeded } from './seeded.ts'
import { openServer } from './server.ts'
import type { Server, Station } from './station.ts'
import { openWorld, type World } from './world.ts'

/** Formats of a server one version ahead of the oldest phones: what they call `nobody-in` is `no-answer` now. */
export const twoFormats: Formats = {
  present: 2,
  renamed: [{ since: 2, path: ['fact', 'kind'], from: 'nobody-in', to: 'no-answer' }],
}

/** Everything of one run: server, phones, people, and what is known about them from outside. */
export type Town<S extends Station = Server> = {
  world: World
  server: S
  handsets: Handset[]
  made: Made[]
  /** Events whose every copy was destroyed on purpose: a phone cleared or erased, a database put back. */
  destroyed: Set<EventId>
  /** The same of homes that were opened. */
  destroyedLooks: Set<Look>
  /** What cursors said when they were let go or their phone crashed, to be held against the log. */
  claims: Claim[]
  /** Cursors, as `phone key`, whose pages were wiped: until the phone lets go of one, nothing can be proved of it. */
  wiped: Set<string>
  /** How often each phone has told that its pages differed. */
  differed: number[]
  /** What was found wrong, in words. */
  faults: string[]
}

/** Whether an event is on some disk or at the server. */
export const isAnywhere = (
  { handsets: all, server }: Pick<Town<Station>, 'handsets' | 'server'>,
  id: EventId,
): boolean =>
  server.has(id) ||
  all.some(({ disk }) =>
    [...disk.rows('outbox').values()].some((row) => (row as { event: { id: EventId } }).event.id === id),
  )

/** Looks of phones that were saved and are on their phone's disk, or at the server. */
export const keptLooks = ({ handsets: all, server }: Pick<Town<Station>, 'handsets' | 'server'>): Look[] =>
  all.flatMap(({ disk, looks }) =>
    looks.filter(({ saved }) => saved !== null && (server.hasLooked(saved) || isOnDisk(saved, disk))),
  )

/** Whether some cursor of a phone has lost its pages. */
export const isWiped = ({ wiped }: Town<Station>, { number }: Handset): boolean =>
  [...wiped].some((key) => key.startsWith(`${number} `))

export const openTown = (plan: Plan): Town => {
  const world = openWorld(seeded(plan.seed, 'order'), afternoon)
  return townAround(plan, world, openServer(world, seeded(plan.seed, 'server'), twoFormats))
}

/** Phones and people around a server. */
export const townAround = <S extends Station>({ seed, weather }: Plan, world: World, server: S): Town<S> => {
  const made: Made[] = []
  const town: Town<S> = {
    world,
    server,
    made,
    handsets: Array.from({ length: handsets }, (_, at) =>
      openHandset(world, seeded(seed, `handset ${at}`), at, server, made),
    ),
    destroyed: new Set(),
    destroyedLooks: new Set(),
    claims: [],
    wiped: new Set(),
    differed: Array.from({ length: handsets }, () => 0),
    faults: [],
  }
  for (const handset of town.handsets) {
    const { number, disk, air } = handset
    air.weather = weather
    disk.onRemove = (table, key) => {
      if (table !== 'state') return
      if (key.startsWith('cursor ')) {
        town.claims.push(...claimsOf(town, handset, key))
        town.wiped.delete(`${number} ${key}`)
      }
      // Only a phone that was revoked takes away which phone it is.
      if (key !== 'device') return
      for (const row of disk.rows('outbox').values()) {
        const { id } = (row as { event: { id: EventId } }).event
        if (!server.has(id)) town.destroyed.add(id)
      }
      for (const look of handset.looks)
        if (look.saved === null || !server.hasLooked(look.saved)) town.destroyedLooks.add(look)
    }
    handset.person = persons[number]!
    server.sessions.set(number, { person: persons[number]!, until: Number.POSITIVE_INFINITY })
    handset.start()
  }
  return town
}

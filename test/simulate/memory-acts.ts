import type { HomeId } from '../../packages/protocol/words/values.ts'
import { assignments, kits, pageOf, persons } from './city.ts'
import type { NewRow } from './feed.ts'
import type { Step } from './plan.ts'
import { copyOfRecords, homesIn, kitRows, newRecords, outcomeOf, type Records } from './records.ts'
import type { Server, Station } from './station.ts'
import type { World } from './world.ts'

const at = <T>(list: readonly T[], roll: number): T => list[Math.floor(roll * list.length)]!

/** Ends the server's process: transactions that are open come to nothing. */
const endProcess = (server: Server): void => {
  server.process.alive = false
  server.process = { alive: true }
  server.records.feed.open.clear()
}

/** A home leaves its round for another; its withdrawal may bear an earlier date. */
const moveHome = (records: Records, { rolls: [which, to, dated] }: Step, now: number): NewRow[] => {
  const { rounds, feed } = records
  const from = at(assignments, which)
  const own = homesIn(records, from)
  const home = at(own, dated)
  const target = at(assignments, to)
  if (home === undefined || own.length < 2 || target === from) return []
  rounds.get(from)!.homes.set(home, now)
  rounds.get(target)!.homes.set(home, null)
  const earlier = feed.next - BigInt(Math.floor(dated * 40))
  const gone = (part: 'homes' | 'outcomes'): NewRow => ({
    page: pageOf(from, part),
    id: home,
    data: null,
    dated: earlier < 0n ? 0n : earlier,
  })
  return [
    gone('homes'),
    gone('outcomes'),
    { page: pageOf(target, 'homes'), id: home, data: { home } },
    { page: pageOf(target, 'outcomes'), id: home, data: outcomeOf(records, home as HomeId) },
  ]
}

/** What happens at desks, and to the server itself, done to its records in memory. */
export const memoryActs = (world: World, serverOf: () => Server): Station['acts'] => {
  let backup = newRecords()
  return {
    'server restarts': () => endProcess(serverOf()),
    backup: () => {
      backup = copyOfRecords(serverOf().records)
    },
    restore: () => {
      const server = serverOf()
      endProcess(server)
      server.records = { ...copyOfRecords(backup), epoch: `epoch-${server.feeds.size}` }
      server.feeds.set(server.records.epoch, server.records.feed)
    },
    'home moves': (step) => serverOf().write((records) => moveHome(records, step, world.now())),
    'round changes hands': ({ rolls }) => {
      const round = at(assignments, rolls[0])
      const { rounds } = serverOf().records
      rounds.set(round, { ...rounds.get(round)!, person: at(persons, rolls[1]) })
    },
    'safety note': ({ rolls }) =>
      serverOf().write(() => [
        {
          page: pageOf(at(assignments, rolls[0]), 'safety'),
          id: `desk ${world.now()}`,
          data: { note: 'Dog' },
        },
      ]),
    'kit stops': ({ rolls }) =>
      serverOf().write(({ kits: states }) => {
        const kit = at(kits, rolls[0])
        const before = states.get(kit)!
        if (!before.holder.startsWith('person:')) return []
        states.set(kit, { ...before, stopped: true })
        return kitRows(kit, 'elsewhere', before.holder)
      }),
  }
}

import type { DeviceValue } from '../../packages/phone-sync/store/tables.ts'
import { persons } from './city.ts'
import type { Handset } from './handset.ts'
import type { StationStep, Step, StepKind } from './plan.ts'
import { claimsOf } from './proof.ts'
import type { Station } from './station.ts'
import { giveUp, tap, undo } from './taps.ts'
import { isAnywhere, isWiped, keptLooks, type Town } from './town.ts'

const at = <T>(list: readonly T[], roll: number): T => list[Math.floor(roll * list.length)]!

/** Ends all windows, does something to the storage, and starts the app again some seconds later. */
const restart = (town: Town<Station>, handset: Handset, roll: number, what?: () => void): void => {
  handset.crash()
  town.claims.push(...claimsOf(town, handset))
  what?.()
  town.world.after({ alive: true }, 500 + Math.floor(roll * 20_000), () => {
    if (handset.windows.length === 0) handset.start()
  })
}

/** Signs somebody in at the server too, if the phone hears it. */
const signIn = ({ server }: Town<Station>, handset: Handset): void => {
  if (handset.person && handset.air.signal === 'there')
    server.sessions.set(handset.number, { person: handset.person, until: Number.POSITIVE_INFINITY })
}

/** Notes every saved event that was somewhere before and is nowhere after: it was destroyed, not lost. */
const destroying = async (town: Town<Station>, act: () => void | Promise<void>): Promise<void> => {
  const before = town.made.filter(({ id, saved }) => saved && isAnywhere(town, id))
  const looksBefore = keptLooks(town)
  await act()
  const kept = new Set(keptLooks(town))
  for (const look of looksBefore) if (!kept.has(look)) town.destroyedLooks.add(look)
  for (const { id } of before) if (!isAnywhere(town, id)) town.destroyed.add(id)
}

const atStation =
  (kind: StationStep): Act =>
  ({ server }, _, step) =>
    server.acts[kind](step)

type Act = (town: Town<Station>, handset: Handset, step: Step) => void | Promise<void>

const acts: Readonly<Record<StepKind, Act>> = {
  tap: (town, handset, step) => tap(town, handset, step),
  undo: (town, handset, step) => undo(town, handset, step),
  'give up': (_, handset, step) => giveUp(handset, step),
  'try now': (_, handset) => handset.tryNow(),
  signal: (_, { air }, { rolls }) => {
    air.signal = at(['none', 'none', 'swallowed', 'there', 'there', 'there', 'there'] as const, rolls[0])
  },
  crash: (town, handset, { rolls }) => restart(town, handset, rolls[0]),
  evict: (town, handset, { rolls }) =>
    restart(town, handset, rolls[0], () => {
      void destroying(town, () => handset.disk.evict())
      town.server.sessions.delete(handset.number)
      // That wiped pages differed may have been found since the last look, and is told of no other pages.
      if (isWiped(town, handset)) town.differed[handset.number] = handset.differed()
      for (const key of town.wiped) if (key.startsWith(`${handset.number} `)) town.wiped.delete(key)
    }),
  wipe: (town, handset, { rolls }) =>
    restart(town, handset, rolls[0], () => {
      handset.disk.wipe('pages')
      for (const key of handset.disk.rows('state').keys()) town.wiped.add(`${handset.number} ${key}`)
    }),
  'close connections': (_, { disk }) => disk.closeConnections(),
  full: (_, { disk }) => {
    disk.full = !disk.full
  },
  clock: (_, handset, { rolls }) => {
    handset.skew = Math.round((rolls[0] - 0.5) * 2 * (rolls[1] < 0.3 ? 86_400_000 : 7_200_000))
  },
  'second window': (_, handset) => {
    if (handset.windows.length === 1) handset.start()
  },
  'hand over': (town, handset, { rolls }) => {
    handset.signOut()
    handset.signIn(at(persons, rolls[0]))
    if (rolls[1] < 0.7) signIn(town, handset)
  },
  'session ends': ({ server }, { number }) => {
    server.sessions.delete(number)
  },
  'sign in again': signIn,
  'server restarts': atStation('server restarts'),
  backup: atStation('backup'),
  restore: (town, _, step) => destroying(town, () => town.server.acts.restore(step)),
  'home moves': atStation('home moves'),
  'round changes hands': atStation('round changes hands'),
  'safety note': atStation('safety note'),
  'kit stops': atStation('kit stops'),
  revoke: ({ server }, { disk }) => {
    const device = disk.rows('state').get('device') as DeviceValue | undefined
    if (device) server.revoke(device.device)
  },
  update: (town, handset, { rolls }) => {
    handset.format = town.server.formats.present
    restart(town, handset, rolls[0])
  },
}

/** Lets one step of a plan happen. */
export const act = async (town: Town<Station>, step: Step): Promise<void> =>
  acts[step.kind](town, town.handsets[step.handset]!, step)

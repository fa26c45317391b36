import type { LookedRow } from '../../packages/phone-sync/store/tables.ts'
import type { BatchRequest } from '../../packages/protocol/batch/batch.ts'
import type { DeviceId, HomeId, PersonId } from '../../packages/protocol/words/values.ts'
import type { Disk } from './disk.ts'

/** A home as the server keeps that it was opened: by whom, on which phone, on which day. */
export type ToldLook = { person: PersonId; device: DeviceId; day: string; home: HomeId }

export const lookKey = ({ person, device, day, home }: ToldLook): string =>
  `${person} ${device} ${day} ${home}`

/** Homes that a batch tells of. */
export const looksOf = ({ person, device, looked = [] }: BatchRequest): ToldLook[] =>
  looked.flatMap(({ day, homes }) => homes.map((home) => ({ person, device, day, home })))

/** That somebody opened a home, followed from the tap. `saved`: as its phone has it on the disk; null until then. */
export type Look = { person: PersonId; home: HomeId; saved: ToldLook | null }

/** Looks that are on a disk, each as the server would keep it. */
const onDisk = ({ rows }: Disk): ToldLook[] => {
  const device = (rows('state').get('device') as { device: DeviceId } | undefined)?.device
  if (!device) return []
  return Array.from(rows('looked') as ReadonlyMap<string, LookedRow>, ([key, { day, home }]) => ({
    person: key.slice(0, 36) as PersonId,
    device,
    day,
    home,
  }))
}

/** Follows what has been saved of looks that were not. */
export const followLooks = (looks: readonly Look[], disk: Disk): void => {
  const waiting = looks.filter(({ saved }) => saved === null)
  if (waiting.length === 0) return
  const held = onDisk(disk)
  for (const look of waiting)
    look.saved = held.find(({ person, home }) => person === look.person && home === look.home) ?? null
}

/** Whether a look that was saved is on the disk of its phone still. */
export const isOnDisk = (told: ToldLook, disk: Disk): boolean =>
  onDisk(disk).some((each) => lookKey(each) === lookKey(told))

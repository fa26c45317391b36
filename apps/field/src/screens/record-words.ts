import { toldBy } from '@mettrace/protocol/judge/running'
import { homesOf, type Fact } from '@mettrace/protocol/events/facts'
import { clockTime } from '../app/times.ts'
import { stateAfter, stateWords } from '../round/door-state.ts'
import type { OwnRecord } from '../round/own-records.ts'
import { nameOf, type Round } from '../round/read-round.ts'

const otherWords: Partial<Record<Fact['kind'], string>> = {
  undo: 'Undone',
  reply: 'Answer to a record set aside',
  'block-card': 'Block card',
  'safety-note': 'Safety note',
  'kits-accepted': 'Kits accepted',
  'kits-returned': 'Kits returned',
  'kits-lost': 'Kits lost or damaged',
  sticker: 'Sticker',
  sign: 'Street sign',
  'tell-sergeant': 'Sergeant told',
}

/** What a record tells, in two or three words. */
export const factWords = (fact: Fact): string => {
  const state = stateAfter(fact)
  return state === undefined ? (otherWords[fact.kind] ?? '') : stateWords[state]
}

/** How far a record has come; never more than was done. */
export const cameOf = ({ came, sentAt }: OwnRecord): string => {
  if (came === 'not-saved') return 'not saved'
  if (came === 'on-phone') return 'on this phone'
  const sent = sentAt === null ? 'sent' : `sent ${clockTime(sentAt)}`
  return came === 'set-aside' ? `${sent}, set aside` : sent
}

const ofOther = { undo: 'A record', reply: 'A record set aside', 'block-card': 'A block of flats' } as const

/** Where it was, as the officer calls it. Homes that are hidden have no name. */
export const whereOf = (fact: Fact, round: Round | null): string => {
  if (fact.kind === 'sign') return fact.place
  const homes = homesOf(toldBy(fact))
  const names = homes.map((home) => round?.byHome.get(home)).map((door) => (door ? nameOf(door) : 'a home'))
  if (names.length > 1) return `${names[0]} and ${names.length - 1} more`
  if (fact.kind === 'undo' || fact.kind === 'reply' || fact.kind === 'block-card') return ofOther[fact.kind]
  return names[0] ?? 'Kits in hand'
}

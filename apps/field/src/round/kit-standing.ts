import { kitsOf, type Fact } from '@mettrace/protocol/events/facts'
import { clockTime, shortDate } from '../app/times.ts'
import type { OwnRecord } from './own-records.ts'
import { nameOf, type Round } from './read-round.ts'

/** What a phone knows of a kit, in words. `fits`: whether it can be given out as it is. */
export type KitStanding = { fits: boolean; words: string }

const doneWith = (fact: Fact, round: Round): string => {
  if (fact.kind === 'kits-returned') return 'returned'
  if (fact.kind === 'kits-lost') return fact.what
  const door = 'home' in fact ? round.byHome.get(fact.home) : undefined
  return `given at ${door ? nameOf(door) : 'another home'}`
}

/** In whose hands a kit is, by the pages and by what was recorded since: only a wrong check character stops, all else is told. */
export const kitStanding = (round: Round, records: readonly OwnRecord[], kit: string): KitStanding => {
  const told = records.filter(({ stands, fact }) => stands && kitsOf(fact).some((each) => each === kit))
  const gone = told.findLast(({ fact }) => fact.kind !== 'kits-accepted')
  const known = round.kits.find((each) => each.kit === kit)
  if (known && known.stopped !== null)
    return { fits: false, words: `This kit was stopped: ${known.stopped} Do not give it out.` }
  if (gone) {
    const when = `${shortDate(gone.at)} ${clockTime(gone.at)}`
    return { fits: false, words: `You recorded this kit as ${doneWith(gone.fact, round)}, ${when}.` }
  }
  if (!known)
    return { fits: false, words: 'This kit is not among yours. You may give it; your sergeant will ask.' }
  if (known.transfer !== null && told.length === 0)
    return { fits: false, words: 'This kit is on its way to you: you have not accepted it yet.' }
  return { fits: true, words: `Yours since ${shortDate(known.since)}.` }
}

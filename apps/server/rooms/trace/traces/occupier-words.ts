import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { count } from '../../../foundation/words/figures.ts'
import type { Occupier, Stay, TracedHome } from './homes-of-kits.ts'

const on = (time: Date): string => dayInWords(londonDay(time))

/** How a kit left a home, by the movement that took it away. */
const leaving: Readonly<Record<string, string>> = {
  returned: 'was given back',
  lost: 'was lost or stolen',
  damaged: 'was damaged',
  delivered: 'went to another home',
  corrected: 'was found to be elsewhere',
}

const stayInWords = ({ from, until, goneAs }: Stay): string =>
  until === null
    ? `given ${on(from)}, and still there`
    : `given ${on(from)}, and ${leaving[goneAs ?? ''] ?? 'left'} on ${on(until)}`

/** Why a home is named, and what follows for whoever lived there; `isForCourt`: without what only tells staff how far we read. */
export const homeReasons = (
  home: TracedHome,
  onDay: string,
  { isForCourt = false }: { isForCourt?: boolean } = {},
): string[] => {
  const toStaff = (words: string): string => (isForCourt ? '' : ` ${words}`)
  const stays = home.stays.map(stayInWords).join('; then ')
  const day = dayInWords(onDay)
  const kit =
    home.when === 'then'
      ? `The kit was here on ${day}: ${stays}.`
      : home.when === 'before'
        ? `The kit was no longer here on ${day}: ${stays}. What was marked here before carries the code for years.`
        : `The kit came here only after ${day}: ${stays}.${toStaff('Who lives here is not read.')}`
  const people = home.occupiers.length
  return [
    kit,
    ...(home.disputed
      ? [
          'Two stories of this kit contradict each other and nobody has settled them. Both homes are shown and neither is preferred.',
        ]
      : []),
    ...(home.gone ? ['The address file says that this address is no longer there.'] : []),
    ...(home.when === 'after'
      ? []
      : people === 0
        ? [
            home.when === 'before'
              ? `Nobody who came before the kit had gone was registered here on ${day}.${toStaff('Who came later is not read.')}`
              : `Nobody was registered here on ${day}. That does not say that nobody lived here.`,
          ]
        : people > 1
          ? [`${count(people, 'person', 'people')} were registered here on ${day}. None is preferred.`]
          : []),
  ]
}

/** What is known of somebody who lived there on the day, and whom to reach now. */
export const occupierReasons = (
  { fromDay, lastDay, erasedAt, elsewhere }: Occupier,
  { stays }: Pick<TracedHome, 'stays'>,
  today: string,
): string[] => {
  if (erasedAt !== null)
    return [
      `Somebody was registered here. What named them was erased on ${on(erasedAt)}, as they may ask: nobody can be named or reached.`,
    ]
  const first = stays[0]
  const inherited =
    first && londonDay(first.from) < fromDay
      ? ['They came after the kit: it was given to the household before, who may have marked things too.']
      : []
  if (lastDay !== null && lastDay < today)
    return [
      ...inherited,
      elsewhere
        ? `Moved out on ${dayInWords(lastDay)}. They gave the same contact at another home since.`
        : `Moved out on ${dayInWords(lastDay)}. The contact is the one that they gave here.`,
    ]
  return [
    ...inherited,
    lastDay === null ? 'Registered here still.' : `Moves out on ${dayInWords(lastDay)}.`,
    ...(elsewhere ? ['They gave the same contact at another home since.'] : []),
  ]
}

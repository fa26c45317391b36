import { saturationOf } from '@mettrace/analysis/saturation/share'
import { MetTraceError } from '../../../foundation/errors.ts'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count } from '../../../foundation/words/figures.ts'
import { postcodeText } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { placeAsked } from './asked-place.ts'
import { placeCounts } from './counts.ts'
import { freshnessOf } from './freshness.ts'
import { ladderOf, type Block, type Rung } from './ladder.ts'
import { ageInWords, boundsInWords, shownPlace, targetInWords } from './place-words.ts'
import { saturationSettings } from './saturation.ts'
import { doorsOfStreet, type Door, type DoorState } from './street-doors.ts'

/** A state as a door shows it: its pattern, a letter where there is no room for words, and the words. */
const doorStates: Readonly<Record<DoorState, { pattern: string; letter: string; words: string }>> = {
  protected: { pattern: 'protected', letter: 'P', words: 'Protected' },
  delivered: { pattern: 'delivered', letter: 'D', words: 'Delivered only' },
  refused: { pattern: 'refused', letter: 'R', words: 'Refused' },
  'no answer': { pattern: 'no-answer', letter: 'N', words: 'No answer' },
  'come back': { pattern: 'not-yet', letter: 'C', words: 'Not yet: come back' },
  ended: { pattern: 'not-yet', letter: 'E', words: 'Not yet: mark ended' },
  'not yet': { pattern: 'not-yet', letter: '–', words: 'Not yet' },
  excluded: { pattern: 'excluded', letter: 'X', words: 'Excluded' },
}

const shownDoor = ({ id, number, flat, state, tries, postcode }: Door) => ({
  ...doorStates[state],
  href: paths.home({ id }),
  number: flat === null ? number : String(flat),
  visits: tries === 0 ? '' : count(tries, 'visit'),
  postcode: postcodeText(postcode),
})

const floorInWords = (floor: number | null): string => {
  if (floor === null) return 'Floor not known'
  if (floor === 0) return 'Ground floor'
  return floor < 0 ? `Basement ${-floor}` : `Floor ${floor}`
}

const shownBlock = ({ number, core, floors }: Block) => ({
  name: core === null ? number : `${number}, core ${core}`,
  homes: count(
    floors.reduce((sum, { flats }) => sum + flats.length, 0),
    'home',
  ),
  floors: floors.map(({ floor, flats }) => ({ name: floorInWords(floor), flats: flats.map(shownDoor) })),
})

/** Houses whose number is there twice are told apart by their postcodes. */
const shownRungs = (rungs: readonly Rung[]) => {
  const numbers = rungs.flatMap((rung) => ('house' in rung ? [rung.house.number] : []))
  const twice = new Set(numbers.filter((number, at) => numbers.indexOf(number) < at))
  return rungs.map((rung) =>
    'house' in rung
      ? { house: shownDoor(rung.house), isTwice: twice.has(rung.house.number) }
      : { block: shownBlock(rung.block) },
  )
}

/** A street of an area as a ladder of its doors, odd numbers on one side and even ones on the other, flats by floors. */
export const answers: Answers = ({ database, clock }) => ({
  streetSaturation: async (request, reply) => {
    const now = clock()
    const day = londonDay(now)
    const { id = '', street = '' } = request.params as Record<string, string>
    const { asked, doors, counts, settings, age } = await readPage(
      database,
      request,
      'doors of a street',
      async (tx) => {
        const found = await placeAsked(tx, request.actor.role, { kind: 'area', id }, day)
        const streets = await placeCounts(tx, 'street', { area: id }, day)
        const counted = streets.find(({ of }) => of === street)
        if (!counted)
          throw new MetTraceError(
            'not_found',
            'There is no such street, or none of its homes is in your wards.',
          )
        const set = await saturationSettings(tx)
        return {
          asked: found,
          counts: counted,
          settings: set,
          doors: await doorsOfStreet(tx, { area: id, street }, day),
          age: await freshnessOf(tx, found.place, now, set.silentHours),
        }
      },
    )
    const place = saturationOf(counts)
    const ladder = ladderOf(doors)
    const states = new Set(doors.map(({ state }) => state))
    return sendPage(reply, 200, 'rooms/deliver/saturation/street.njk', {
      room: 'Deliver',
      page: 'Saturation',
      street,
      area: asked.name,
      backHref: paths.placeSaturation({ kind: 'area', id }),
      place: shownPlace(place, settings.target),
      bounds: boundsInWords(place),
      target: targetInWords(settings.target),
      age: ageInWords(age, now),
      legend: Object.entries(doorStates).flatMap(([state, words]) =>
        states.has(state as DoorState) ? [words] : [],
      ),
      odd: shownRungs(ladder.odd),
      even: shownRungs(ladder.even),
      named: shownRungs(ladder.named),
      doors: count(doors.length, 'home'),
    })
  },
})

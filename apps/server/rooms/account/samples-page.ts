import { actorNames } from '../../foundation/actor-names.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import type { Answers } from '../../foundation/room/room.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { entriesAt, type PlacedEntry } from './log-entries.ts'
import { logState } from './log-state.ts'
import { entryInWords, momentInWords } from './log-words.ts'
import { drawnPlaces } from './sample.ts'

const sampleSize = 20
/** Positions drawn at a time; and at most, where hardly an entry deals with anybody's record. */
const [atOnce, most] = [100, 5000]

type Sample = { entries: PlacedEntry[]; passedOver: number; gone: number }

const nextOf = (draw: Iterator<number>): number[] => {
  const places: number[] = []
  while (places.length < atOnce) {
    const { done, value } = draw.next()
    if (done) break
    places.push(value)
  }
  return places
}

/** The first drawn entries that deal with somebody's record; the others are passed over, and counted. */
const sampleOf = async (tx: Transaction, root: Uint8Array, size: number): Promise<Sample> => {
  const sample: Sample = { entries: [], passedOver: 0, gone: 0 }
  const draw = drawnPlaces(root, size)
  for (let looked = 0; looked < most && sample.entries.length < sampleSize; looked += atOnce) {
    const places = nextOf(draw)
    if (places.length === 0) break
    const byPlace = new Map((await entriesAt(tx, places)).map((entry) => [entry.place, entry]))
    for (const place of places) {
      if (sample.entries.length === sampleSize) break
      const entry = byPlace.get(place)
      if (!entry) sample.gone++
      else if (entry.operation === null) sample.passedOver++
      else sample.entries.push(entry)
    }
  }
  return sample
}

/** Entries to look at and ask about, that nobody has chosen. */
export const answers: Answers = ({ database }) => ({
  samples: async (request, reply) => {
    const found = await database.withActor(request.actor, 'samples of the log', async (tx) => {
      const { newest } = await logState(tx)
      const sample = newest
        ? await sampleOf(tx, newest.root, newest.size)
        : { entries: [], passedOver: 0, gone: 0 }
      const nameOf = await actorNames(
        tx,
        sample.entries.map(({ actor }) => actor),
      )
      return { newest, sample, entries: sample.entries.map((entry) => entryInWords(entry, nameOf)) }
    })
    const { newest, sample, entries } = found
    return sendPage(reply, 200, 'rooms/account/views/samples.njk', {
      room: 'Account',
      page: 'Log samples',
      size: newest?.size ?? 0,
      signed: newest && momentInWords(newest.at),
      root: newest?.root.toString('base64'),
      gone: sample.gone,
      passedOver: sample.passedOver,
      entries,
    })
  },
})

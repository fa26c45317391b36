import { handName, type Hand } from '@mettrace/continuity/hands/hands'
import { burglariesAt, type BurglaryAt } from '../../../crime/burglaries-at.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { historyOf } from '../exhibits/history.ts'
import type { Exhibit } from '../exhibits/positions.ts'
import { scanById } from '../scans/scans.ts'
import type { TracedHome } from './homes-of-kits.ts'
import { doubtsIn, theftIn, type PastEvent } from './kit-past.ts'
import {
  handledLiquid,
  nearbyMetres,
  openNearby,
  type Days,
  type Handled,
  type OpenNearby,
} from './planting.ts'

/** Who had an exhibit in hand, from the scan on; `until`: the day of its recovery, or of the last that opened it. */
export type NearExhibit = { people: string[]; until: string; namedOnly: string[] }

/** A question that a defence would ask, and what the records say to it. */
export type Answered = {
  question: string
  answer: string
  /** `raised`: it speaks for contamination or planting. */
  state: 'clear' | 'raised' | 'not known'
}

const opens = new Set(['opened', 'sampled', 'split'])

/** Who had an exhibit in hand, by its scan and its facts: who scanned, recorded, handed over and held. Logs both. */
export const nearExhibit = async (tx: Transaction, exhibit: Exhibit): Promise<NearExhibit> => {
  const facts = await historyOf(tx, exhibit.id)
  const scan = exhibit.scan === null ? undefined : await scanById(tx, exhibit.scan)
  const hands = [
    scan?.actor,
    ...facts.flatMap(({ actor, offeredBy, from, to }) => [actor, offeredBy, from, to]),
  ].flatMap((hand) => hand ?? [])
  const officers = hands.flatMap((hand) => (hand.startsWith('officer:') ? [handName(hand as Hand)] : []))
  return {
    people: [...new Set(hands.filter((hand) => hand.startsWith('person:')))],
    until: [
      scan ? londonDay(scan.at) : exhibit.takenOn,
      exhibit.takenOn,
      ...facts.filter(({ kind }) => opens.has(kind)).map(({ at }) => londonDay(at)),
    ].reduce((one, other) => (one > other ? one : other)),
    namedOnly: [...new Set([...(scan?.officer ? [scan.officer] : []), ...officers])],
  }
}

/** Days from the offence until nobody opens the item any more; the day of the offence alone where there is no item. */
const daysOf = (onDay: string, until: string | undefined): Days =>
  until === undefined || until < onDay ? { from: until ?? onDay, to: onDay } : { from: onDay, to: until }

const daysInWords = ({ from, to }: Days): string =>
  from === to ? `on ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`

export type Known = {
  home: TracedHome | undefined
  /** The days that are asked about. */
  days: Days
  past: readonly PastEvent[]
  nearby: readonly OpenNearby[]
  burglaries: readonly BurglaryAt[]
  exhibit: { near: NearExhibit; handled: readonly Handled[] } | null
  /** Whether the owner says that the item was in their home; null where nobody has asked. */
  wasAtHome: 'yes' | 'no' | 'not sure' | null
  name: (actor: string) => string
}

const handledInWords: Readonly<Record<Handled['how'], string>> = {
  'had kits': 'had',
  'their team had kits': 'was in a team that had',
  'moved kits': 'recorded moving',
}

const aboutOfficers = ({ exhibit, days, name }: Known): Answered => {
  const question = `Did anybody who had the item in hand have liquid ${daysInWords(days)}?`
  if (exhibit === null) return { question, answer: 'Not known: no exhibit was named.', state: 'not known' }
  const { near: who, handled } = exhibit
  const others =
    who.namedOnly.length === 0
      ? ''
      : ` ${who.namedOnly.join(', ')} had it in hand or scanned it, and no account is known: ask them.`
  if (handled.length > 0)
    return {
      question,
      answer: `Yes: ${handled.map(({ person, how, kits }) => `${name(person)} ${handledInWords[how]} ${count(kits, 'kit')}`).join('; ')}.${others}`,
      state: 'raised',
    }
  if (who.people.length === 0) return { question, answer: `Not known.${others}`, state: 'not known' }
  return {
    question,
    answer: `None on record for ${who.people.map(name).join(', ')}.${others}`,
    state: who.namedOnly.length > 0 ? 'not known' : 'clear',
  }
}

const aboutNearby = ({ home, nearby, days, name }: Known): Answered => {
  const question = `Which bottles were open within ${nearbyMetres} m of the home ${daysInWords(days)}?`
  if (!home) return { question, answer: 'Not known: no home had the kit.', state: 'not known' }
  if (nearby.length === 0) return { question, answer: 'None on record.', state: 'clear' }
  const people = [...new Set(nearby.flatMap(({ people: some }) => some ?? []))].map(name)
  return {
    question,
    answer: `${nearby.map(({ how, kits }) => `${kits} ${how}`).join(', ')}${people.length > 0 ? `; there: ${people.join(', ')}` : ''}.`,
    state: 'raised',
  }
}

const aboutTheft = ({ past, name }: Known): Answered => {
  const question = 'Was the kit ever stolen, lost or disputed?'
  const [theft, doubts] = [theftIn(past), doubtsIn(past)]
  if (doubts.length === 0) return { question, answer: 'Not on record.', state: 'clear' }
  const told = doubts.map(
    ({ kind, at, reason, disputed, refused, actor }) =>
      `${disputed ? 'disputed' : refused ? `told and refused: ${kind}` : kind} ${dayInWords(londonDay(at))}${reason === null ? '' : ` (${reason})`}${actor === null ? '' : `, recorded by ${name(actor)}`}`,
  )
  return { question, answer: `${theft ? 'Stolen. ' : ''}${told.join('; ')}.`, state: 'raised' }
}

const aboutHands = ({ past, name }: Known): Answered => {
  const question = 'Which colleagues had this kit in hand?'
  const hands = [
    ...new Set(
      past.flatMap(({ holder, refused }) =>
        holder?.startsWith('person:') ? [`${name(holder)}${refused ? ' (told, and refused)' : ''}`] : [],
      ),
    ),
  ]
  return hands.length === 0
    ? { question, answer: 'None by name on record.', state: past.length === 0 ? 'not known' : 'clear' }
    : { question, answer: `${hands.join(', ')}.`, state: 'raised' }
}

const aboutItem = ({ wasAtHome, home }: Known): Answered => {
  const question = 'Was the item ever at that home?'
  if (!home || wasAtHome === null || wasAtHome === 'not sure')
    return {
      question,
      answer:
        wasAtHome === 'not sure'
          ? 'Not known: the owner is not sure.'
          : 'Not known. Ask the owner to describe what is missing before they are told what was found.',
      state: 'not known',
    }
  return wasAtHome === 'yes'
    ? { question, answer: 'Yes, by the owner’s statement of loss.', state: 'clear' }
    : { question, answer: 'No, the owner says. The mark came by another way.', state: 'raised' }
}

const aboutBurglaries = ({ home, burglaries }: Known): Answered => {
  const question = 'Burglaries at that home'
  if (!home) return { question, answer: 'Not known: no home had the kit.', state: 'not known' }
  if (burglaries.length === 0) return { question, answer: 'None on record.', state: 'clear' }
  const told = burglaries.map(
    ({ reference, at, stickerSeen }) =>
      `${reference}, ${dayInWords(londonDay(at))}${stickerSeen === null ? ', sticker not known' : stickerSeen ? ', sticker seen' : ', no sticker seen'}`,
  )
  return { question, answer: `${told.join('; ')}.`, state: 'clear' }
}

/** The questions of contamination and planting with their answers, as far as records go; never more. */
export const answeredQuestions = (known: Known): Answered[] => [
  aboutTheft(known),
  aboutHands(known),
  aboutNearby(known),
  aboutOfficers(known),
  aboutItem(known),
  aboutBurglaries(known),
]

/** What is asked of other records for the questions. Everything that is read is logged with the reason. */
export const askForQuestions = async (
  tx: Transaction,
  {
    homes,
    onDay,
    exhibit,
    reason,
  }: { homes: readonly TracedHome[]; onDay: string; exhibit: Exhibit | undefined; reason: string },
): Promise<Pick<Known, 'days' | 'nearby' | 'burglaries' | 'exhibit'>> => {
  const had = homes.filter(({ when }) => when !== 'after')
  const who = exhibit && (await nearExhibit(tx, exhibit))
  const days = daysOf(onDay, who?.until)
  return {
    days,
    nearby:
      had.length === 0
        ? []
        : await openNearby(
            tx,
            had.map(({ home }) => home),
            days,
            reason,
          ),
    burglaries:
      had.length === 0
        ? []
        : await burglariesAt(
            tx,
            had.map(({ uprn }) => uprn),
            reason,
          ),
    exhibit: who
      ? {
          near: who,
          handled: who.people.length === 0 ? [] : await handledLiquid(tx, who.people, days, reason),
        }
      : null,
  }
}

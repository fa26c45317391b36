import { burglariesAt, type BurglaryAt } from '../../../crime/burglaries-at.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { historyOf } from '../exhibits/history.ts'
import type { Exhibit } from '../exhibits/positions.ts'
import { scanById } from '../scans/scans.ts'
import type { TracedHome } from './homes-of-kits.ts'
import { doubtsIn, theftIn, type PastEvent } from './kit-past.ts'
import { handledLiquid, nearbyMetres, openNearby, type Handled, type OpenNearby } from './planting.ts'

/** Who came near an exhibit before it was read, and on which day: who scanned, seized, opened and sampled. */
export type NearExhibit = { people: string[]; onDay: string; namedOnly: string | null }

/** A question that a defence would ask, and what the records say to it. */
export type Answered = {
  question: string
  answer: string
  /** `raised`: it speaks for contamination or planting. */
  state: 'clear' | 'raised' | 'not known'
}

const near = new Set(['seized', 'taken', 'opened', 'sampled', 'split'])

/** Who came near an exhibit, by its scan and its facts. Logs both. */
export const nearExhibit = async (tx: Transaction, exhibit: Exhibit): Promise<NearExhibit> => {
  const facts = (await historyOf(tx, exhibit.id)).filter(({ kind }) => near.has(kind))
  const scan = exhibit.scan === null ? undefined : await scanById(tx, exhibit.scan)
  return {
    people: [...new Set([...(scan ? [scan.actor] : []), ...facts.map(({ actor }) => actor)])].filter(
      (actor) => actor.startsWith('person:'),
    ),
    onDay: scan ? londonDay(scan.at) : exhibit.takenOn,
    namedOnly: scan?.officer ?? null,
  }
}

export type Known = {
  home: TracedHome | undefined
  onDay: string
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

const aboutOfficers = ({ exhibit, name }: Known): Answered => {
  const question = 'Did whoever scanned or sampled have liquid that day?'
  if (exhibit === null) return { question, answer: 'Not known: no exhibit was named.', state: 'not known' }
  const { near: who, handled } = exhibit
  const others = who.namedOnly === null ? '' : ` Of ${who.namedOnly}, who scanned, no account is known.`
  if (handled.length > 0)
    return {
      question,
      answer: `Yes, on ${dayInWords(who.onDay)}: ${handled.map(({ person, how, kits }) => `${name(person)} ${handledInWords[how]} ${count(kits, 'kit')}`).join('; ')}.${others}`,
      state: 'raised',
    }
  if (who.people.length === 0 || who.namedOnly !== null)
    return { question, answer: `Not known.${others}`, state: 'not known' }
  return {
    question,
    answer: `None on record for ${who.people.map(name).join(', ')} on ${dayInWords(who.onDay)}.`,
    state: 'clear',
  }
}

const aboutNearby = ({ home, nearby, onDay, name }: Known): Answered => {
  const question = `Which bottles were open within ${nearbyMetres} m of the home on ${dayInWords(onDay)}?`
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
    ({ kind, at, reason, disputed, actor }) =>
      `${disputed ? 'disputed' : kind} ${dayInWords(londonDay(at))}${reason === null ? '' : ` (${reason})`}${actor === null ? '' : `, recorded by ${name(actor)}`}`,
  )
  return { question, answer: `${theft ? 'Stolen. ' : ''}${told.join('; ')}.`, state: 'raised' }
}

const aboutHands = ({ past, name }: Known): Answered => {
  const question = 'Which colleagues had this kit in hand?'
  const hands = [
    ...new Set(past.flatMap(({ holder }) => (holder?.startsWith('person:') ? [name(holder)] : []))),
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
): Promise<Pick<Known, 'nearby' | 'burglaries' | 'exhibit'>> => {
  const had = homes.filter(({ when }) => when !== 'after')
  const who = exhibit && (await nearExhibit(tx, exhibit))
  return {
    nearby:
      had.length === 0
        ? []
        : await openNearby(
            tx,
            had.map(({ home }) => home),
            onDay,
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
          handled: who.people.length === 0 ? [] : await handledLiquid(tx, who.people, who.onDay, reason),
        }
      : null,
  }
}

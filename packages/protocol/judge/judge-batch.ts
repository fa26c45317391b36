import type { Answer, BatchRequest, Notice } from '../batch/batch.ts'
import { reasons, type ReasonCode } from '../batch/reasons.ts'
import { digestOf } from '../codes/digest.ts'
import type { PhoneEvent } from '../events/event.ts'
import { homesOf } from '../events/facts.ts'
import { formats, readEvent, type Formats } from '../events/formats.ts'
import { serverTimeOf } from '../events/server-time.ts'
import { londonDay } from '../words/london-day.ts'
import type { EventId } from '../words/values.ts'
import { keepEvent, runningFrom, toldBy, type Running } from './running.ts'
import { sequenceKey, type Standing } from './standing.ts'
import { whyAside } from './why-aside.ts'

/** One event of a batch as it was judged. */
export type Judged = {
  id: EventId
  answer: Answer
  /** What is to be written: the event, another content under an id that is known, or nothing. */
  write: 'event' | 'clash' | 'nothing'
  /** What was sent, to be kept beside what was made of it, and its digest. */
  sent: Record<string, unknown>
  content: string
  /** In the words of the present format; null where it could not be read, or is no record of this phone and person. */
  event: PhoneEvent | null
  /** When it happened by the server's clock, in milliseconds; when it came in, where that cannot be told. */
  at: number
}

type Sent = BatchRequest['events'][number]

/** The same content has one digest, in whatever order its members come. */
const contentOf = (value: unknown): string => {
  const sorted = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sorted)
    if (typeof part !== 'object' || part === null) return part
    const entries = Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]))
  }
  return digestOf(JSON.stringify(sorted(value)))
}

const sequenceOf = ({ sequence }: Sent): number =>
  typeof sequence === 'number' ? sequence : Number.POSITIVE_INFINITY

const aside = (id: EventId, reason: ReasonCode): Answer => ({
  id,
  answer: 'set-aside',
  reason,
  words: reasons[reason].words,
})

const noticesOf = (running: Running, event: PhoneEvent, at: number, clockWrong: boolean): Notice[] => {
  const notices: Notice[] = clockWrong ? [{ code: 'clock-wrong' }] : []
  const today = londonDay(at)
  for (const home of homesOf(toldBy(event.fact))) {
    const other = running.others.get(home)
    if (other && other.person !== event.author && londonDay(other.at) === today)
      notices.push({ code: 'another-officer-too', against: { who: other.who, home, at: other.at } })
  }
  return notices
}

/** Why a record may not be this sender's, or not have this place in the phone's order. */
const whyNotSenders = ({ sender, sequences }: Running, event: PhoneEvent): ReasonCode | undefined => {
  if (event.author !== sender.person) return 'another-author'
  if (event.device !== sender.device) return 'another-device'
  return sequences.has(sequenceKey(event.device, event.sequence)) ? 'same-sequence' : undefined
}

/** An answer that was given before, given again. */
const again = ({ answer, ...rest }: Answer): Answer =>
  answer === 'set-aside' ? ({ answer, ...rest } as Answer) : { id: rest.id, answer: 'duplicate' }

/**
 * Judges a batch by what stands, event by event in the phone's own order; every event sees those before it, and none keeps
 * another back. Pure: writing what it says, and refusing a whole request, are the server's. `receivedAt`: milliseconds.
 */
export const judgeBatch = (
  standing: Standing,
  batch: Pick<BatchRequest, 'events' | 'run' | 'monotonic' | 'sentAt'>,
  receivedAt: number,
  known: Formats = formats,
): Judged[] => {
  const running = runningFrom(standing)
  const sending = {
    run: batch.run,
    monotonic: batch.monotonic,
    sentAt: Date.parse(batch.sentAt),
    receivedAt,
  }

  const judgeNew = (sent: Sent): Pick<Judged, 'answer' | 'event' | 'at'> => {
    const { id } = sent
    const read = readEvent(sent, known)
    if ('fault' in read) {
      const reason = read.fault === 'format' ? 'unknown-format' : 'not-understood'
      return { answer: aside(id, reason), event: null, at: receivedAt }
    }
    const { event } = read
    const { at, clockWrong } = serverTimeOf(event, sending)
    const notSenders = whyNotSenders(running, event)
    if (notSenders) return { answer: aside(id, notSenders), event: null, at }
    running.sequences.set(sequenceKey(event.device, event.sequence), id)
    const found = whyAside(running, event, at)
    keepEvent(running, event, !found)
    if (found) return { answer: { id, answer: 'set-aside', ...found }, event, at }
    const notices = noticesOf(running, event, at, clockWrong)
    return { answer: { id, answer: 'accepted', ...(notices.length > 0 && { notices }) }, event, at }
  }

  const judgeOne = (sent: Sent): Judged => {
    const content = contentOf(sent)
    const before = running.answered.get(sent.id)
    if (before) {
      const same = before.content === content
      const answer = same ? again(before.answer) : aside(sent.id, 'same-id')
      const write = same ? 'nothing' : 'clash'
      return { id: sent.id, answer, write, sent, content, event: null, at: receivedAt }
    }
    const judged = judgeNew(sent)
    running.answered.set(sent.id, { content, answer: judged.answer })
    return { id: sent.id, write: 'event', sent, content, ...judged }
  }

  return batch.events.toSorted((one, other) => sequenceOf(one) - sequenceOf(other) || 0).map(judgeOne)
}

import type { Answer, BatchRequest, Notice } from '../batch/batch.ts'
import { reasons, type ReasonCode } from '../batch/reasons.ts'
import { digestOf } from '../codes/digest.ts'
import type { EventOf } from '../events/event.ts'
import type { EventRead } from '../events/formats.ts'
import { serverTimeOf } from '../events/server-time.ts'
import type { EventId } from '../words/values.ts'
import { sequenceKey, type Standing } from './standing.ts'

/** One event of a batch as it was judged. */
export type Judged<Event> = {
  id: EventId
  answer: Answer
  /** What is to be written: the event, another content under an id that is known, or nothing. */
  write: 'event' | 'clash' | 'nothing'
  /** What was sent, to be kept beside what was made of it, and its digest. */
  sent: Record<string, unknown>
  content: string
  /** In the words of the present format; null where it could not be read, or is no record of this phone and person. */
  event: Event | null
  /** When it happened by the server's clock, in milliseconds; when it came in, where that cannot be told. */
  at: number
}

type Sent = BatchRequest['events'][number]

/** Why an event is set aside. */
export type Aside = Omit<Extract<Answer, { answer: 'set-aside' }>, 'id' | 'answer'>

/** The rules of what is told, doors or scans. */
export type Rules<Event> = {
  read: (sent: Sent) => EventRead<Event>
  /** Why an event is set aside; undefined where it is taken. Whatever is answered, those that come after it see it. */
  judge: (event: Event, at: number) => Aside | undefined
  /** What its author is told of an event that is taken. */
  notices: (event: Event, at: number) => readonly Notice[]
}

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

/** An answer that was given before, given again. */
const again = ({ answer, ...rest }: Answer): Answer =>
  answer === 'set-aside' ? ({ answer, ...rest } as Answer) : { id: rest.id, answer: 'duplicate' }

/**
 * Judges a batch by rules and by what stands, event by event in the phone's own order; every event sees those before it, and none
 * keeps another back. Ids and places in the order that the batch takes are added to what stands. `receivedAt`: milliseconds.
 */
export const judgeEvents = <Event extends EventOf<unknown>>(
  {
    sender,
    answered,
    sequences,
  }: Pick<Standing, 'sender'> & {
    answered: Map<EventId, { content: string; answer: Answer }>
    sequences: Map<string, EventId>
  },
  batch: Pick<BatchRequest, 'events' | 'run' | 'monotonic' | 'sentAt'>,
  receivedAt: number,
  rules: Rules<Event>,
): Judged<Event>[] => {
  const sending = {
    run: batch.run,
    monotonic: batch.monotonic,
    sentAt: Date.parse(batch.sentAt),
    receivedAt,
  }

  /** Why a record may not be this sender's, or not have this place in the phone's order. */
  const whyNotSenders = (event: Event): ReasonCode | undefined => {
    if (event.author !== sender.person) return 'another-author'
    if (event.device !== sender.device) return 'another-device'
    return sequences.has(sequenceKey(event.device, event.sequence)) ? 'same-sequence' : undefined
  }

  const judgeNew = (sent: Sent): Pick<Judged<Event>, 'answer' | 'event' | 'at'> => {
    const { id } = sent
    const read = rules.read(sent)
    if ('fault' in read) {
      const reason = read.fault === 'format' ? 'unknown-format' : 'not-understood'
      return { answer: aside(id, reason), event: null, at: receivedAt }
    }
    const { event } = read
    const { at, clockWrong } = serverTimeOf(event, sending)
    const notSenders = whyNotSenders(event)
    if (notSenders) return { answer: aside(id, notSenders), event: null, at }
    sequences.set(sequenceKey(event.device, event.sequence), id)
    const found = rules.judge(event, at)
    if (found) return { answer: { id, answer: 'set-aside', ...found }, event, at }
    const notices: Notice[] = [
      ...(clockWrong ? [{ code: 'clock-wrong' as const }] : []),
      ...rules.notices(event, at),
    ]
    return { answer: { id, answer: 'accepted', ...(notices.length > 0 && { notices }) }, event, at }
  }

  const judgeOne = (sent: Sent): Judged<Event> => {
    const content = contentOf(sent)
    const before = answered.get(sent.id)
    if (before) {
      const same = before.content === content
      const answer = same ? again(before.answer) : aside(sent.id, 'same-id')
      const write = same ? 'nothing' : 'clash'
      return { id: sent.id, answer, write, sent, content, event: null, at: receivedAt }
    }
    const judged = judgeNew(sent)
    answered.set(sent.id, { content, answer: judged.answer })
    return { id: sent.id, write: 'event', sent, content, ...judged }
  }

  return batch.events.toSorted((one, other) => sequenceOf(one) - sequenceOf(other) || 0).map(judgeOne)
}

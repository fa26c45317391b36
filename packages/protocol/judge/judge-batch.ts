import type { BatchRequest, Notice } from '../batch/batch.ts'
import type { PhoneEvent } from '../events/event.ts'
import { homesOf } from '../events/facts.ts'
import { formats, readEvent, type Formats } from '../events/formats.ts'
import { londonDay } from '../words/london-day.ts'
import { judgeEvents, type Judged as JudgedEvent } from './judge-events.ts'
import { keepEvent, runningFrom, toldBy, type Running } from './running.ts'
import type { Standing } from './standing.ts'
import { whyAside } from './why-aside.ts'

/** One event of doors and kits as it was judged. */
export type Judged = JudgedEvent<PhoneEvent>

const noticesOf = (running: Running, event: PhoneEvent, at: number): Notice[] => {
  const notices: Notice[] = []
  const today = londonDay(at)
  for (const home of homesOf(toldBy(event.fact))) {
    const other = running.others.get(home)
    if (other && other.person !== event.author && londonDay(other.at) === today)
      notices.push({ code: 'another-officer-too', against: { who: other.who, home, at: other.at } })
  }
  return notices
}

/**
 * Judges a batch of doors and kits by what stands, as `judgeEvents` says. Pure: writing what it says, and refusing a whole request,
 * are the server's. `receivedAt`: milliseconds.
 */
export const judgeBatch = (
  standing: Standing,
  batch: Pick<BatchRequest, 'events' | 'run' | 'monotonic' | 'sentAt'>,
  receivedAt: number,
  known: Formats = formats,
): Judged[] => {
  const running = runningFrom(standing)
  return judgeEvents<PhoneEvent>(running, batch, receivedAt, {
    read: (sent) => readEvent(sent, known),
    judge: (event, at) => {
      const found = whyAside(running, event, at)
      keepEvent(running, event, !found)
      return found
    },
    notices: (event, at) => noticesOf(running, event, at),
  })
}

import type { Answer, BatchRequest } from '../batch/batch.ts'
import { scanReasons, type ScanReasonCode } from '../batch/reasons.ts'
import { readEventAs } from '../events/formats.ts'
import { judgeEvents, type Aside, type Judged } from '../judge/judge-events.ts'
import type { Standing } from '../judge/standing.ts'
import type { EventId } from '../words/values.ts'
import { scanEvent, type LampId, type ScanEvent, type ScanPlaceId } from './scan-fact.ts'
import { whyNotBasis, type PlaceKind } from './scan-rules.ts'

export type JudgedScan = Judged<ScanEvent>

/** What stands of scans and that a batch may touch, as far as the sender may see it. */
export type StandingScans = Pick<Standing, 'sender'> & {
  answered: ReadonlyMap<EventId, { content: string; answer: Answer }>
  sequences: ReadonlyMap<string, EventId>
  places: ReadonlyMap<ScanPlaceId, { kind: PlaceKind; bcu: string }>
  lamps: ReadonlyMap<LampId, { bcu: string }>
  /** Scans that are corrected by the batch: of which BCU, and whether somebody corrected them before. */
  scans: ReadonlyMap<EventId, { bcu: string; isCorrected: boolean }>
}

const why = (reason: ScanReasonCode, words: string = scanReasons[reason].words): Aside => ({ reason, words })

/** Judges a batch of scans, as `judgeEvents` says: pure. `receivedAt`: milliseconds. */
export const judgeScans = (
  { sender, places, lamps, ...standing }: StandingScans,
  batch: Pick<BatchRequest, 'events' | 'run' | 'monotonic' | 'sentAt'>,
  receivedAt: number,
): JudgedScan[] => {
  const scans = new Map(standing.scans)
  const running = {
    sender,
    answered: new Map(standing.answered),
    sequences: new Map(standing.sequences),
  }
  const judge = ({ id, fact }: ScanEvent): Aside | undefined => {
    const place = places.get(fact.place)
    if (!place) return why('unknown-place')
    if (fact.lamp !== null && lamps.get(fact.lamp)?.bcu !== place.bcu) return why('unknown-lamp')
    const unlawful = whyNotBasis(fact.basis, fact.subject, place.kind)
    if (unlawful !== undefined) return why('not-lawful', `${unlawful}.`)
    const corrected = fact.corrects === null ? undefined : scans.get(fact.corrects)
    if (fact.corrects !== null) {
      if (corrected?.bcu !== place.bcu) return why('nothing-to-correct')
      if (corrected.isCorrected) return why('corrected-before')
      scans.set(fact.corrects, { ...corrected, isCorrected: true })
    }
    scans.set(id, { bcu: place.bcu, isCorrected: false })
    return undefined
  }
  return judgeEvents<ScanEvent>(running, batch, receivedAt, {
    read: (sent) => readEventAs(scanEvent, sent),
    judge,
    notices: () => [],
  })
}

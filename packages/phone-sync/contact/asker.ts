import type { Heartbeat } from '@mettrace/protocol/batch/batch'
import type { PartName } from '@mettrace/protocol/pages/rows'
import type { ScanPartName } from '@mettrace/protocol/scans/scan-rows'
import type { DeviceId, Moment, PersonId } from '@mettrace/protocol/words/values'

/** Who is in contact from which phone. */
export type Asker = {
  device: DeviceId
  person: PersonId
  /** This run of the app. */
  run: number
  app: string
  /** Parts of pages that it takes. */
  parts: readonly (PartName | ScanPartName)[]
  heartbeat: () => Heartbeat
  /** Told what every answer says of the server. */
  heard: (answer: { serverTime: Moment; epoch: string }) => void
  /** Told when pages were not what the server says they are. */
  differed: () => void
}

import { countingJob } from './crime/counting-job.ts'
import { phoneAppRoom } from './phone-app/room.ts'
import { retentionJob } from './foundation/files/retention-job.ts'
import type { AnyRoom, Job } from './foundation/room/room.ts'
import { peopleRoom } from './identity/room.ts'
import { mapRoom } from './map/room.ts'
import { accountRoom } from './rooms/account/room.ts'
import { deliverRoom } from './rooms/deliver/room.ts'
import { helpRoom } from './rooms/help/room.ts'
import { measureRoom } from './rooms/measure/room.ts'
import { residentsRoom } from './rooms/residents/room.ts'
import { supplyRoom } from './rooms/supply/room.ts'
import { targetRoom } from './rooms/target/room.ts'
import { traceRoom } from './rooms/trace/room.ts'

/** The rooms of the programme, in the order of its loop. */
export const programmeRooms = [
  targetRoom,
  supplyRoom,
  deliverRoom,
  traceRoom,
  measureRoom,
  accountRoom,
] as const

/** What serves the others. */
export const servingRooms = [mapRoom, helpRoom, phoneAppRoom, residentsRoom] as const

/** Everything that has pages or scripts, in the order of the menu. */
export const allRooms: readonly AnyRoom[] = [...programmeRooms, peopleRoom, ...servingRooms]

/** What goes on beside the pages. */
export const allJobs: readonly Job[] = [
  countingJob,
  retentionJob,
  ...allRooms.flatMap(({ jobs = [] }) => jobs),
]

import { recordedKit, type RecordedKit } from '@mettrace/protocol/events/facts'
import { z } from 'zod'
import type { App } from '../app/app.ts'
import { useSealed } from './use-sealed.ts'

const shape = z.object({ chosen: z.array(recordedKit) })

/** Kits that were ticked, or found by a scan, and how; sealed like what is typed. */
export const useChosenKits = (
  app: App,
): { chosen: readonly RecordedKit[]; choose: (kits: readonly RecordedKit[]) => void } => {
  const { typed, type, done } = useSealed(app, 'kits', shape, { chosen: [] })
  return {
    chosen: typed.chosen,
    choose: (kits) => {
      type({ chosen: [...kits] })
      if (kits.length === 0) done()
    },
  }
}

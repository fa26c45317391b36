import type { App } from '../app/app.ts'
import type { Delivery } from '../round/delivery.ts'
import type { Door } from '../round/read-round.ts'

/** What each step of a delivery is given. `type`: takes what was typed. */
export type StepProps = {
  app: App
  door: Door
  typed: Delivery
  type: (more: Partial<Delivery>) => void
  fault: string
}

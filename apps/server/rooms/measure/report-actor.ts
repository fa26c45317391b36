import { actingAs } from '../../foundation/access/acting-as.ts'

/** Figures of a report are the same for whoever reads it, and it publishes itself: the product works them out. */
export const reportActor = actingAs('measuring', 'the product')

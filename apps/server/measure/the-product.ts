import type { Actor } from '../foundation/with-actor.ts'

/** Figures of a report are the same for whoever reads it, and it publishes itself: the product works them out. */
export const theProduct: Actor = { id: 'the product', role: 'planner' }

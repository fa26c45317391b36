/** A door of the round as the officer's paper has it. `call`: its number, or its flat's. */
export type PaperDoor = {
  postcode: string
  home: string
  call: string
  flat: number | null
  floor: number | null
  name: string
  street: string
}

/** What somebody counts on paper beside the phone, of all that it records. */
export type HandCount = {
  events: number
  /** Visits that events told of, those that were undone among them. */
  visits: number
  /** What each door came to last, by home. */
  last: Map<string, string>
  /** Where each kit went, by serial. */
  kits: Map<string, string>
  cards: Set<string>
  notes: number
  appointments: number
}

export const newHandCount = (): HandCount => ({
  events: 0,
  visits: 0,
  last: new Map(),
  kits: new Map(),
  cards: new Set(),
  notes: 0,
  appointments: 0,
})

/** One event of one door. */
export const count = (hand: HandCount, { home }: PaperDoor, outcome: string): void => {
  hand.events++
  hand.visits++
  hand.last.set(home, outcome)
}

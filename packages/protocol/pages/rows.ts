import { z } from 'zod'
import { blockCard } from '../events/facts.ts'
import { answer } from '../batch/batch.ts'
import { cardCode } from '../codes/left-card.ts'
import {
  assignmentId,
  blockId,
  day,
  homeId,
  moment,
  personId,
  serial,
  transferId,
  words,
} from '../words/values.ts'

/** A home of a round; no resident's name is on a round. */
const home = z.strictObject({
  home: homeId,
  address: z.string().max(200),
  postcode: z.string().max(10),
  street: z.string().max(120),
  /** Number or name on the door, and what sorts it: 12A is 12. */
  door: z.string().max(60),
  order: z.number(),
  flat: z.string().max(60).nullable(),
  floor: z.string().max(20).nullable(),
  core: z.string().max(20).nullable(),
  block: blockId.nullable(),
  latitude: z.number(),
  longitude: z.number(),
  /** Why it goes first: near a burglary, booked, a repeat victim. */
  first: words.nullable(),
})

/** What became of a door the last time, by whom as colleagues call them. */
const outcome = z.strictObject({
  home: homeId,
  outcome: z.enum([
    'no-answer',
    'refused',
    'come-back',
    'no-way-in',
    'leave-out',
    'tell-sergeant',
    'delivered',
    'protected',
  ]),
  at: moment,
  tries: z.int().nonnegative(),
  card: cardCode.nullable(),
})

const safety = z.strictObject({
  home: homeId,
  risk: z.enum(['dog', 'aggression', 'building', 'other']),
  note: words,
  day,
})

const appointment = z.strictObject({ home: homeId, from: moment, to: moment })
const block = z.strictObject({ block: blockId, card: blockCard, day })

/** A kit in the hands of the person, or on the way to them. */
const kit = z.strictObject({
  kit: serial,
  since: moment,
  transfer: transferId.nullable(),
  stopped: words.nullable(),
})

/** An event of the person that was set aside, and what became of it. */
const setAside = z.strictObject({ event: answer, decided: z.enum(['waiting', 'accepted', 'given-up']) })

/** An assignment is a dated fact: these streets are this person's from that day. */
const assignment = z.strictObject({
  assignment: assignmentId,
  person: personId,
  name: z.string().max(120),
  from: day,
  until: day.nullable(),
  streets: z.array(z.string().max(120)).max(200),
})

/** Homes that one round has at most. */
export const mostOfWalk = 400

/** The order in which the homes of an assignment are to be walked, each once; visits that are booked stand at their hours. */
const walk = z.strictObject({ assignment: assignmentId, homes: z.array(homeId).min(1).max(mostOfWalk) })

/** Corners that one row of the ground holds at most: about 100 kB as JSON, 25 kB compressed. */
export const mostCorners = 6000

const millionth = z.int().min(-180_000_000).max(180_000_000)

/**
 * A line in millionths of a degree (WGS 84, a tenth of a metre): longitude and latitude of the first corner, then of each
 * corner how far it lies from the one before.
 */
const line = z
  .array(millionth)
  .min(4)
  .max(2 * mostCorners)
  .refine((numbers) => numbers.length % 2 === 0, { error: 'half a corner' })
const drawn = z.array(z.strictObject({ name: z.string().min(1).max(120).nullable(), line }))

/** What a map of an assignment is drawn on: streets of its surroundings, and borders of the ward's areas, which are public. */
const ground = z
  .strictObject({ assignment: assignmentId, streets: drawn, areas: drawn })
  .refine(
    ({ streets, areas }) =>
      [...streets, ...areas].reduce((sum, each) => sum + each.line.length, 0) <= 2 * mostCorners,
    { error: `more than ${mostCorners} corners` },
  )

/** Parts of what a phone is sent, and what a row of each holds. */
export const parts = {
  homes: home,
  outcomes: outcome,
  safety,
  appointments: appointment,
  blocks: block,
  assignment,
  walk,
  ground,
  kits: kit,
  'set-aside': setAside,
} as const

export type PartName = keyof typeof parts
export const partNames = Object.keys(parts) as [PartName, ...PartName[]]

/** What a row of a part holds. */
export type RowData<Part extends PartName> = z.infer<(typeof parts)[Part]>

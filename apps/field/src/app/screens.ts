import type { Result } from '@mettrace/protocol/scans/scan-rules'
import type { EventId, HomeId, PersonId } from '@mettrace/protocol/words/values'

/** Where the officer is in the app. */
export type Screen =
  | {
      name:
        | 'today'
        | 'map'
        | 'kits'
        | 'find-kit'
        | 'lost'
        | 'sign'
        | 'done'
        | 'sync'
        | 'help'
        | 'passkey'
        | 'earlier-pin'
    }
  /** Before anybody is in: a PIN in place of one that was forgotten. */
  | { name: 'new-pin'; person: PersonId }
  | { name: 'doors'; street?: string; core?: string; toDoOnly?: boolean; at?: HomeId }
  | {
      name:
        | 'home'
        | 'outcome'
        | 'refused'
        | 'come-back'
        | 'something-else'
        | 'tell'
        | 'card'
        | 'safety'
        | 'block-card'
        | 'far'
      home: HomeId
    }
  /** What the person recorded, and a word about it for the sergeant. */
  | { name: 'record' | 'word'; event: EventId }
  /** A card to show to a resident; back to the door where one was. */
  | { name: 'words'; home?: HomeId; language?: string }
  | { name: 'deliver'; home: HomeId; step: 1 | 2 | 3 }
  | { name: 'delivered'; home: HomeId; event: EventId }
  /** Of scans: place and lamp, and what else there is to say of what the lamp showed. */
  | { name: 'lamps' }
  | { name: 'scan-more'; result: Exclude<Result, 'nothing'> }

/** Screens on which somebody is in the middle of something: no tabs, and no update. */
const tasks: ReadonlySet<Screen['name']> = new Set([
  'outcome',
  'refused',
  'come-back',
  'something-else',
  'tell',
  'card',
  'safety',
  'block-card',
  'far',
  'word',
  'words',
  'deliver',
  'find-kit',
  'lost',
  'sign',
  'passkey',
  'earlier-pin',
  'new-pin',
  'scan-more',
] as const)

export const isTask = ({ name }: Screen): boolean => tasks.has(name)

/** Screens between a record that is being corrected and the outcome that takes its place. */
const ofDoors: ReadonlySet<Screen['name']> = new Set([...tasks, 'doors', 'home'] as const)

export const isOfDoors = ({ name }: Screen): boolean => ofDoors.has(name)

import type { MadeUpOutcome } from '@mettrace/demo/deliveries'
import type { Resident } from '@mettrace/demo/residents'
import type { CardCode } from '@mettrace/protocol/codes/left-card'
import type { DoorFact } from '@mettrace/protocol/events/door'
import type { Need } from '@mettrace/protocol/words/household'
import { momentOf, type HomeId, type Serial } from '@mettrace/protocol/words/values'
import { toDegrees } from '../../places/formats/projection.ts'
import type { PlacedHome } from '../../places/homes-of-streets.ts'

/** What an officer has in hand: kits, cards, and who is met at the doors. */
export type InHand = {
  /** The next kit; undefined where there is none left. */
  kit: () => string | undefined
  /** The next card of the pad. */
  card: () => CardCode
  residents: Iterator<Resident, unknown>
}

const [hour, day] = [3_600_000, 86_400_000]

/** Phones know where they stand to about so many metres. */
const accuracy = 9

const notice = { version: 1, day: '2026-01-01' } as const

/** An appointment in the afternoon, so many days after a visit. */
const appointmentAfter = (at: Date, days: number): { from: string; to: string } => {
  const noon = Math.floor(at.getTime() / day) * day + days * day + 15 * hour
  return { from: momentOf(noon), to: momentOf(noon + hour) }
}

/** What a phone tells of an outcome at a door; without a kit in hand nothing is delivered, and the officer comes back. */
export const factAtDoor = (outcome: MadeUpOutcome, home: PlacedHome, at: Date, inHand: InHand): DoorFact => {
  const [longitude, latitude] = toDegrees(home.easting, home.northing)
  const door = { home: home.id as HomeId, position: { latitude, longitude, accuracy } }
  switch (outcome.kind) {
    case 'no-answer': {
      if (!outcome.leavesCard) return { kind: 'no-answer', ...door }
      return { kind: 'no-answer', ...door, card: inHand.card() }
    }
    case 'come-back': {
      const { daysAhead } = outcome
      const appointment = daysAhead === null ? null : appointmentAfter(at, daysAhead)
      return { kind: 'come-back', ...door, appointment } as DoorFact
    }
    case 'delivered': {
      const kit = inHand.kit()
      if (kit === undefined) return { kind: 'come-back', ...door, appointment: null }
      const { language, needs, isNamed } = outcome.household
      const resident = isNamed ? (inHand.residents.next().value as Resident) : { name: null, contact: null }
      return {
        kind: 'delivered',
        ...door,
        kit: kit as Serial,
        recorded: 'camera',
        resident: {
          name: resident.name,
          contact: resident.contact,
          language,
          needs: [...needs] as Need[],
          consent: { ...notice, language: 'en', agreed: isNamed },
        },
        applied: outcome.applies ? ['laptop', 'phone'] : [],
        sticker: outcome.sticker,
      }
    }
    default:
      return { ...outcome, ...door }
  }
}

import { padOfCards } from '../../packages/protocol/codes/left-card.ts'
import type { PageName } from '../../packages/protocol/pages/pages.ts'
import type { PartName } from '../../packages/protocol/pages/rows.ts'
import type { Serial } from '../../packages/protocol/words/values.ts'
import { plainSerial } from '../../packages/kit-codes/serial/serial.ts'
import { assignmentOf, homeOf, personOf } from '../phone-events.ts'

/** The small town of every run: what there is at the beginning, the same for all seeds. */
export const persons = [1, 2, 3].map(personOf)
export const assignments = [1, 2, 3].map(assignmentOf)
export const homes = Array.from({ length: 18 }, (_, at) => homeOf(at + 1))

export const kits: readonly Serial[] = Array.from({ length: 60 }, (_, at) => plainSerial(`MT${1000 + at}`))
  .flatMap((serial) => serial ?? [])
  .slice(0, 24) as Serial[]

export const cards = padOfCards(123_456, 80)

export const pageOf = (owner: string, part: PartName): PageName => `${owner}/${part}` as PageName

/** Parts of an assignment that the simulation fills. */
export const assignmentParts = ['homes', 'outcomes', 'safety'] as const satisfies readonly PartName[]
const personParts = ['kits', 'set-aside'] as const satisfies readonly PartName[]

/** Pages of somebody who has these assignments. */
export const pagesOfScope = (person: string, own: readonly string[]): PageName[] => [
  ...own.flatMap((assignment) => assignmentParts.map((part) => pageOf(assignment, part))),
  ...personParts.map((part) => pageOf(person, part)),
]

import type { CardCode } from '@mettrace/protocol/codes/left-card'
import type { DoorFact } from '@mettrace/protocol/events/door'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { EventId } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { correctedBy, isDoorFact } from '../round/corrections.ts'
import { farFrom } from '../round/far.ts'
import type { Door } from '../round/read-round.ts'

type WithoutDoor<Of> = Of extends DoorFact ? Omit<Of, 'home' | 'position' | 'far'> : never
/** What an outcome tells, but for the door that it is of. */
export type Told = WithoutDoor<DoorFact>

/**
 * Records what became of a door. Where the phone is surely far from it, the reason is asked first; a word to the sergeant is
 * no visit and asks nothing. In place of a record that was set aside, it says of its place what that record said.
 */
export const recordAtDoor = (
  app: App,
  door: Door,
  told: Told,
  words: string,
  then: (event: EventId) => void,
): void => {
  const { value: position } = app.position
  const fact = { ...told, home: door.home, position } as DoorFact
  const { value: of } = app.correcting
  const original = app.records.value.find(({ id }) => id === of)
  const before = original && toldBy(original.fact)
  if (original && before && isDoorFact(before)) {
    app.correcting.value = null
    const says = { kind: 'correct', instead: correctedBy(before, fact) } as const
    return then(app.record({ kind: 'reply', of: original.id, says }, door.assignment, `${words}, corrected`))
  }
  const metres = told.kind === 'tell-sergeant' ? null : farFrom(position, door)
  const record: Recording = (far) => then(app.record({ ...fact, ...far }, door.assignment, words))
  askWhyFar(app, door, metres, words, record)
}

type Recording = (far: Pick<DoorFact, 'far'>) => void

/** Records at once, or once somebody has said why it is recorded so far from the door. */
const askWhyFar = (
  app: App,
  { home }: Door,
  metres: number | null,
  words: string,
  record: Recording,
): void => {
  const { value: position } = app.position
  if (metres === null || !position) return record({})
  app.far.value = {
    home,
    metres,
    accuracy: position.accuracy,
    words,
    record: (reason) => {
      app.far.value = null
      record({ far: { reason } })
    },
  }
  app.screen.value = { name: 'far', home }
}

/** "Rest of the landing: no answer": the doors that are left, with the cards that were left at them. */
export const recordLanding = (
  app: App,
  rest: readonly Door[],
  cards: readonly CardCode[],
  then: () => void,
): void => {
  const { value: position } = app.position
  const [first] = rest
  if (!first) return
  const doors = rest.map(({ home }, at) => ({ home, ...(cards[at] && { card: cards[at] }) }))
  const words = `Flats ${rest.map(({ flat }) => flat).join(', ')}: no answer`
  askWhyFar(app, first, farFrom(position, first), words, (far) => {
    app.record({ kind: 'rest-of-landing', doors, position, ...far }, first.assignment, words)
    then()
  })
}

import type { OutboxRow } from '../../packages/phone-sync/store/tables.ts'
import type { Fact } from '../../packages/protocol/events/facts.ts'
import type { AssignmentId, HomeId, PersonId, Serial } from '../../packages/protocol/words/values.ts'
import { deliveredAt, noAnswerAt } from '../phone-events.ts'
import { assignments, cards, homes, kits } from './city.ts'
import type { Handset } from './handset.ts'
import type { Step } from './plan.ts'
import type { Station } from './station.ts'
import type { Town } from './town.ts'

const at = <T>(list: readonly T[], roll: number): T | undefined => list[Math.floor(roll * list.length)]

/** Rows of a part that the person in front of a phone sees, by page. */
const seen = ({ windows }: Handset, part: string): { owner: string; id: string }[] =>
  [...(windows.at(-1)?.phone?.view().pages ?? [])].flatMap(([page, { rows }]) => {
    const [owner = '', name] = page.split('/')
    return name === part ? Array.from(rows.keys(), (id) => ({ owner, id })) : []
  })

/** What somebody records at a door: mostly what the phone shows, now and then what it does not. */
const doorFact = (
  older: boolean,
  home: HomeId,
  others: readonly HomeId[],
  own: readonly string[],
  rolls: Step['rolls'],
): Fact => {
  const [what, , detail] = rolls
  // The oldest phones have another word for it.
  if (older && what < 0.15) return { kind: 'nobody-in', home, position: null } as unknown as Fact
  if (what < 0.3) return { kind: 'no-answer', home, position: null, card: at(cards, detail)! }
  if (what < 0.4) return { kind: 'refused', home, position: null, reason: 'not-wanted' }
  if (what < 0.45) return { kind: 'come-back', home, position: null, appointment: null }
  if (what < 0.5) return { kind: 'safety-note', home, risk: 'dog', note: 'Dog in the yard' }
  if (what < 0.6 && others.length > 1)
    return {
      kind: 'rest-of-landing',
      doors: others.slice(0, 3).map((each) => ({ home: each })),
      position: null,
    }
  if (what < 0.95) {
    const kit = (detail < 0.85 ? at(own, detail / 0.85) : undefined) ?? at(kits, detail)!
    return deliveredAt(home, kit as Serial)
  }
  return noAnswerAt(home)
}

export const tap = ({ server }: Pick<Town<Station>, 'server'>, handset: Handset, { rolls }: Step): void => {
  const shown = seen(handset, 'homes')
  const chosen = at(shown, rolls[1])
  const home = (chosen?.id ?? at(homes, rolls[1])) as HomeId
  const assignment = (chosen?.owner ?? at(assignments, rolls[1])) as AssignmentId
  // Only what the phone shows can be opened. And one is looked at and left; now and then both are the same.
  if (chosen) handset.open(home)
  const passed = at(shown, rolls[2])
  if (passed) handset.open(passed.id as HomeId)
  if (rolls[0] >= 0.96) return
  const others = shown.filter(({ owner }) => owner === assignment).map(({ id }) => id as HomeId)
  const older = handset.format < server.formats.present
  const own = seen(handset, 'kits').map(({ id }) => id)
  handset.record(doorFact(older, home, others, own, rolls), assignment)
}

/** Undoes one of the author's last events on this phone: an outcome, or an undo. */
export const undo = ({ made }: Pick<Town, 'made'>, handset: Handset, { rolls }: Step): void => {
  const last = made
    .filter((each) => each.author === handset.person && each.handset === handset.number)
    .slice(-4)
  const target = at(last, rolls[0])
  if (target) handset.record({ kind: 'undo', of: target.id }, null)
}

/** Gives up an event that was set aside. */
export const giveUp = (handset: Handset, { rolls }: Step): void => {
  const asideOf = (person: PersonId | null): OutboxRow[] =>
    ([...handset.disk.rows('outbox').values()] as OutboxRow[]).filter(
      ({ event, answered }) => event.author === person && answered?.answer.answer === 'set-aside',
    )
  const target = at(asideOf(handset.person), rolls[0])
  if (target) handset.record({ kind: 'reply', of: target.event.id, says: { kind: 'give-up' } }, null)
}

import { timeInWords } from '../../../foundation/days.ts'
import type { ActEvidence } from '../../../foundation/records/act-evidence.ts'
import { capital } from '../../../foundation/words/figures.ts'
import type { DisputedFact } from '../disputes.ts'
import { holderKind } from '../holders.ts'
import type { KitEvent, KitLife } from '../kit-life.ts'

type NameOf = (holder: string | null) => string

/** Who had the bottle by the ledger at a time; null before it was received. */
const holderAt = (chain: readonly KitEvent[], at: Date): string | null =>
  chain.findLast((event) => event.at <= at)?.to ?? null

const placeOf = (holder: string | null, nameOf: NameOf): string =>
  holder === null ? 'nobody yet' : nameOf(holder)

/** The last thing that the ledger says of who has the bottle: a recall or release says nothing of it. */
export const lastMove = (chain: readonly KitEvent[]): KitEvent | undefined =>
  chain.findLast(({ from, to }) => from !== to)

/** Names of holders, where phones know which home it was: as it is called at its door. */
export const namesWithHomes =
  (
    nameOf: NameOf,
    acts: readonly { act: string; to: string }[],
    evidence: ReadonlyMap<string, ActEvidence>,
  ): NameOf =>
  (holder) => {
    const act = acts.find(({ to }) => to === holder && holderKind(to) === 'home')?.act
    return (act !== undefined && evidence.get(act)?.home) || nameOf(holder)
  }

const missing = 'nothing'
const byNoPhone = 'not recorded by a phone'

/** What phones know of how each came about, the same question in each row; no row where they know of neither. */
const evidenceRows = (ledger: ActEvidence | undefined, told: ActEvidence | undefined) =>
  [...new Set([...(ledger?.answers.keys() ?? []), ...(told?.answers.keys() ?? [])])].map((what) => ({
    what,
    ledger: ledger?.answers.get(what) ?? byNoPhone,
    told: told?.answers.get(what) ?? byNoPhone,
  }))

/** Doors of whoever told each story, in the hours around it, in the order of time. */
export const doorsAround = (ledger: ActEvidence | undefined, told: ActEvidence | undefined) =>
  [
    ...(ledger?.around ?? []).map((door) => ({ door, side: 'ledger' })),
    ...(told?.around ?? []).map((door) => ({ door, side: 'told' })),
  ]
    .toSorted((one, other) => one.door.at.getTime() - other.door.at.getTime())
    .map(({ door: { at, door, outcome, isTheAct }, side }) => ({
      at: timeInWords(at),
      [side]: `${door}: ${outcome.toLowerCase()}`,
      isTheAct,
    }))

/** Both stories, the same question in each row. */
export const storiesOf = (
  fact: DisputedFact,
  chain: readonly KitEvent[],
  nameOf: NameOf,
  evidence: ReadonlyMap<string, ActEvidence>,
) => {
  const last = lastMove(chain)
  const held = holderAt(chain, fact.at)
  return [
    { what: 'What', ledger: last ? capital(last.kind) : missing, told: capital(fact.kind) },
    { what: 'From', ledger: last ? nameOf(last.from) : missing, told: placeOf(fact.from, nameOf) },
    { what: 'To', ledger: last ? nameOf(last.to) : missing, told: nameOf(fact.to) },
    { what: 'Happened', ledger: last ? timeInWords(last.at) : missing, told: timeInWords(fact.at) },
    {
      what: 'Reached us',
      ledger: last ? timeInWords(last.recordedAt) : missing,
      told: timeInWords(fact.recordedAt),
    },
    { what: 'Reported by', ledger: last ? nameOf(last.actor) : missing, told: nameOf(fact.actor) },
    { what: 'Added', ledger: last?.reason ?? missing, told: fact.told ?? missing },
    {
      what: 'Had the kit before',
      ledger: last ? 'yes' : missing,
      told: held === fact.from ? 'yes' : `no: by the ledger ${placeOf(held, nameOf)} had it then`,
    },
    ...evidenceRows(last && evidence.get(last.act), evidence.get(fact.act)),
  ]
}

/** What each answer would change. */
export const effectsOf = (fact: DisputedFact, life: KitLife | undefined, nameOf: NameOf) => {
  const stays = life ? nameOf(life.holder) : 'no kit of this serial here'
  const told = nameOf(fact.to)
  const accepted =
    holderKind(fact.to) === 'gone'
      ? { holder: 'nobody', counts: `as ${told}` }
      : { holder: told, counts: `for ${told}` }
  return [
    { answer: 'Until you decide', holder: stays, counts: 'for nobody' },
    { answer: 'The ledger is right', holder: stays, counts: life ? `for ${stays}` : 'for nobody' },
    ...(life ? [{ answer: 'The report is right', ...accepted }] : []),
  ]
}

import { timeInWords } from '../../../../foundation/days.ts'
import { count } from '../../../../foundation/words/figures.ts'
import { conditionInWords, kindInWords } from '../../exhibits/exhibit-words.ts'
import type { HistoryFact } from '../../exhibits/history.ts'
import type { CaseFacts, ExhibitOfCase } from '../case-facts.ts'
import type { CaseTrace } from '../case-traces.ts'
import { ownerInWords } from '../owner-words.ts'

/** Something that a colleague did, as they would say it. */
type Done = {
  actor: string
  at: Date
  /** Tells things of one moment apart, always in the same order. */
  id: string
  /** Of which exhibit, where of one. */
  exhibit: Pick<ExhibitOfCase, 'reference' | 'description'> | undefined
  sentence: string
}

/** Under which seal it then was; of one that was not found whole, how it was found and which it had borne. */
const sealOf = ({ condition, sealBefore, seal, newSeal }: HistoryFact): string => {
  if (condition !== null && condition !== 'intact')
    return `, found as follows: ${conditionInWords(condition)}. It had borne seal ${sealBefore}`
  if (newSeal !== null) return `, under the new seal ${newSeal}`
  return seal === '' ? ', not sealed' : `, under seal ${seal}`
}

/** When a colleague entered it, and when it happened where that is another minute. */
const entered = (enteredAt: Date, at: Date): { on: string; happened: string | null } => {
  const [on, happened] = [timeInWords(enteredAt), timeInWords(at)]
  return { on, happened: happened === on ? null : happened }
}

const isHandedOver = ({ from, to }: HistoryFact): boolean => from !== null && from !== to

const recorded = (exhibit: ExhibitOfCase, fact: HistoryFact, { names }: CaseFacts): Done => {
  const { id, actor, at, from, to, paper, offeredBy, lateBecause, enteredAt } = fact
  const hands = isHandedOver(fact)
    ? `from ${names.hand(from ?? to)} to ${names.hand(to)}`
    : `with ${names.hand(to)}`
  const confirmed = !isHandedOver(fact)
    ? ''
    : paper !== null
      ? `, signed for on ${paper}`
      : offeredBy === null
        ? ''
        : `, handed over by ${names.actor(offeredBy)} and confirmed by me`
  const late = lateBecause === null ? '' : ` (entered late: ${lateBecause})`
  const { on, happened } = entered(enteredAt, at)
  const when = happened === null ? '' : `, as having happened on ${happened}`
  const sentence = `On ${on} I recorded of exhibit ${exhibit.reference}, ${exhibit.description}${when}: ${kindInWords(fact.kind).toLowerCase()}, ${hands}${confirmed}${sealOf(fact)}${late}.`
  return { actor, at, id, exhibit, sentence }
}

/** The other hand: who handed an exhibit over says so in a statement of their own. */
const handedOver = (exhibit: ExhibitOfCase, fact: HistoryFact, { names }: CaseFacts): Done[] => {
  const { id, actor, at, enteredAt, from, to, offeredBy } = fact
  if (offeredBy === null || offeredBy === actor || !isHandedOver(fact)) return []
  const { on, happened } = entered(enteredAt, at)
  const sentence = `On ${timeInWords(at)} exhibit ${exhibit.reference}, ${exhibit.description}, which I had offered, went from ${names.hand(from ?? to)} to ${names.hand(to)}; ${names.actor(actor)} confirmed it${happened === null ? '' : ` on ${on}`}.`
  return [{ actor: offeredBy, at, id, exhibit, sentence }]
}

const readInField = (reading: CaseFacts['readings'][number], { exhibits }: CaseFacts): Done => {
  const { actor, at, enteredAt, id, officer, reference } = reading
  const what = reference === null ? 'at a scan' : `of exhibit ${reference}`
  const { on, happened } = entered(enteredAt, at)
  const made =
    officer !== null
      ? `I entered, for ${officer}, a field reading ${what}${happened === null ? '' : `, made on ${happened}`}`
      : happened === null
        ? `I made a field reading ${what}`
        : `I recorded that on ${happened} I made a field reading ${what}`
  return {
    actor,
    at,
    id,
    exhibit: exhibits.find((each) => each.id === reading.exhibit),
    sentence: `On ${on} ${made}. It is intelligence and set out under Field readings.`,
  }
}

const reported = (result: CaseFacts['results'][number], { exhibits }: CaseFacts): Done => ({
  actor: result.actor,
  at: result.enteredAt,
  id: result.id,
  exhibit: exhibits.find(({ id }) => id === result.exhibit),
  sentence: `On ${timeInWords(result.enteredAt)} I entered the result of ${result.laboratory} for its sample ${result.sample} of exhibit ${result.reference}, as set out under Laboratory results. I did not examine it.`,
})

/** What a trace led to, as a witness can say it: of a partial reading how many kits could fit, and nothing of any of them. */
const ledTo = (found: CaseTrace): string => {
  const { trace } = found
  const isPartial = trace.kind === 'partial'
  const intelligence = isPartial ? ' It is intelligence and set out under Trace.' : ''
  if (trace.kits.length === 0) return `No kit of ours could have given it.${intelligence}`
  if (isPartial) return `${count(trace.fitting, 'kit')} of the register could have given it.${intelligence}`
  if (found.traced.length === 0)
    return `${count(trace.fitting, 'kit')} could have given it and none was likely enough.`
  const led = found.traced.map((kit) => `Kit ${kit.kit.serial}: ${ownerInWords(kit, found).join(' ')}`)
  return `The register says, as read for this bundle: ${led.join(' ')}`
}

const traced = (found: CaseTrace, { exhibits }: CaseFacts): Done => {
  const { trace } = found
  const exhibit = exhibits.find(({ id }) => id === trace.exhibit)
  const of = exhibit ? `a mark on exhibit ${exhibit.reference}` : 'a mark'
  const asked = `On ${timeInWords(trace.at)} I asked the register which kit ${of} could be from`
  return {
    actor: trace.actor,
    at: trace.at,
    id: trace.id,
    exhibit,
    sentence: `${asked}${trace.kind === 'partial' ? ', by a partial reading' : ''}. ${ledTo(found)}`,
  }
}

/** What each colleague with an account did with the exhibits of a case and what was read of them, first things first. */
export const doneByWitness = (facts: CaseFacts): Map<string, Done[]> => {
  const done = [
    ...facts.exhibits.flatMap((exhibit) =>
      exhibit.facts.flatMap((fact) => [recorded(exhibit, fact, facts), ...handedOver(exhibit, fact, facts)]),
    ),
    ...facts.readings.map((reading) => readInField(reading, facts)),
    ...facts.results.map((result) => reported(result, facts)),
    ...facts.traces.map((found) => traced(found, facts)),
  ]
    .filter(({ actor }) => actor.startsWith('person:'))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1))
  return Map.groupBy(done, ({ actor }) => actor)
}

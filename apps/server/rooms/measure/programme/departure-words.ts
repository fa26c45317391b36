import { distanceWords } from '../report/distance-words.ts'
import type { ProtocolContent } from './protocol-content.ts'

type Worded =
  | 'series'
  | 'source'
  | 'kind'
  | 'validFrom'
  | 'controls'
  | 'saturation'
  | 'selection'
  | 'after'
  | 'outcomes'
  | 'codeVersion'

const orNothing = (text: string | null): string => text ?? 'nothing'
const period = ({ from, to }: { from: string; to: string }): string => `${from} to ${to}`

/** What a protocol can be departed from, and how each part of it is said. */
export const departureWords: {
  [Key in Worded]: { name: string; say: (value: ProtocolContent[Key]) => string }
} = {
  series: { name: 'Series', say: (series) => series },
  source: { name: 'Source', say: orNothing },
  kind: { name: 'Kind of area', say: (kind) => kind },
  validFrom: { name: 'Boundaries', say: (day) => (day === null ? 'those of the first start' : `of ${day}`) },
  controls: {
    name: 'Areas to compare with',
    say: ({ metres, by }) => `beyond ${metres} metres ${distanceWords[by]}`,
  },
  saturation: { name: 'Target', say: (share) => `${Number((100 * share).toPrecision(12))}% of homes` },
  selection: {
    name: 'Months of the selection',
    say: (selection) =>
      selection === null ? 'the twelve before the first start' : `${period(selection)}, ${selection.rule}`,
  },
  after: { name: 'Months after', say: (after) => (after === null ? 'as usual' : period(after)) },
  outcomes: {
    name: 'Other types of crime',
    say: (outcomes) =>
      outcomes === null || outcomes.length === 0
        ? 'none'
        : outcomes.map(({ crimeType, as }) => `${crimeType} (${as})`).join(', '),
  },
  codeVersion: { name: 'Version of the product', say: (version) => version },
}

/** One part that differs, in words; none where it says the same. */
export const departureOf = <Key extends Worded>(
  key: Key,
  fixed: ProtocolContent,
  used: ProtocolContent,
): string[] => {
  const { name, say } = departureWords[key]
  const [before, after] = [say(fixed[key]), say(used[key])]
  return before === after ? [] : [`${name}: fixed ${before}, used ${after}.`]
}

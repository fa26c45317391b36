import { knownScales } from '@mettrace/readings/weight/scales'
import { supportOf, type Support } from '@mettrace/readings/weight/verbal-scale'
import { capital, count, oneDecimal, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import type { TracedKit } from './asked.ts'
import { scaleTitle, type KeptReading } from './readings.ts'

/** Posterior chances as people read them: what is not certain never reads as 100%, and what is possible never as 0. */
export const chanceInWords = (chance: number): string =>
  chance > 0 && chance < 0.0005 ? 'under 0.1%' : percent(chance < 1 ? Math.min(chance, 0.9994) : chance)

/** How well a candidate fits what was read. */
export const fitInWords = (kit: Pick<TracedKit, 'differences'>): string =>
  kit.differences === 0
    ? 'fits every sign that was read'
    : `${count(kit.differences ?? 0, 'sign')} read as another`

/** A number of kits to be expected. */
const expected = (value: number): string =>
  value >= 10
    ? wholeNumber(Math.round(value))
    : value >= 0.005
      ? String(Number(value.toPrecision(2)))
      : 'under 0.005'

const fraction = (rate: number): string => `1 in ${wholeNumber(Math.round(1 / rate))}`

/** A ratio as it is printed: never above its cap, whatever is rounded. */
const ratioInWords = (ratio: number): string =>
  ratio >= 100
    ? wholeNumber(Math.floor(ratio))
    : ratio >= 1
      ? oneDecimal(Math.floor(ratio * 10) / 10)
      : ratio.toPrecision(2)

/** What is compared. The ratio is the chance of the reading under the first over that under the second. */
const propositions = {
  first: 'the mark is from the likeliest kit',
  second: 'the mark is from another kit, of this register or of none',
} as const

/** Which proposition the words of a reading support: by its scale where that is known here, by the ratio where not. */
export const towardsOf = ({ ratio, scale }: Pick<KeptReading, 'ratio' | 'scale'>): Support['towards'] => {
  if (ratio === null) return 'neither'
  const known = knownScales.find((each) => scaleTitle(each) === scale)
  if (known) return supportOf(known, ratio).towards
  return ratio === 1 ? 'neither' : ratio > 1 ? 'first' : 'second'
}

const supportInWords = (reading: KeptReading): string => {
  if (reading.support === null) return 'No scale of words is known for the day.'
  const towards = towardsOf(reading)
  const whom = towards === 'neither' ? '' : ` for the proposition that ${propositions[towards]}`
  return `${reading.support}${whom}. Words: ${reading.scale}.`
}

/** What a partial reading says, and how far it speaks. */
export const readingInWords = (reading: KeptReading, fitting: number) => ({
  read: `${reading.positions - reading.unread} of ${count(reading.positions, 'position')} read`,
  derived:
    reading.derived === null
      ? null
      : `Position ${reading.derived} was not read: the check character tells it (derived). It identifies and adds no weight.`,
  others:
    reading.expectedOthers === null
      ? 'No code that can be issued fits every sign: at least one was misread.'
      : fitting === 0
        ? 'No kit of ours fits every sign: at least one was misread, or it is another maker’s.'
        : `Other kits in the register that fit as well by chance: ${expected(reading.expectedOthers)} to be expected among ${wholeNumber(reading.register)}.`,
  weight:
    reading.ratio === null || reading.ratioCap === null
      ? {
          value: null,
          words:
            'No likelihood ratio: nobody has said how often this method reports a match where there is none, and without that a number would claim more than anybody knows.',
        }
      : {
          value: ratioInWords(reading.ratio),
          words: supportInWords(reading),
          cap: `The most that the method can show is ${ratioInWords(reading.ratioCap)}: ${
            reading.ratioLimit === 'method'
              ? 'its error rate caps the ratio'
              : 'here other kits that fit keep it lower than its errors do'
          }.`,
          propositions: [propositions.first, propositions.second].map((each) => `${capital(each)}.`),
          population: `${count(reading.register - 1, 'other kit')} of this register, which is complete for our kits alone; ${percent(reading.unknownShare ?? 0)} of kits that may be another maker’s (assumed).`,
          error: `${fraction(reading.errorRate ?? 1)} (${reading.method ?? ''})`,
          right:
            reading.rightShare === null
              ? 'not on record'
              : `${percent(reading.rightShare)} of marks of a kit are reported as that kit (assumed)`,
          not: 'Not the probability that anybody did anything. It says nothing of how the liquid got there.',
        },
})

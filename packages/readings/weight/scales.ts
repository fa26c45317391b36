import type { VerbalScale } from './verbal-scale.ts'

/**
 * The verbal equivalents of the ENFSI guideline, which prints a single value of 1 and then 2–10, 10–100 and so on to
 * 1,000,000 and above. Between 1 and 2, where it says nothing, nothing is claimed. Issued in 2015; which day is not
 * established, so that no day of that year has it.
 */
const enfsi2015: VerbalScale = {
  issuer: 'European Network of Forensic Science Institutes',
  title: 'ENFSI guideline for evaluative reporting in forensic science (2015)',
  from: '2016-01-01',
  source: 'https://enfsi.eu/wp-content/uploads/2016/09/m1_guideline.pdf',
  bands: [
    { above: 0, words: 'no support for one proposition over the other' },
    { above: 2, words: 'weak support' },
    { above: 10, words: 'moderate support' },
    { above: 100, words: 'moderately strong support' },
    { above: 1000, words: 'strong support' },
    { above: 10_000, words: 'very strong support' },
    { above: 1_000_000, words: 'extremely strong support' },
  ],
}

/** Scales that are known here. Whoever uses another keeps it as data of the same form. */
export const knownScales: readonly VerbalScale[] = [enfsi2015]

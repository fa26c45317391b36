/** What a rule said from a day on, and where it is. */
export type RuleText = {
  from: string
  until: string | null
  source: string
  words: string
  /** Why somebody must look at the rule in force before they rely on these words; absent where nobody needs to. */
  unchecked?: string
}

const clearly =
  'Each exhibit is identified here clearly, by its reference and description and by the seal that it bore.'

/** How a statement identifies an exhibit (Criminal Procedure Rules, r.16.3). Days are the first and last in force. */
export const exhibitRules: readonly RuleText[] = [
  {
    from: '2015-10-05',
    until: '2020-10-04',
    source: 'Criminal Procedure Rules 2015, r.16.3',
    words: 'Each exhibit named here bears a label that identifies it, and I have signed that label.',
  },
  {
    from: '2020-10-05',
    until: '2025-10-05',
    source: 'Criminal Procedure Rules 2020, r.16.3',
    words: clearly,
  },
  {
    from: '2025-10-06',
    until: null,
    source: 'worded by Criminal Procedure Rules 2020, r.16.3',
    words: clearly,
    unchecked:
      'The Rules of 2020 were revoked on 6 October 2025, when the Criminal Procedure Rules 2025 replaced them. Part 16 of the Rules of 2025 has not been compared with these words: check it before this is signed.',
  },
]

/** What a witness declares (Criminal Justice Act 1967, s.9(2)(b)). */
export const declarationRules: readonly RuleText[] = [
  {
    from: '1967-07-27',
    until: null,
    source: 'Criminal Justice Act 1967, s.9(2)(b)',
    words:
      'This statement is true to the best of my knowledge and belief, and I make it knowing that, if it is tendered in evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be false, or do not believe to be true.',
  },
]

const ruleOf = (rules: readonly RuleText[], day: string): RuleText | undefined =>
  rules.find(({ from, until }) => from <= day && (until === null || day <= until))

/** Why the text of a day must be checked before it is relied on; undefined where nobody needs to, or none is known. */
export const uncheckedOn = (rules: readonly RuleText[], day: string): string | undefined =>
  ruleOf(rules, day)?.unchecked

/** The text in force on a day. Errors: RangeError where none is known of that day. */
export const inForce = (rules: readonly RuleText[], day: string): RuleText => {
  const found = ruleOf(rules, day)
  if (!found) throw new RangeError(`No rule of statements is known for ${day}.`)
  return found
}

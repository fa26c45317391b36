import { array, assert, constantFrom, nat, property } from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { saidOfMopac } from '../thresholds/authority.ts'
import { quotedInWords, quotedThreshold, ruleOnThreshold } from '../thresholds/ruling.ts'
import { ruleOnDelegation } from '../delegation/delegation.ts'
import { poundsOf } from '../value/printed-money.ts'
import { valueOf } from '../value/value.ts'
import { printedFigures, printedSums, quotedRules } from './figures.ts'
import { sectionKeys } from './form.ts'
import { readPromises } from './promises.ts'
import { readDecision } from './read-decision.ts'
import { readReference } from './reference.ts'
import { oneDecision } from './same-decision.ts'

const page = (parts: {
  reference?: string
  signed?: string
  title?: string
  summary?: string
  recommendation?: string
  finance?: string
}): string => `Skip to main content
Home

${parts.title ?? 'Lamps for stores'}

Key information

Reference code: ${parts.reference ?? 'PCD 9001'}

Date signed: ${parts.signed ?? ''}

Decision by: A. Person, Deputy Mayor, Policing and Crime

Executive summary

${parts.summary ?? 'Lamps are needed in every store.'}

Recommendation

The Deputy Mayor for Policing and Crime is recommended to:

${parts.recommendation ?? '• Approve the purchase'}

Non-confidential facts and advice to the Deputy Mayor for Policing and Crime (DMPC)

1. Introduction and background

1.1. Stores have no lamps.

2. Issues for consideration

2.1. None.

3. Financial Comments

3.1. ${parts.finance ?? 'Within the budget.'}

4. Legal Comments

4.1. None.

5. GDPR and Data Privacy

5.1. None.

6. Equality Comments

6.1. None.

7. Background/supporting papers

7.1. None.

Signed decision document
`
const sumsOf = (text: string) => printedSums(readDecision(text).sections)

describe('the text of a published decision', () => {
  test('comes out in the sections of the form', () => {
    const read = readDecision(page({ signed: '6 February 2019' }))
    expect(read).toMatchObject({
      reference: 'PCD 9001',
      title: 'Lamps for stores',
      signed: '2019-02-06',
      by: 'A. Person, Deputy Mayor, Policing and Crime',
      remarks: [],
      notUnderstood: [],
    })
    expect(read.sections.map(({ key }) => key)).toEqual(sectionKeys)
    expect(read.sections.map(({ paragraphs }) => paragraphs.map(({ mark }) => mark))).toEqual([
      [null],
      [null, '•'],
      ['1.1'],
      ['2.1'],
      ['3.1'],
      ['4.1'],
      ['5.1'],
      ['6.1'],
      ['7.1'],
    ])
  })

  test('without a day it is undated, whatever its number and whatever stands below the blank', () => {
    const read = readDecision(page({ reference: 'PCD 536' }))
    expect(read.signed).toBeNull()
    expect(read.by).toContain('A. Person')
    expect(read.remarks.map(({ text }) => text)).toContain(
      'No day of signing is printed: the decision is undated.',
    )
    expect(readDecision(page({ signed: '31 February 2019' }))).toMatchObject({
      signed: null,
      notUnderstood: [{ line: 10, text: '31 February 2019' }],
    })
  })

  test('a blank day takes no line below it for a day', () => {
    const read = readDecision('Lamps\nReference code: PCD 9001\nDate signed:\nThis paper asks for lamps.')
    expect(read.sections).toMatchObject([{ paragraphs: [{ text: 'This paper asks for lamps.' }] }])
    expect(read).toMatchObject({ signed: null, notUnderstood: [] })
  })

  test('of the older pages has its values below their labels', () => {
    const read = readDecision(
      'Tool\n\nReference code: \nPCD 9002\nDate signed: \n19 June 2019\nAuthorisation name: \nA. Person\n\nExecutive summary\n\nA tool.\n',
    )
    expect(read).toMatchObject({
      reference: 'PCD 9002',
      signed: '2019-06-19',
      by: 'A. Person',
      title: 'Tool',
    })
  })

  test('of the newer pages has its title twice and no headings', () => {
    const read = readDecision(`PCD 9003 Waste and water services again
Key information
Reference code: PCD 9003
Date signed:
Date published:
Decision by: A. Person
PCD 9003 Waste and water services
PCD 9003 Waste and water services again
This paper seeks approval of waste services.
The Deputy Mayor for Policing and Crime is recommended to:
1. Approve them.
PART I - NON-CONFIDENTIAL FACTS AND ADVICE TO THE DMPC
1. Introduction and background
1. The contracts end in 2024.
PART II - confidential facts
A secret price.`)
    expect(read.sections.map(({ key, heading, paragraphs }) => [key, heading, paragraphs.length])).toEqual([
      ['executive summary', null, 1],
      ['recommendation', null, 2],
      ['introduction', '1. Introduction and background', 1],
    ])
    expect(read.confidential.map(({ text }) => text)).toEqual(['A secret price.'])
    expect(JSON.stringify(read.sections)).not.toContain('secret')
    expect(read.notUnderstood).toEqual([])
  })

  test.each([
    'Part 2 – Confidential facts and advice',
    'PART TWO',
    'PART II',
    'Part Two: not for the public',
    '8. Part 2',
    '[Part 2 - exempt from publication]',
    'Confidential facts and advice',
    'CONFIDENTIAL',
    'Confidential annex',
    'Strictly confidential',
    'Private and confidential',
    'PRIVATE & CONFIDENTIAL',
    'Exempt information',
    'Exempt appendix: price of the tender',
    'Not for publication',
  ])('from “%s” on it is kept apart, below the end of its page too', (heading) => {
    const below = `${page({})}Something odd\n${heading}\nA secret price.\nSigned decision document\nMore of it.`
    for (const text of [below, page({}).replace('Signed decision document', `${heading}\nA secret price.`)]) {
      const read = readDecision(text)
      expect(read.confidential[0]?.text).toBe('A secret price.')
      expect(read.confidentialFrom).toBe(text.split('\n').indexOf(heading) + 1)
      expect(JSON.stringify([read.sections, read.notUnderstood])).not.toMatch(/secret|More of it/)
    }
  })

  test.each([
    'Confidential information was taken out.',
    'Non-confidential facts',
    'Part 2 of the programme begins in 2027.',
    'Part 2 Confidentiality: Only the facts or advice considered as likely to be exempt should be in it.',
    '• Part 2 of the kits comes later',
    '2. Part 2 of the kits comes later',
    'Parts 1 and 2 are bought together.',
  ])('“%s” begins no confidential part', (words) => {
    const read = readDecision(page({}).replace('6.1. None.', `6.1. None.\n${words}`))
    expect(read.confidentialFrom).toBeNull()
    expect(read.sections.map(({ key }) => key)).toContain('papers')
  })

  test('a number of the next section without its heading opens that section, and is said', () => {
    const read = readDecision(page({}).replace('4. Legal Comments\n', ''))
    expect(read.sections.find(({ key }) => key === 'legal')).toMatchObject({ heading: null })
    expect(read.remarks.map(({ text }) => text)).toContain(
      'Section 4 has no heading: by its number it is legal comments.',
    )
  })

  test('a heading that is not of the form stays where it is printed', () => {
    const read = readDecision(page({}).replace('4. Legal Comments', '4. Risk and sustainability'))
    expect(read.sections.map(({ key }) => key)).toContain(null)
    expect(read.remarks.some(({ text }) => text.includes('Risk and sustainability'))).toBe(true)
  })

  test('nothing vanishes: a line put anywhere is in a section, apart or not understood', () => {
    const lines = page({}).split('\n')
    const odd = constantFrom(
      'Strange words here',
      '9.9. A number',
      '• a bullet',
      '£3 for tea',
      'Total: none?',
    )
    assert(
      property(array(nat(lines.length - 1), { minLength: 1, maxLength: 4 }), odd, (places, words) => {
        const marked = [...lines]
        for (const [at, place] of places.entries()) marked.splice(place, 0, `${words} ${at}`)
        const read = readDecision(marked.join('\n'))
        const kept = JSON.stringify([
          read.title,
          read.reference,
          read.by,
          read.sections,
          read.confidential,
          read.notUnderstood,
        ])
        for (const [at] of places.entries())
          expect(kept).toContain(`${words.replace(/^(?:9\.9\.|•) /, '')} ${at}`)
      }),
      { numRuns: testCounts.propertyRuns },
    )
  })

  test('references are read however they are written', () => {
    expect(
      ['PCD536', 'pcd-536', ' PCD  0536 ', 'DMPCD 2015 132', 'D-2026-7', 'PCD'].map(readReference),
    ).toEqual(['PCD 536', 'PCD 536', 'PCD 536', 'DMPCD 2015 132', 'D-2026-07', undefined])
  })
})

describe('totals beside their parts', () => {
  test('£1.5m of £0.7m and three times £0.3m is kept, and its parts make £1.6m', () => {
    const [sum] = sumsOf(
      page({
        recommendation:
          '• Approve the total funding of £1.5m. The spend will be broken down as follows: £0.7m in 2019/20, then £0.3m p.a. until 2022/23.',
      }),
    )
    expect(sum).toMatchObject({
      printed: { text: '£1.5m', pence: 150_000_000 },
      sum: 160_000_000,
      agrees: false,
      byRounding: true,
    })
  })

  test('four vans that make £1,587,150.00 beside a total of £1.587m', () => {
    const [sum] = sumsOf(
      page({
        recommendation:
          '• Ford £436,260\n• Peugeot £323,685\n• Vauxhall £330,272\n• Volkswagen £496,933\n• Total £1.587m',
      }),
    )
    expect(sum).toMatchObject({
      sum: 158_715_000,
      agrees: false,
      byRounding: true,
      printed: { pence: 158_700_000 },
    })
  })

  test('a framework of £2.4m whose call-off is £2.1m', () => {
    const [sum] = sumsOf(
      page({
        summary: 'A framework of £2.4m for four years is asked for, and a call-off contract of £2.1m.',
      }),
    )
    expect(sum).toMatchObject({ kind: 'framework', sum: 210_000_000, agrees: false, byRounding: false })
  })

  test('years that do not make their total, and years that do', () => {
    const years = '£1.12m in 2027/28, £1.12m in 2028/29, £1.12m in 2029/30 and £1.12m in 2030/31'
    expect(sumsOf(page({ finance: `${years}, a total of £4.49m.` }))[0]).toMatchObject({
      agrees: false,
      sum: 448_000_000,
    })
    expect(sumsOf(page({ finance: `${years}, a total of £4.48m.` }))[0]).toMatchObject({ agrees: true })
    expect(sumsOf(page({ finance: 'A total of £5.6m: £1.12m a year for 5 years.' }))[0]).toMatchObject({
      agrees: true,
    })
    expect(sumsOf(page({ finance: '£1,120,000 a year for 5 years, £5,600,010 in total.' }))[0]).toMatchObject(
      {
        agrees: false,
        byRounding: false,
      },
    )
  })

  test('no total, or no parts, is nothing to hold against each other', () => {
    expect(sumsOf(page({ finance: '£1m here. £2m there.' }))).toEqual([])
    expect(sumsOf(page({ finance: 'A total of £3m.' }))).toEqual([])
  })
})

test('two sources of one decision are one, with the day of the source that prints it', () => {
  const blank = { where: 'the new page', read: readDecision(page({ reference: 'PCD 526' })) }
  const dated = {
    where: 'the older copy',
    read: readDecision(page({ reference: 'PCD526', signed: '6 February 2019' })),
  }
  const one = oneDecision([blank, dated])
  expect(one).toMatchObject({
    reference: 'PCD 526',
    signed: '2019-02-06',
    signedBy: 'the older copy',
    remarks: [],
  })
  expect(one.sources.map(({ where }) => where)).toEqual(['the new page', 'the older copy'])
  expect(oneDecision([blank]).signed).toBeNull()
  const other = {
    where: 'a third',
    read: readDecision(page({ reference: 'PCD 526', signed: '7 February 2019' })),
  }
  expect(oneDecision([dated, other])).toMatchObject({
    signed: null,
    remarks: [/06/, /07/].map((day) => expect.stringMatching(day)),
  })
  expect(() =>
    oneDecision([blank, { where: 'x', read: readDecision(page({ reference: 'PCD 527' })) }]),
  ).toThrow(/one reference/)
  expect(() => oneDecision([])).toThrow(RangeError)
})

const pcd536 = sharedData('..', 'design', 'decision-pcd-536.txt')
test.skipIf(!pcd536)('PCD 536 as its page has it', () => {
  const read = readDecision(readFileSync(pcd536!, 'utf8'))
  expect(read).toMatchObject({ reference: 'PCD 536', title: 'MetTrace', signed: null, notUnderstood: [] })
  expect(read.sections.map(({ key }) => key)).toEqual(sectionKeys)
  expect(read.sections.map(({ paragraphs }) => paragraphs.length)).toEqual([1, 3, 2, 2, 1, 3, 5, 2, 1])
  expect(printedFigures(read.sections)).toHaveLength(7)
  expect(printedSums(read.sections)).toMatchObject([
    { printed: { text: '£5.6m' }, agrees: true, sum: 560_000_000 },
  ])
  expect(readPromises(read.sections).map(({ what, amount, years }) => [what, amount, years])).toEqual([
    ['kits', 440_000, 5],
    ['burglaries', 7652, null],
    ['hours', 109_567, null],
    ['money', 560_000_000, 5],
  ])
  const { thresholds, delegation } = quotedRules(read.sections)
  expect(thresholds.map((pence) => quotedInWords(quotedThreshold(pence)))).toEqual([
    'quotes £181,302, which was in force 2018-01-01 to 2019-12-31 (sub-central)',
  ])
  const value = valueOf({ net: 560_000_000 })
  expect(ruleOnThreshold({ begun: read.signed, value, authority: saidOfMopac }).ruled).toBe(false)
  expect(ruleOnDelegation({ on: read.signed, request: 'tender', value, quoted: delegation })).toMatchObject({
    met: 'yes',
    basis: 'as quoted',
    rule: { paragraph: '4.13' },
  })
})

type Known = {
  ref: string
  title: string
  dateSigned: string | null
  amounts: { what: string; pence: number }[]
  quotesThreshold?: number
  check?: string
}
const known = sharedData('records', 'decisions.json')
const decisions = known ? (JSON.parse(readFileSync(known, 'utf8')) as { decisions: Known[] }).decisions : []
describe.skipIf(!known)('the ten decisions whose facts are known', () => {
  test.each(decisions.map((each) => [each.ref, each] as const))('%s', (_, fact) => {
    const money = fact.amounts.map(({ what, pence }) => `• ${what}: ${poundsOf(pence)}`).join('\n')
    const quoted = fact.quotesThreshold
    const read = readDecision(
      page({
        reference: fact.ref,
        title: fact.title,
        signed: fact.dateSigned ?? '',
        recommendation: money === '' ? '• No cost' : money,
        finance: quoted === undefined ? 'None.' : `Above the threshold of ${poundsOf(quoted * 100)}.`,
      }),
    )
    expect(read).toMatchObject({
      reference: fact.ref,
      title: fact.title,
      signed: fact.dateSigned,
      notUnderstood: [],
    })
    const figures = printedFigures(read.sections).filter(({ at }) => at.section === 'Recommendation')
    expect(figures.map(({ money: { pence } }) => pence)).toEqual(fact.amounts.map(({ pence }) => pence))
    const begun = ruleOnThreshold({
      begun: read.signed,
      value: valueOf({ net: fact.amounts[0]?.pence ?? 0 }),
      authority: saidOfMopac,
    })
    expect(begun.ruled).toBe(fact.dateSigned !== null)
    if (quoted !== undefined)
      expect(
        quotedRules(read.sections).thresholds.map((pence) => quotedThreshold(pence).inForce[0]?.from),
      ).toEqual(['2022-01-01'])
  })

  test('are ten, of which four have a day', () => {
    expect(decisions).toHaveLength(10)
    expect(decisions.filter(({ dateSigned }) => dateSigned !== null).map(({ ref }) => ref)).toEqual([
      'PCD 526',
      'PCD 508',
      'PCD 596',
      'DMPCD 2016 56',
    ])
  })
})

import { expect, test } from 'vitest'
import { protocolContent } from './protocol-content.ts'
import { departuresFrom } from './protocol.ts'
import { parseProgramme } from './read-programme.ts'

const programme = (change: object = {}) =>
  parseProgramme(
    JSON.stringify({
      name: 'Example',
      series: 'all',
      deployments: [
        { areas: ['A', 'B'], start: '2015-03' },
        { areas: ['C'], start: '2015-06' },
      ],
      protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2016-06-01' },
      ...change,
    }),
  )

const planned = programme()
const fixed = protocolContent(planned, planned.protocol!)

test('what keeps to its protocol departs from nothing', () => {
  expect(departuresFrom(fixed, planned, '0.1.0')).toEqual([])
})

test.each([
  [
    { controls: { metres: 500, by: 'network' } },
    'Areas to compare with: fixed beyond 750 metres between centroids, used beyond 500 metres along the streets.',
  ],
  [{ saturation: 0.9 }, 'Target: fixed 85% of homes, used 90% of homes.'],
  [
    { selection: { from: '2014-01', to: '2014-12', rule: 'random' } },
    'Months of the selection: fixed the twelve before the first start, used 2014-01 to 2014-12, random.',
  ],
  [
    {
      comparison: {
        before: { from: '2014-01', to: '2014-12' },
        after: { from: '2015-07', to: '2016-06' },
      },
    },
    'Months after: fixed as usual, used 2015-07 to 2016-06.',
  ],
  [
    { outcomes: [{ crimeType: 'Bicycle theft', as: 'falsification' }] },
    'Other types of crime: fixed none, used Bicycle theft (falsification).',
  ],
  [{ validFrom: '2011-03-27' }, 'Boundaries: fixed those of the first start, used of 2011-03-27.'],
  [{ source: 'street' }, 'Source: fixed nothing, used street.'],
])('a departure is said in words: %j', (change, words) => {
  expect(departuresFrom(fixed, programme(change), '0.1.0')).toEqual([words])
})

test('another series, version or area is a departure, and so is another start', () => {
  const other = programme({
    series: 'residential',
    deployments: [
      { areas: ['A'], start: '2015-03' },
      { areas: ['C'], start: '2015-07' },
      { areas: ['D'], start: '2015-03' },
    ],
  })
  expect(departuresFrom(fixed, other, '0.2.0')).toEqual([
    'Series: fixed all, used residential.',
    'Version of the product: fixed 0.1.0, used 0.2.0.',
    'Outcome: fixed all, used residential.',
    'Areas fixed and not covered: B.',
    'Areas covered and not fixed: D.',
    'Areas that started in another month: C.',
  ])
})

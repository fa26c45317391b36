import { describe, expect, test } from 'vitest'
import type { Draft } from '../../target/drafts/drafts.ts'
import type { KeptOrder } from '../../target/phase-in/kept-orders.ts'
import { programmeOfDraft, programmeOfOrder } from './programme-of-plan.ts'

const scope = {
  kind: 'lsoa',
  validFrom: '2011-03-27',
  series: 'residential',
  source: 'mps',
  from: '2011-01',
  until: '2014-12',
  saturation: 0.9,
}
const draft = {
  inputs: scope,
  plan: {
    areas: [
      { codes: ['A', 'B'], kits: 900 },
      { codes: ['C'], kits: 400 },
    ],
  },
} as unknown as Draft

describe('a programme of a draft', () => {
  test('is every deployment area of it in one month, chosen by the twelve months that the draft ends with', () => {
    const asked = { name: 'Spring', start: '2015-03', publishOn: undefined }
    expect(programmeOfDraft(draft, asked)).toMatchObject({
      name: 'Spring',
      kind: 'lsoa',
      validFrom: '2011-03-27',
      series: 'residential',
      source: 'mps',
      saturation: 0.9,
      deployments: [
        { areas: ['A', 'B'], start: '2015-03', kits: 900 },
        { areas: ['C'], start: '2015-03', kits: 400 },
      ],
      selection: { from: '2014-01', to: '2014-12', rule: 'highest' },
    })
    expect(programmeOfDraft(draft, asked)).not.toHaveProperty('protocol')
  })

  test('agrees a protocol about its own data type where a day of publication is given', () => {
    const asked = { name: 'Spring', start: '2015-03', publishOn: '2016-06-01' }
    expect(programmeOfDraft(draft, asked).protocol).toMatchObject({
      outcome: 'residential',
      publishOn: '2016-06-01',
      controls: { metres: 750, by: 'centroid' },
    })
  })

  test('of a short history is chosen by what there is', () => {
    const short = { ...draft, inputs: { ...draft.inputs, from: '2014-10' } }
    const asked = { name: 'Spring', start: '2015-03', publishOn: undefined }
    expect(programmeOfDraft(short, asked).selection).toMatchObject({ from: '2014-10', to: '2014-12' })
  })
})

test('a programme of an order of starts follows it as it was drawn, and gives none to who was held out', () => {
  const id = '01890000-0000-7000-8000-000000000000'
  const order = {
    id,
    question: { plan: { ...scope, validFrom: null } },
    answer: {
      areas: [
        { codes: ['A'], kits: 1, start: '2015-06' },
        { codes: ['B'], kits: 2, start: null },
        { codes: ['C'], kits: 3, start: '2015-03' },
      ],
    },
  } as unknown as KeptOrder
  const programme = programmeOfOrder(order, { name: 'Drawn', publishOn: undefined })
  expect(programme).toMatchObject({
    phaseIn: id,
    deployments: [
      { areas: ['A'], start: '2015-06', kits: 1 },
      { areas: ['C'], start: '2015-03', kits: 3 },
    ],
  })
  expect(programme).not.toHaveProperty('selection')
  expect(programme).not.toHaveProperty('validFrom')
})

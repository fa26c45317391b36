import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { caseShapes } from '../../../test/case-shapes.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { checkCase } from './custody.ts'
import { prefixes } from './names.ts'

type Action = {
  id: string
  after?: string
  time?: string
  performer?: string | string[]
  from?: string
  reads?: string
}

const at = (time: string) => ({ '@type': 'xsd:dateTime', '@value': time })

/** A CASE file of one exhibit, with actions of it. */
const caseOf = (actions: readonly Action[], context: unknown = { kb: 'urn:kb:', ...prefixes }): Buffer =>
  Buffer.from(
    JSON.stringify({
      '@context': context,
      '@graph': [
        { '@id': 'kb:store', '@type': 'uco-identity:Organization' },
        { '@id': 'kb:other', '@type': 'uco-identity:Organization' },
        { '@id': 'kb:read', '@type': 'uco-analysis:AnalyticResult' },
        { '@id': 'kb:reported', '@type': 'uco-analysis:AnalyticResult' },
        {
          '@id': 'kb:record',
          '@type': 'case-investigation:ProvenanceRecord',
          'case-investigation:exhibitNumber': 'JS/1',
        },
        ...actions.map(({ id, after, time, from, reads, performer = 'kb:store' }) => ({
          '@id': `kb:${id}`,
          '@type': 'case-investigation:InvestigativeAction',
          'uco-action:performer': [performer].flat().map((who) => ({ '@id': who })),
          'uco-action:object': { '@id': 'kb:record' },
          ...(after === undefined ? {} : { 'case-investigation:wasInformedBy': { '@id': `kb:${after}` } }),
          ...(from === undefined ? {} : { 'uco-action:participant': { '@id': from } }),
          ...(reads === undefined ? {} : { 'uco-action:result': { '@id': `kb:${reads}` } }),
          ...(time === undefined ? {} : { 'uco-action:startTime': at(time) }),
        })),
      ],
    }),
  )
const faults = (actions: readonly Action[]): string[] =>
  checkCase(caseOf(actions)).faults.map(({ words }) => words)

const [nine, ten] = ['2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z']

describe('custody in a CASE file', () => {
  test('is whole where each action follows one that had the exhibit, and no time runs backwards', () => {
    expect(
      checkCase(
        caseOf([
          { id: 'a', time: nine },
          { id: 'b', after: 'a', time: ten },
        ]),
      ),
    ).toEqual({
      actions: 2,
      exhibits: 1,
      untimed: 0,
      faults: [],
    })
  })

  test('has a gap, and names the exhibit', () => {
    expect(
      faults([
        { id: 'a', time: nine },
        { id: 'b', time: ten },
      ]),
    ).toEqual(['b: a gap: it does not say which action with JS/1 it follows'])
  })

  test('forks, where two actions follow one; what only reads an exhibit forks nothing', () => {
    const [first, moved] = [
      { id: 'a', time: nine },
      { id: 'b', after: 'a', time: ten },
    ]
    expect(faults([first, moved, { id: 'c', after: 'a', time: ten }])).toEqual([
      'c: a fork: it and b both follow a with JS/1',
    ])
    const read = { after: 'a', time: ten, performer: 'kb:other' }
    const analyses = [
      { id: 'c', reads: 'read', ...read },
      { id: 'd', reads: 'reported', ...read },
    ]
    expect(faults([first, moved, ...analyses])).toEqual([])
  })

  test('has another hand, where who handed over is not who had it', () => {
    const first = { id: 'a', time: nine, performer: 'kb:store' }
    const handed = { id: 'b', after: 'a', time: ten, performer: 'kb:other' }
    expect(faults([first, { ...handed, from: 'kb:store' }])).toEqual([])
    expect(faults([first, { ...handed, from: 'kb:other' }])).toEqual([
      'b: another hand: who handed JS/1 over did not have it by a',
    ])
  })

  test('runs backwards, goes round, or has two hands', () => {
    expect(
      faults([
        { id: 'a', time: ten },
        { id: 'b', after: 'a', time: nine },
      ]),
    ).toEqual(['b: time runs backwards: it follows a, which was later'])
    expect(
      faults([
        { id: 'a', after: 'b' },
        { id: 'b', after: 'a' },
      ]),
    ).toEqual(['a: it follows itself', 'b: it follows itself'])
    expect(faults([{ id: 'a', performer: ['kb:store', 'kb:other'] }])).toEqual([
      'a: two hands are named as performer',
    ])
  })

  test('tells what it cannot read, and fetches no context', () => {
    expect(() => checkCase(Buffer.from('words'))).toThrow('It is not JSON.')
    expect(() => checkCase(Buffer.from('{}'))).toThrow('It is no JSON-LD with a graph.')
    expect(() => checkCase(caseOf([]))).toThrow('It has no investigative action.')
    expect(() => checkCase(caseOf([{ id: 'a' }], 'https://example.org/context'))).toThrow(
      'Its context must lie in the file.',
    )
  })
})

const [samples, ontology] = [sharedData('records', 'case-sample'), sharedData('records', 'case-uco-1.4.0')]

const sample = (name: string): Buffer => readFileSync(join(samples!, `${name}.json`))

describe.skipIf(!samples || !ontology)('the samples', () => {
  const shapes = ontology ? caseShapes(ontology) : undefined

  test('that is right conforms to the shapes of CASE and UCO 1.4.0, and to ours', async () => {
    expect(await shapes!(sample('trace_PASS'))).toEqual([])
    expect(checkCase(sample('trace_PASS')).faults).toEqual([])
  })

  test.each([
    ['two_performers_XFAIL', 'performer'],
    ['two_numbers_XFAIL', 'exhibitNumber'],
    ['untyped_time_XFAIL', 'startTime'],
    ['location_not_location_XFAIL', 'location'],
    ['informed_by_record_XFAIL', 'wasInformedBy'],
  ])('%s fails on %s, by the shapes and by ours', async (name, property) => {
    expect((await shapes!(sample(name))).map((each) => each.property)).toEqual([property])
    expect(checkCase(sample(name)).faults[0]?.property).toMatch(new RegExp(`/${property}$`))
  })

  test.each([
    ['gap_SHAPES_BLIND', /a gap/],
    ['time_backwards_SHAPES_BLIND', /time runs backwards/],
  ])('%s conforms to the shapes, and ours refuses it', async (name, words) => {
    expect(await shapes!(sample(name))).toEqual([])
    expect(checkCase(sample(name)).faults.map((each) => each.words)).toEqual([expect.stringMatching(words)])
  })

  test('of CASE itself are told apart as their names say', async () => {
    for (const name of ['investigative_action', 'location'])
      for (const [ending, isRight] of [
        ['PASS', true],
        ['XFAIL', false],
      ] as const) {
        const found = await shapes!(readFileSync(join(ontology!, `${name}_${ending}.json`)))
        expect([name, ending, found.length === 0]).toEqual([name, ending, isRight])
      }
  })
})

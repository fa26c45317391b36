import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handInWords, type Hand } from '../hands/hands.ts'
import { conditions, factKinds, type Fact, type Position, type Step } from './facts.ts'
import { faultsOf } from './faults.ts'
import { whyNot, whyNotFirst } from './rules.ts'
import { sealAfter, sealFrom } from './seals.ts'
import { transferKind } from './transfer.ts'

const now = new Date('2026-11-30T12:00Z')
const minute = (count: number): Date => new Date(now.getTime() + count * 60_000)
const store = 'store:Harrow' as const
const words = {
  time: (at: Date) => at.toISOString().slice(11, 16),
  hand: (hand: Hand) => handInWords(hand, (person) => `Colleague ${person}`),
}
const asked = { now, words, day: (at: Date) => at.toISOString().slice(0, 10) }
const position: Position = {
  sequence: 2,
  at: minute(-30),
  hand: store,
  seal: 'A730118',
  isHeld: false,
  destroyBy: null,
  keptFor: null,
}
const why = (step: Partial<Step>, other: Partial<Position> = {}): string | undefined =>
  whyNot(
    { ...position, ...other },
    { kind: 'moved', at: minute(-5), to: store, by: 'person:b', ...step },
    asked,
  )

describe('a step is refused with its reason', () => {
  test('time neither runs backwards nor ahead, and a late entry says why', () => {
    expect(why({ at: minute(-31) })).toBe('11:29 is before its last step at 11:30')
    expect(why({ at: minute(2) })).toBe('that time has not come yet')
    const late = { at: minute(-61) }
    expect(why(late, late)).toBe('this is entered more than an hour late: say why')
    expect(why({ ...late, lateBecause: 'no signal' }, late)).toBeUndefined()
    expect(whyNotFirst({ at: minute(-61), to: store }, now)).toContain('more than an hour late')
    expect(whyNotFirst({ at: now, to: 'gone:destroyed' }, now)).toBe('nobody has it')
  })

  test('both hands confirm, and the missing one is named', () => {
    const taken = { kind: 'moved', to: 'store:Brent', condition: 'intact' } as const
    const offer = { after: 2, to: taken.to, by: 'person:a' }
    expect(why(taken)).toBe('Store, Harrow has not confirmed handing it over')
    expect(why({ ...taken, offer: { ...offer, after: 1 } })).toBe(
      'Store, Harrow has not confirmed handing it over',
    )
    expect(why({ ...taken, offer: { ...offer, to: 'store:Ealing' } })).toContain('has not confirmed')
    expect(why({ ...taken, offer: { ...offer, by: 'person:b' } })).toContain('must be somebody else')
    expect(why({ ...taken, offer })).toBeUndefined()
    expect(why({ ...taken, offer, condition: undefined as never })).toBe('say how its seal A730118 was found')
    const sent = { kind: 'sent', to: 'courier:Van 12' } as const
    expect(why(sent)).toBe('enter the paper that Courier, Van 12 signed')
    expect(why({ ...sent, paper: 'W 1' })).toBeUndefined()
    expect(why({ kind: 'received', to: store, condition: 'broken' }, { hand: 'courier:Van 12' })).toBe(
      'enter the paper that Courier, Van 12 signed',
    )
  })

  test('a seal is opened before it is replaced, and what is sealed is not sampled', () => {
    expect(why({ kind: 'resealed', seal: 'A2222' })).toBe('it has the seal A730118: open it first')
    expect(why({ kind: 'resealed' }, { seal: '' })).toBe('enter the number of the new seal')
    expect(why({ kind: 'resealed', seal: 'A2222' }, { seal: '' })).toBeUndefined()
    expect(why({ kind: 'sampled' })).toBe('it has the seal A730118: open it first')
    expect(why({ kind: 'opened' }, { seal: '' })).toBe('it is open')
    expect(why({ kind: 'opened', seal: 'A2222' })).toContain('by sealing or resealing')
    expect(
      why({ kind: 'received', to: store, condition: 'broken', paper: 'W' }, { seal: '', hand: 'courier:V' }),
    ).toBe('it had no seal when it was given')
    expect(['a 730-118', 'x'].map(sealFrom)).toEqual(['A730118', undefined])
  })

  test('nothing follows an end, and an end needs authority, letters and no hold', () => {
    const end = { kind: 'destroyed', to: 'gone:destroyed' } as const
    const offer = { after: 2, to: end.to, by: 'person:a' }
    expect(why({}, { hand: 'gone:destroyed' })).toBe('nothing follows: Destroyed')
    expect(why({ ...end, offer })).toBe('the authority for its disposal is missing')
    expect(why({ ...end, offer, authority: 'DA 1' })).toBeUndefined()
    expect(why({ ...end, authority: 'DA 1' })).toContain('has not confirmed')
    expect(why({ ...end, offer, authority: 'DA 1' }, { isHeld: true })).toBe('it is under a legal hold')
    expect(why({ kind: 'disposed', to: 'gone:auction', authority: 'DA 1' })).toContain('was written to')
    expect(why({ kind: 'moved', to: 'gone:auction' })).toContain('it is disposed')
  })

  test('a swab past its day is not used, and one that is kept is used for its offence alone', () => {
    const sent = { kind: 'sent', to: 'courier:Van 12', paper: 'W 1' } as const
    expect(why(sent, { destroyBy: '2026-11-29' })).toBe('it had to be destroyed by 2026-11-29 (PACE s.63R)')
    expect(why(sent, { destroyBy: '2026-11-30' })).toBeUndefined()
    const brought = { kind: 'received', to: 'laboratory:L', condition: 'intact', paper: 'W 1' } as const
    expect(why(brought, { destroyBy: '2026-11-29' })).toContain('it had to be destroyed')
    expect(why(brought, { destroyBy: '2026-11-29', hand: 'courier:Van 12' })).toBeUndefined()
    const kept = { destroyBy: '2026-11-29', keptFor: 'burglary 1' }
    expect(why(brought, kept)).toContain('for burglary 1 alone')
    expect(why({ ...sent, offence: 'burglary 2' }, kept)).toContain('for burglary 1 alone')
    expect(why({ ...sent, offence: 'burglary 1' }, kept)).toBeUndefined()
  })

  test('a transfer is called by its hands', () => {
    expect(transferKind('officer:PC 1', store)).toBe('moved')
    expect(transferKind(store, 'courier:V')).toBe('sent')
    expect(transferKind('courier:V', 'laboratory:L')).toBe('received')
    expect(transferKind('laboratory:L', store)).toBe('returned')
    expect(transferKind(store, 'gone:owner')).toBe('returned')
  })
})

const hand = fc.constantFrom<Hand>(
  ...([
    'store:Harrow',
    'store:Brent',
    'person:a',
    'courier:V',
    'laboratory:L',
    'gone:destroyed',
    'gone:owner',
  ] as const),
)
const tried = fc.record({
  kind: fc.constantFrom(...factKinds),
  minutes: fc.integer({ min: -20, max: 70 }),
  to: fc.option(hand, { nil: undefined }),
  seals: fc.boolean(),
  condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
  offered: fc.boolean(),
  paper: fc.boolean(),
})

/** Whatever is tried, steps that the rules accept make a history without a fault. Returns what was accepted. */
const tryAll = (steps: readonly (typeof tried extends fc.Arbitrary<infer T> ? T : never)[]) => {
  const at: Position = { ...position, sequence: 1, at: minute(-60 * 24 * 40), seal: '' }
  const facts: Fact[] = [
    {
      sequence: 1,
      kind: 'seized',
      at: at.at,
      enteredAt: at.at,
      from: null,
      to: at.hand,
      sealBefore: '',
      seal: '',
      newSeal: null,
      condition: null,
      offeredBy: null,
      paper: null,
      actor: 'person:b',
    },
  ]
  for (const [turn, each] of steps.entries()) {
    const to = each.to ?? at.hand
    const seal = each.seals ? `S${1000 + turn}` : undefined
    const step: Step = {
      kind: to === at.hand ? each.kind : transferKind(at.hand, to),
      at: new Date(at.at.getTime() + each.minutes * 60_000),
      to,
      by: 'person:b',
      authority: 'DA 1',
      letters: 'L 1',
      lateBecause: 'by chance',
      ...(seal && { seal }),
      ...(each.condition && { condition: each.condition }),
      ...(each.offered && { offer: { after: at.sequence, to, by: 'person:a' } }),
      ...(each.paper && { paper: 'W 1' }),
    }
    if (whyNot(at, step, asked) !== undefined) continue
    const after = sealAfter(at.seal, step)
    facts.push({
      sequence: at.sequence + 1,
      kind: step.kind,
      at: step.at,
      enteredAt: now,
      from: at.hand,
      to,
      sealBefore: at.seal,
      seal: after,
      newSeal: seal ?? null,
      condition: step.condition ?? null,
      offeredBy: step.offer?.by ?? null,
      paper: step.paper ?? null,
      actor: step.by,
    })
    Object.assign(at, { sequence: at.sequence + 1, at: step.at, hand: to, seal: after })
  }
  return facts
}

test('whatever is tried, what the rules accept is a whole chain', () => {
  let longest = 0
  fc.assert(
    fc.property(fc.array(tried, { minLength: 50, maxLength: 50 }), (steps) => {
      const facts = tryAll(steps)
      longest = Math.max(longest, facts.length)
      expect(faultsOf(facts)).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(longest).toBeGreaterThan(5)
})

test('each fault of a history is named where it shows', () => {
  const [first] = tryAll([])
  const fact = (other: Partial<Fact>): Fact => ({
    ...first!,
    sequence: 2,
    kind: 'moved',
    at: minute(-60),
    from: store,
    to: 'store:Brent',
    offeredBy: 'person:a',
    ...other,
  })
  const faults = (...facts: Fact[]): string[] => faultsOf([first!, ...facts]).map(({ fault }) => fault)
  expect(faults(fact({}))).toEqual([])
  expect(faults(fact({ sequence: 3 }))).toEqual(['a fact is missing before it'])
  expect(faults(fact({ from: 'store:Ealing' }))).toEqual(['it comes from a hand that did not have it'])
  expect(faults(fact({ offeredBy: null }))).toEqual(['one hand did not confirm'])
  expect(faults(fact({ offeredBy: 'person:b' }))).toEqual(['one hand did not confirm'])
  expect(faults(fact({ to: 'courier:V' }))).toEqual(['nobody signed for it'])
  expect(faults(fact({ at: minute(-60 * 24 * 50) }))).toEqual(['time runs backwards'])
  expect(faults(fact({ seal: 'A1' }))).toEqual(['its seal does not follow'])
  expect(faults(fact({ sealBefore: 'A1', seal: 'A1' }))).toEqual(['its seal is not the one that it had'])
  expect(faults(fact({ kind: 'seized' }))).toEqual(['it begins twice'])
  const end = fact({ to: 'gone:destroyed', kind: 'destroyed' })
  expect(faults(end, fact({ sequence: 3, from: 'gone:destroyed' }))).toEqual(['it follows its end'])
  expect(faultsOf([fact({ from: null })]).map(({ fault }) => fault)).toEqual([
    'it does not begin',
    'a fact is missing before it',
  ])
})

import { expect, test } from 'vitest'
import {
  afternoon,
  assignmentOf,
  deliveredAt,
  deviceOf,
  eventOf,
  homeOf,
  kitA,
  kitB,
  noAnswerAt,
  personOf,
  transferOf,
} from '../../../test/phone-events.ts'
import { batchAnswer } from '../batch/batch.ts'
import type { PhoneEvent } from '../events/event.ts'
import type { Fact } from '../events/facts.ts'
import { padOfCards } from '../codes/left-card.ts'
import { momentOf, type Serial } from '../words/values.ts'
import { judgeBatch, type Judged } from './judge-batch.ts'
import { offlineLease, type KitState, type Standing } from './standing.ts'

const [me, colleague] = [personOf(1), personOf(2)]
const round = { person: me, until: null, homes: new Map([1, 2, 3, 4].map((at) => [homeOf(at), null])) }
const mine: KitState = { holder: `person:${me}` }

const standing = (other: Partial<Standing> = {}): Standing => ({
  sender: { person: me, device: deviceOf(1) },
  answered: new Map(),
  sequences: new Map(),
  events: new Map(),
  rounds: new Map([[assignmentOf(1), round]]),
  homes: new Set([1, 2, 3, 4, 5].map(homeOf)),
  kits: new Map([
    [kitA, mine],
    [kitB, mine],
  ]),
  transfers: new Map(),
  cards: new Map(),
  signs: new Set(),
  others: new Map(),
  ...other,
})

const receivedAt = afternoon + 4 * 3_600_000
const judge = (events: readonly unknown[], stands: Standing = standing(), at = receivedAt): Judged[] =>
  judgeBatch(stands, { events: events as PhoneEvent[], run: 2, monotonic: 0, sentAt: momentOf(at) }, at)
const answersOf = (judged: readonly Judged[]): string[] =>
  judged.map(({ answer }) => (answer.answer === 'set-aside' ? answer.reason : answer.answer))
const tell = (facts: readonly Fact[], stands?: Standing): string[] =>
  answersOf(
    judge(
      facts.map((fact, at) => eventOf(at + 1, fact)),
      stands,
    ),
  )

/** What stands after some events were judged and written. */
const after = (judged: readonly Judged[], before: Standing = standing()): Standing => ({
  ...before,
  answered: new Map(judged.map(({ id, content, answer }) => [id, { content, answer }])),
})

test('one bad event of fifty is set aside, and 49 are taken; each has its own answer (C13, C14)', () => {
  const events = Array.from({ length: 50 }, (_, at) => eventOf(at + 1, noAnswerAt(homeOf((at % 4) + 1))))
  const bad = { ...events[6], fact: { kind: 'no-answer', home: 'next door' } }
  const judged = judge(events.map((event, at) => (at === 6 ? bad : event)))
  expect(answersOf(judged).filter((answer) => answer === 'accepted')).toHaveLength(49)
  expect(judged[6]).toMatchObject({
    answer: { reason: 'not-understood' },
    write: 'event',
    event: null,
    sent: bad,
  })
  const answers = judged.map(({ answer }) => answer)
  expect(batchAnswer.safeParse({ epoch: 'a', serverTime: momentOf(afternoon), answers }).success).toBe(true)
})

test('sent again, what was accepted is a duplicate and what was set aside is told again; nothing is written (C10)', () => {
  const events = [eventOf(1, noAnswerAt(homeOf(1))), eventOf(2, noAnswerAt(homeOf(9)))]
  const first = judge(events)
  const second = judge(events, after(first))
  expect(answersOf(first)).toEqual(['accepted', 'unknown-home'])
  expect(answersOf(second)).toEqual(['duplicate', 'unknown-home'])
  expect(second.map(({ write }) => write)).toEqual(['nothing', 'nothing'])
  expect(second[1]!.answer).toEqual(first[1]!.answer)
  // Twice in one batch, and with its members in another order, it is the same event.
  const turned = Object.fromEntries(Object.entries(events[0]!).toReversed())
  expect(answersOf(judge([events[0], turned]))).toEqual(['accepted', 'duplicate'])
})

test('one id with two contents, and one place with two ids, are set aside and kept (C08)', () => {
  const event = eventOf(1, noAnswerAt(homeOf(1)))
  const changed = { ...event, fact: noAnswerAt(homeOf(2)) }
  const judged = judge([event, changed])
  expect(answersOf(judged)).toEqual(['accepted', 'same-id'])
  expect(judged[1]!.write).toBe('clash')
  const twin = { ...eventOf(2, noAnswerAt(homeOf(2))), sequence: 1 }
  expect(answersOf(judge([event, twin]))).toEqual(['accepted', 'same-sequence'])
})

test('nobody sends in another’s name, or from another phone (C26)', () => {
  const theirs = eventOf(1, noAnswerAt(homeOf(1)), { author: colleague })
  const elsewhere = eventOf(2, noAnswerAt(homeOf(1)), { device: deviceOf(2) })
  expect(answersOf(judge([theirs, elsewhere]))).toEqual(['another-author', 'another-device'])
})

test('events are judged in the phone’s order, whatever the order they come in', () => {
  const events = [eventOf(1, deliveredAt(homeOf(1), kitA)), eventOf(2, deliveredAt(homeOf(2), kitA))]
  const judged = judge(events.toReversed())
  expect(judged.map(({ id, answer }) => [id, answer.answer])).toEqual([
    [events[0]!.id, 'accepted'],
    [events[1]!.id, 'set-aside'],
  ])
})

const endedAt = (until: number): Standing =>
  standing({ rounds: new Map([[assignmentOf(1), { ...round, until }]]) })

test('a home counts as in one’s round until the phone must know better, and not after', () => {
  expect(tell([noAnswerAt(homeOf(1))], endedAt(afternoon))).toEqual(['accepted'])
  expect(tell([noAnswerAt(homeOf(1))], endedAt(afternoon - offlineLease))).toEqual(['not-yours'])
  expect(tell([noAnswerAt(homeOf(5))])).toEqual(['not-yours'])
  const lost = eventOf(1, noAnswerAt(homeOf(1)), { assignment: null })
  expect(answersOf(judge([lost]))).toEqual(['not-yours'])
})

test('a card of a block is of a round of one’s own: of no other is anybody told of it', () => {
  const card: Fact = { kind: 'block-card', block: homeOf(9) as never, card: { entrance: 'in from the yard' } }
  expect(tell([card])).toEqual(['accepted'])
  expect(tell([card], endedAt(afternoon - offlineLease))).toEqual(['not-yours'])
  expect(tell([card], standing({ rounds: new Map() }))).toEqual(['not-yours'])
  const theirs = new Map([[assignmentOf(1), { ...round, person: colleague }]])
  expect(tell([card], standing({ rounds: theirs }))).toEqual(['not-yours'])
  const judged = judge([eventOf(1, card, { assignment: null })])
  expect(judged[0]!.answer).toMatchObject({ words: 'This block was not in your round then.' })
})

test('a kit that a colleague recorded elsewhere: both are kept, and it is told kindly', () => {
  const kits = new Map([
    [
      kitA,
      {
        holder: `home:${homeOf(5)}`,
        who: 'PC Khan',
        where: '8 Weir Lane',
        at: momentOf(afternoon),
      } as KitState,
    ],
  ])
  const [judged] = judge([eventOf(1, deliveredAt(homeOf(1), kitA))], standing({ kits }))
  expect(judged!.answer).toEqual({
    id: judged!.id,
    answer: 'set-aside',
    reason: 'kit-elsewhere',
    words:
      'PC Khan recorded this kit at 8 Weir Lane, 13:30 on 26 November. Yours is kept; the sergeant sorts it.',
    against: { who: 'PC Khan', kit: kitA, home: homeOf(5), at: momentOf(afternoon) },
  })
})

test('who had recorded a kit where it was before is not named for where it is now', () => {
  const kits = new Map([[kitA, { ...mine, who: 'PC Khan', where: 'the station' }]])
  const events = [eventOf(1, deliveredAt(homeOf(1), kitA)), eventOf(2, deliveredAt(homeOf(2), kitA))]
  expect(judge(events, standing({ kits }))[1]!.answer).toMatchObject({
    reason: 'kit-elsewhere',
    words: 'This kit was recorded somewhere else. Yours is kept.',
  })
  // In summer the words tell London's time.
  const at = momentOf(Date.parse('2026-07-01T13:30:00.000Z'))
  const unknownPlace = new Map([[kitA, { holder: 'elsewhere', who: 'PC Khan', at } as KitState]])
  expect(judge(events, standing({ kits: unknownPlace }))[0]!.answer).toMatchObject({
    words: 'PC Khan recorded this kit, 14:30 on 1 July. Yours is kept; the sergeant sorts it.',
    against: { who: 'PC Khan', kit: kitA, at },
  })
})

test('a kit goes to one home; unknown and stopped ones, and one named twice, are set aside', () => {
  expect(tell([deliveredAt(homeOf(1), kitA), deliveredAt(homeOf(2), kitA)])).toEqual([
    'accepted',
    'kit-elsewhere',
  ])
  expect(tell([deliveredAt(homeOf(1), 'ABC1234X' as Serial)], standing({ kits: new Map() }))).toEqual([
    'not-understood',
  ])
  expect(tell([deliveredAt(homeOf(1), kitA)], standing({ kits: new Map() }))).toEqual(['unknown-kit'])
  const stopped = standing({ kits: new Map([[kitA, { ...mine, stopped: true }]]) })
  const back: Fact = { kind: 'kits-returned', kits: [{ kit: kitA, recorded: 'camera' }] }
  expect(tell([deliveredAt(homeOf(1), kitA), back], stopped)).toEqual(['kit-stopped', 'accepted'])
  const twice: Fact = { kind: 'kits-returned', kits: [...back.kits, ...back.kits] }
  expect(tell([twice])).toEqual(['kit-elsewhere'])
})

test('kits are accepted from the transfer that sent them, and lost or returned only once', () => {
  const kits = [{ kit: kitA, recorded: 'list' as const }]
  const accepted: Fact = { kind: 'kits-accepted', transfer: transferOf(1), kits }
  const on = standing({
    kits: new Map([[kitA, { holder: 'elsewhere' }]]),
    transfers: new Map([[transferOf(1), { to: me, kits: new Set([kitA]) }]]),
  })
  const lost: Fact = { kind: 'kits-lost', what: 'lost', kits, reason: 'Out of the bag', second: colleague }
  expect(tell([deliveredAt(homeOf(1), kitA), accepted, accepted, lost, lost], on)).toEqual([
    'kit-elsewhere',
    'accepted',
    'kit-elsewhere',
    'accepted',
    'kit-elsewhere',
  ])
  expect(tell([{ ...accepted, transfer: transferOf(2) }], on)).toEqual(['unknown-transfer'])
})

const undo = (of: PhoneEvent): Fact => ({ kind: 'undo', of: of.id })

test('an undone delivery gives the kit back to its bearer; undo of the undo takes it again (C37)', () => {
  const first = eventOf(1, deliveredAt(homeOf(1), kitA))
  const undone = eventOf(2, undo(first))
  const redone = eventOf(3, undo(undone))
  const again = eventOf(4, deliveredAt(homeOf(2), kitA))
  expect(answersOf(judge([first, undone, again]))).toEqual(['accepted', 'accepted', 'accepted'])
  expect(answersOf(judge([first, undone, redone, again]))).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'kit-elsewhere',
  ])
  // Given to another home meanwhile, the first delivery cannot stand again.
  const late = eventOf(5, undo(undone))
  expect(answersOf(judge([first, undone, again, late])).at(-1)).toBe('kit-elsewhere')
})

test('undo: once, of one’s own, of what is there', () => {
  const first = eventOf(1, noAnswerAt(homeOf(1)))
  expect(answersOf(judge([first, eventOf(2, undo(first)), eventOf(3, undo(first))]))).toEqual([
    'accepted',
    'accepted',
    'undone-before',
  ])
  expect(answersOf(judge([eventOf(2, undo(first))]))).toEqual(['nothing-to-undo'])
  const theirs = { event: { ...first, author: colleague }, taken: true, stands: true }
  expect(
    answersOf(judge([eventOf(2, undo(first))], standing({ events: new Map([[first.id, theirs]]) }))),
  ).toEqual(['not-yours-to-undo'])
})

test('what was set aside is answered by its author: corrected, given up, explained', () => {
  const first = eventOf(1, deliveredAt(homeOf(9), kitA))
  const says = (sequence: number, reply: Extract<Fact, { kind: 'reply' }>['says']): PhoneEvent =>
    eventOf(sequence, { kind: 'reply', of: first.id, says: reply })
  const correct = says(3, { kind: 'correct', instead: deliveredAt(homeOf(1), kitA) as never })
  const word = says(2, { kind: 'word', words: 'I took the wrong card.' })
  const elsewhere = eventOf(4, deliveredAt(homeOf(2), kitA))
  expect(answersOf(judge([first, word, correct, elsewhere, says(5, { kind: 'give-up' })]))).toEqual([
    'unknown-home',
    'accepted',
    'accepted',
    'kit-elsewhere',
    'undone-before',
  ])
  // The correction undone, the kit is in hand and the first record waits again.
  const undone = eventOf(4, undo(correct))
  expect(
    answersOf(
      judge([first, correct, undone, eventOf(5, deliveredAt(homeOf(2), kitA)), says(6, { kind: 'give-up' })]),
    ),
  ).toEqual(['unknown-home', 'accepted', 'accepted', 'accepted', 'accepted'])
  expect(tell([noAnswerAt(homeOf(1)), { kind: 'reply', of: first.id, says: { kind: 'give-up' } }])).toEqual([
    'accepted',
    'nothing-to-undo',
  ])
})

test('the rest of a landing is one event with one undo; a card is left once', () => {
  const [card, next] = padOfCards(5, 2)
  const landing: Fact = {
    kind: 'rest-of-landing',
    doors: [{ home: homeOf(2), card: card! }, { home: homeOf(3), card: next! }, { home: homeOf(4) }],
    position: null,
  }
  const left: Fact = { kind: 'no-answer', home: homeOf(1), position: null, card: card! }
  const first = eventOf(1, landing)
  expect(answersOf(judge([first, eventOf(2, left), eventOf(3, undo(first)), eventOf(4, left)]))).toEqual([
    'accepted',
    'card-used',
    'accepted',
    'accepted',
  ])
  expect(tell([{ ...landing, doors: [landing.doors[0]!, { home: homeOf(9) }] }])).toEqual(['unknown-home'])
})

test('two officers at one door: both visits stay and each is told; a wrong clock is told too (C34, C31)', () => {
  const others = new Map([
    [homeOf(1), { person: colleague, who: 'PC Khan', at: momentOf(afternoon) }],
    [homeOf(2), { person: colleague, who: 'PC Khan', at: momentOf(afternoon - 86_400_000) }],
  ])
  const events = [
    eventOf(1, noAnswerAt(homeOf(1))),
    eventOf(2, noAnswerAt(homeOf(2))),
    eventOf(3, noAnswerAt(homeOf(3)), { clock: { run: 1, monotonic: 1, offset: -3_600_000 } }),
  ]
  expect(
    judge(events, standing({ others })).map(({ answer }) => 'notices' in answer && answer.notices),
  ).toEqual([
    [
      {
        code: 'another-officer-too',
        against: { who: 'PC Khan', home: homeOf(1), at: momentOf(afternoon) },
      },
    ],
    false,
    [{ code: 'clock-wrong' }],
  ])
})

test('another officer was there today by the day where rounds are walked, not by UTC', () => {
  const night = Date.parse('2026-06-29T23:30:00.000Z')
  const others = new Map([
    [homeOf(1), { person: colleague, who: 'PC Khan', at: momentOf(night - 90 * 60_000) }],
    [homeOf(2), { person: colleague, who: 'PC Khan', at: momentOf(night - 20 * 60_000) }],
  ])
  const events = [1, 2].map((at) => eventOf(at, noAnswerAt(homeOf(at)), { occurredAt: momentOf(night) }))
  const rounds = new Map([[assignmentOf(1), round]])
  expect(
    judge(events, standing({ others, rounds }), night).map(
      ({ answer }) => 'notices' in answer && answer.notices,
    ),
  ).toEqual([
    false,
    [
      {
        code: 'another-officer-too',
        against: { who: 'PC Khan', home: homeOf(2), at: momentOf(night - 20 * 60_000) },
      },
    ],
  ])
})

import { expect, test } from 'vitest'
import type { Fact } from '@mettrace/protocol/events/facts'
import { momentOf, type EventId, type Serial } from '@mettrace/protocol/words/values'
import { afternoon, deliveredAt, homeOf, kitA, personOf, transferOf } from '../../../../test/phone-events.ts'
import { kitStanding } from './kit-standing.ts'
import type { OwnRecord } from './own-records.ts'
import type { Round } from './read-round.ts'

const since = momentOf(afternoon - 2 * 86_400_000)
const roundWith = (more: Partial<Round['kits'][number]>): Round =>
  ({
    kits: [{ kit: kitA, since, transfer: null, stopped: null, ...more }],
    byHome: new Map(),
  }) as never
const recorded = (fact: Fact, stands = true): OwnRecord => ({
  id: 'event' as EventId,
  fact,
  at: momentOf(afternoon),
  stands,
  came: 'on-phone',
  sentAt: null,
  answer: null,
})
const kits = [{ kit: kitA, recorded: 'camera' as const }]
const accepted = recorded({ kind: 'kits-accepted', transfer: transferOf(1), kits })

test.each<[string, Partial<Round['kits'][number]>, OwnRecord[], boolean, RegExp]>([
  ['in hand', {}, [], true, /^Yours since /],
  ['on the way', { transfer: transferOf(1) }, [], false, /you have not accepted it yet/],
  ['accepted on this phone', { transfer: transferOf(1) }, [accepted], true, /^Yours since /],
  ['stopped', { stopped: 'Leaks.' }, [], false, /^This kit was stopped: Leaks\. Do not give it out\.$/],
  [
    'given',
    {},
    [recorded(deliveredAt(homeOf(3), kitA))],
    false,
    /^You recorded this kit as given at another home, /,
  ],
  ['given and undone', {}, [recorded(deliveredAt(homeOf(3), kitA), false)], true, /^Yours since /],
  ['returned', {}, [recorded({ kind: 'kits-returned', kits })], false, /as returned, /],
  [
    'lost',
    {},
    [recorded({ kind: 'kits-lost', what: 'lost', kits, reason: 'Fell.', second: personOf(2) })],
    false,
    /as lost, /,
  ],
])('a kit that is %s', (_, more, records, fits, words) => {
  const standing = kitStanding(roundWith(more), records, kitA)
  expect(standing.fits).toBe(fits)
  expect(standing.words).toMatch(words)
})

test('a kit of somebody else may be given, and is told', () =>
  expect(kitStanding(roundWith({}), [], 'X' as Serial)).toEqual({
    fits: false,
    words: 'This kit is not among yours. You may give it; your sergeant will ask.',
  }))

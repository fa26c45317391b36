import { expect, test } from 'vitest'
import type { Fact } from '@mettrace/protocol/events/facts'
import { momentOf } from '@mettrace/protocol/words/values'
import { afternoon, eventOf, homeOf } from '../../../../test/phone-events.ts'
import { appointmentOf, blockCardOf, blockWords, safetyOf } from './door-notes.ts'
import type { OwnRecord } from './own-records.ts'
import type { Door, Round } from './read-round.ts'

const block = '00000006-0000-4000-8000-000000000001' as NonNullable<Door['block']>
const own = (sequence: number, fact: Fact, came: OwnRecord['came'] = 'on-phone'): OwnRecord => {
  const { id, occurredAt } = eventOf(sequence, fact)
  return { id, fact, at: occurredAt, stands: true, came, sentAt: null, answer: null }
}
const cardOf = (entrance: string): Fact => ({ kind: 'block-card', block, card: { entrance } })
const known = (day: string) =>
  ({ blocks: new Map([[block, { block, card: { entrance: 'from the street' }, day }]]) }) as Pick<
    Round,
    'blocks'
  >

const entranceOf = (...parameters: Parameters<typeof blockCardOf>) =>
  blockCardOf(...parameters)?.card.entrance
const hour = (at: number) => ({ from: momentOf(afternoon + at), to: momentOf(afternoon + at + 3_600_000) })

test('a block card is the station’s, but for one’s own that is not there yet or is of a later day', () => {
  expect(entranceOf(known('2026-11-26'), [], block)).toBe('from the street')
  expect(entranceOf(known('2026-11-26'), [own(1, cardOf('by the yard'))], block)).toBe('by the yard')
  expect(entranceOf(known('2026-11-26'), [own(1, cardOf('by the yard'), 'sent')], block)).toBe(
    'from the street',
  )
  expect(entranceOf(known('2026-11-25'), [own(1, cardOf('by the yard'), 'sent')], block)).toBe('by the yard')
  expect(entranceOf({ blocks: new Map() }, [own(1, cardOf('by the yard'), 'sent')], block)).toBe(
    'by the yard',
  )
  const inSummer = { ...own(1, cardOf('by the yard')), at: momentOf(Date.parse('2026-06-29T23:30:00Z')) }
  expect(blockCardOf({ blocks: new Map() }, [inSummer], block)?.day).toBe('2026-06-30')
  const undone = { ...own(1, cardOf('by the yard')), stands: false }
  expect(blockCardOf({ blocks: new Map() }, [undone], block)).toBeNull()
  expect(
    blockWords({ card: { tradeButton: '07 to 13', lift: 'none', flats: '7 behind the fire door' } }),
  ).toBe('trade button 07 to 13; no lift; 7 behind the fire door')
})

test('notes and appointments of one’s own are there before they are sent, once each', () => {
  const note = { risk: 'dog', note: 'Two dogs.', day: '2026-11-26' } as const
  const told: Fact = { kind: 'safety-note', home: homeOf(1), risk: 'dog', note: 'Two dogs.' }
  const door = { safety: [], appointment: null } as unknown as Door
  expect(safetyOf(door, [own(1, told)])).toEqual([note])
  expect(safetyOf({ ...door, safety: [{ ...note, home: homeOf(1) }] }, [own(1, told, 'sent')])).toHaveLength(
    1,
  )

  const agreed = (appointment: ReturnType<typeof hour> | null): Fact => ({
    kind: 'come-back',
    home: homeOf(1),
    position: null,
    appointment,
  })
  const booked = { ...door, appointment: { home: homeOf(1), ...hour(0) } }
  expect(appointmentOf(booked, [])).toMatchObject(hour(0))
  expect(appointmentOf(booked, [own(1, agreed(hour(7_200_000)))])).toEqual(hour(7_200_000))
  expect(appointmentOf(booked, [own(1, agreed(null))])).toMatchObject(hour(0))
})

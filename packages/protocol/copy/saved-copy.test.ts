import { expect, test } from 'vitest'
import { deliveredAt, deviceOf, eventOf, homeOf, kitA, noAnswerAt } from '../../../test/phone-events.ts'
import { momentOf } from '../words/values.ts'
import { bytesOf, textOf } from './base64url.ts'
import { eventsOfCopy } from './copy-of.ts'
import { copyLimit, fileLimit, type SavedCopy } from './saved-copy.ts'
import { nameOfKey, openCopy, sealCopy } from './seal-copy.ts'

const station = async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const key = textOf(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  const opened = async (name: string) => (name === nameOfKey(key) ? pair.privateKey : undefined)
  return { key, opened }
}
const [ours, theirs] = [await station(), await station()]

const event = eventOf(1, deliveredAt(homeOf(1), kitA))
const copy: SavedCopy = {
  proof: textOf(new Uint8Array(32)),
  person: event.author,
  device: deviceOf(1),
  app: '0.1.0',
  savedAt: momentOf(0),
  events: [event],
}

test('a copy is read by its station alone, and shows nothing of what it holds', async () => {
  const file = await sealCopy(ours, copy)
  expect(await openCopy(file, ours.opened)).toEqual({ copy })
  expect(await openCopy(file, theirs.opened)).toEqual({ fault: 'another-station' })
  for (const word of [event.id, event.author, deviceOf(1), kitA]) expect(file).not.toContain(word)
  // The same outbox twice is two files that nobody can tell to be of one phone.
  const again = JSON.parse(await sealCopy(ours, copy)) as Record<string, string>
  const first = JSON.parse(file) as Record<string, string>
  expect([again['point'] === first['point'], again['sealed'] === first['sealed']]).toEqual([false, false])
})

test('what is no copy, or was damaged, or put together of two, opens nothing', async () => {
  const file = await sealCopy(ours, copy)
  const other = JSON.parse(await sealCopy(ours, copy)) as Record<string, unknown>
  const made = JSON.parse(file) as { sealed: string; version: number }
  const changed = (parts: object): string => JSON.stringify({ ...made, ...parts })
  const last = made.sealed.at(-5) === 'A' ? 'B' : 'A'
  const faults = await Promise.all(
    [
      'no file of ours',
      '{}',
      file.slice(0, -40),
      changed({ version: 2 }),
      changed({ sealed: `${made.sealed.slice(0, -5)}${last}${made.sealed.slice(-4)}` }),
      changed({ sealed: made.sealed.slice(0, 8) }),
      changed({ point: other['point'] }),
      changed({ point: 'A'.repeat(87) }),
      changed({ more: 1 }),
      ' '.repeat(fileLimit) + file,
    ].map((text) => openCopy(text, ours.opened)),
  )
  expect(faults.map((read) => 'fault' in read && read.fault)).toEqual([
    'no-copy',
    'no-copy',
    'no-copy',
    'newer-version',
    'damaged',
    'damaged',
    'damaged',
    'damaged',
    'damaged',
    'too-large',
  ])
  const [empty, twoMany] = [
    { ...copy, events: [] },
    { ...copy, events: Array.from({ length: copyLimit.events + 1 }, () => event) },
  ]
  for (const wrong of [empty, twoMany])
    expect(await openCopy(await sealCopy(ours, wrong), ours.opened)).toEqual({ fault: 'damaged' })
})

const long = (sequence: number) =>
  eventOf(sequence, {
    kind: 'safety-note',
    home: homeOf(1),
    risk: 'other',
    note: 'Zähnefletschender Hund. '.repeat(20),
  })

test('the largest copy that a phone makes is one that the station takes', async () => {
  const many = Array.from({ length: copyLimit.events + 500 }, (_, at) => long(at + 1))
  const { events, left } = eventsOfCopy(many, [])
  expect(events.length + left).toBe(many.length)
  const file = await sealCopy(ours, { ...copy, events })
  expect(await openCopy(file, ours.opened)).toMatchObject({ copy: { events: { length: events.length } } })
})

test('what is not sent comes first; of what was sent, the latest', () => {
  const all = Array.from({ length: copyLimit.events + 2 }, (_, at) => eventOf(at + 1, noAnswerAt(homeOf(1))))
  const { events, left } = eventsOfCopy(all.slice(0, 2), all.slice(2))
  expect(left).toBe(0)
  expect(events.slice(0, 3).map(({ sequence }) => sequence)).toEqual([1, 2, 5])
  expect(events).toHaveLength(copyLimit.events)
})

test('base64url is without padding, and whole for every length', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256)
    expect(bytesOf(textOf(bytes))).toEqual(bytes)
    expect(textOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  }
})

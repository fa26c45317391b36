import { pageDigest } from '@mettrace/protocol/pages/digest'
import type { PageRow } from '@mettrace/protocol/pages/pages'
import type { LampId, ScanPlaceId } from '@mettrace/protocol/scans/scan-fact'
import { momentOf } from '@mettrace/protocol/words/values'
import { beforeEach, expect, test } from 'vitest'
import { memoryDatabase, type Memory } from '../../../../test/field/memory-database.ts'
import { afternoon, personOf } from '../../../../test/phone-events.ts'
import { idleAfter } from '../app/idle.ts'
import { scannedOn } from './own-scans.ts'
import { openScansApp, type ScansApp } from './scans-app.ts'

const person = personOf(1)
const place = '00000006-0000-4000-8000-000000000001' as ScanPlaceId
const lamp = '00000007-0000-4000-8000-000000000001' as LampId
const row = (id: string, data: unknown): PageRow => ({ id, version: '1', data })
const scanPages: Readonly<Record<string, PageRow[]>> = {
  [`${person}/scan-places`]: [row(place, { place, kind: 'custody suite', name: 'Saltings', bcu: 'North' })],
  [`${person}/lamps`]: [
    row(lamp, { lamp, kind: 'lamp', name: 'L-09', bcu: 'North', passed: true, nextBy: '2026-11-20' }),
  ],
}

let memory: Memory
let now = afternoon
let pages: Readonly<Record<string, PageRow[]>>
let app: ScansApp

const open = (): ScansApp =>
  openScansApp(
    {
      clock: { now: () => (now += 1), monotonic: () => 0 },
      random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)), fraction: () => 0.5 },
      timers: { after: () => () => undefined },
      locks: { alone: (_, work) => work() },
      network: {
        ask: (question) => {
          const head = { epoch: '1', serverTime: momentOf(afternoon) }
          const states = Object.entries(pages).map(([page, rows]) => ({
            page,
            count: rows.length,
            digest: pageDigest(rows),
          }))
          const bodies = {
            events: { ...head, answers: [] },
            manifest: { ...head, cursor: '1-1', scope: 'all', pages: states },
            changes: { kind: 'start-again', ...head },
            pictures: { state: 'whole', ...head },
            page: 'page' in question && { kind: 'page', page: question.page, rows: pages[question.page] },
          }
          const isTold = question.kind === 'events'
          return {
            // Nothing is answered of events here: they stay on the phone.
            reply: isTold
              ? Promise.reject(new Error('No network.'))
              : Promise.resolve({ status: 200, body: bodies[question.kind] }),
            giveUp: () => undefined,
          }
        },
      },
    },
    memory.database,
    { version: '0.1.0' },
  )

const enrolled = async (): Promise<void> => {
  await app.waysIn.enrol({ person, name: 'DDO R. Mensah', signIn: 'first' }, '204060')
}
const fetched = (): Promise<unknown> =>
  expect
    .poll(() => {
      app.refresh()
      return app.places.value.length
    })
    .toBe(1)

beforeEach(() => {
  now = afternoon
  memory = memoryDatabase()
  pages = scanPages
  app = open()
  return () => app.open.value?.phone.close()
})

test('a negative is the basis and the result; the basis is gone after it, place and lamp stay', async () => {
  await enrolled()
  await fetched()
  expect(app.basis.value).toBe('')
  expect(app.save('nothing')).toBe(false)
  expect(app.faults.value).toMatchObject([
    { field: 'basis', words: expect.stringContaining('DPA 2018 s.35') },
  ])
  app.choose(place, lamp)
  app.type({ custody: '01cu/4471/26' })
  app.basis.value = 'consent'
  expect(app.save('nothing')).toBe(true)
  expect(app.basis.value).toBe('')
  expect(app.typed.value.custody).toBe('')
  await expect.poll(() => (app.refresh(), app.scans.value[0]?.came)).toBe('on-phone')
  expect(app.scans.value[0]?.fact).toMatchObject({
    custody: '01CU/4471/26',
    lamp,
    // Its check held until six days ago.
    lampCheck: 'out-of-check',
    result: 'nothing',
    corrects: null,
  })

  // Locked and opened again: as at the last scan, but for the basis.
  expect(app.lock()).toBe(true)
  await app.waysIn.unlock(person, '204060')
  await fetched()
  expect([app.place.value?.place, app.lamp.value?.lamp, app.basis.value]).toEqual([place, lamp, ''])
})

test('what was typed is sealed and comes back; the legal basis is not among it', async () => {
  await enrolled()
  await fetched()
  app.basis.value = 'PACE s.54'
  app.type({ custody: '01CU/4471/26' })
  await expect.poll(() => app.open.value?.drafts.areSealed()).toBe(true)
  expect(JSON.stringify(await app.open.value!.drafts.read('scan'))).not.toContain('PACE')
  app.lock()
  expect(app.typed.value.custody).toBe('')
  await app.waysIn.unlock(person, '204060')
  await expect.poll(() => app.typed.value.custody).toBe('01CU/4471/26')
  expect(app.basis.value).toBe('')
})

test('a scan is corrected by another, and the one that is corrected says so', async () => {
  await enrolled()
  await fetched()
  app.basis.value = 'consent'
  app.save('nothing')
  app.correct(app.scans.value[0]!)
  expect(app.basis.value).toBe('')
  app.basis.value = 'consent'
  app.type({ whyNot: 'asleep' })
  app.save('not possible')
  const [second, first] = app.scans.value
  expect(second?.fact).toMatchObject({ corrects: first?.id, whyNot: 'asleep' })
  expect([second?.isCorrected, first?.isCorrected]).toEqual([false, true])
})

test('a correction that was stopped does not come back; one that was begun does', async () => {
  await enrolled()
  await fetched()
  app.basis.value = 'consent'
  app.type({ custody: '01CU/4471/26' })
  app.save('nothing')
  const scan = app.scans.value[0]!
  const lockedAndBack = async (): Promise<void> => {
    await expect
      .poll(() => (app.refresh(), app.open.value?.drafts.areSealed() && app.scans.value[0]?.came))
      .toBe('on-phone')
    expect(app.lock()).toBe(true)
    await app.waysIn.unlock(person, '204060')
    await app.open.value!.drafts.read('scan')
  }
  app.correct(scan)
  await lockedAndBack()
  await expect.poll(() => app.typed.value.corrects).toBe(scan.id)
  app.type({ custody: '01CU/4472/26' })
  app.correct(null)
  await lockedAndBack()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(app.typed.value).toMatchObject({ custody: '', corrects: null })
})

test('a draft that is read late takes the place of nothing that was typed meanwhile', async () => {
  await enrolled()
  app.type({ custody: '01CU/4471/26' })
  await expect.poll(() => app.open.value?.drafts.areSealed()).toBe(true)
  app.lock()
  const isIn = app.waysIn.unlock(person, '204060')
  // As soon as the form is there, before the disk has answered.
  const stop = app.open.subscribe((opened) => {
    if (opened) app.type({ custody: '01CU/4480/26' })
  })
  await isIn
  stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(app.typed.value.custody).toBe('01CU/4480/26')
})

test('a draft that is read after its person has left is shown to nobody', async () => {
  await enrolled()
  app.type({ custody: '01CU/4471/26' })
  await expect.poll(() => app.open.value?.drafts.areSealed()).toBe(true)
  app.lock()
  const stop = app.open.subscribe((opened) => {
    if (opened) app.lock()
  })
  await app.waysIn.unlock(person, '204060').catch(() => undefined)
  stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(app.typed.value.custody).toBe('')
})

test('a scan that is begun is taken by no lock before it is sealed, and by no update', async () => {
  await enrolled()
  await fetched()
  expect(app.isQuiet()).toBe(true)
  app.basis.value = 'consent'
  expect(app.isQuiet()).toBe(false)
  app.basis.value = ''
  app.type({ subject: 'item' })
  expect(app.isQuiet()).toBe(true)
  await expect.poll(() => app.open.value?.drafts.areSealed()).toBe(true)
  memory.full = true
  app.type({ description: 'Copper pipe' })
  expect(app.isQuiet()).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 20))
  now += idleAfter
  app.refresh()
  expect(app.open.value).not.toBeNull()
  memory.full = false
  await expect
    .poll(() => {
      now += 60_000
      app.refresh()
      return app.open.value
    })
    .toBeNull()
  await app.waysIn.unlock(person, '204060')
  await expect.poll(() => app.typed.value.description).toBe('Copper pipe')
})

test('the scans of a day are those of London’s day that stand', () => {
  const scan = { at: momentOf(Date.parse('2026-06-30T23:30:00Z')), came: 'sent', isCorrected: false } as const
  const of = (day: string): number =>
    scannedOn([scan, { ...scan, isCorrected: true }, { ...scan, came: 'set-aside' }], day)
  expect([of('2026-06-30'), of('2026-07-01')]).toEqual([0, 1])
})

test('no page of a home is taken, whatever the station sends', async () => {
  pages = { ...scanPages, [`${person}/homes`]: [row('home', { address: '15 Tannery Row' })] }
  await enrolled()
  await expect.poll(() => (app.refresh(), app.view.value?.trouble)).not.toBeNull()
  expect(app.view.value?.pages.size).toBe(0)
  expect(memory.rows('pages').size + memory.rows('staged').size).toBe(0)
})

import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { buildApp } from '../../apps/field/build/build-app.ts'
import { totalOf } from '../../apps/field/build/precache.ts'
import { openFieldApp } from '../field/field-app.ts'
import {
  enrol,
  isInstalled,
  newPhone,
  noAnswer,
  ownPin,
  press,
  roundIsHere,
  unlock,
} from '../field/phone-page.ts'

// What browsers do to storage, done to the app by a real one: full, evicted, closed, opened by a newer version, days later,
// and an update in the middle.

const app = await openFieldApp()
const { folder, shell, browser } = app
const station = await app.openStation()

const openPage = (context: BrowserContext): Promise<Page> => app.openPage(context, station)

/** A phone at the list of doors. */
const onRound = async (): Promise<{ context: BrowserContext; page: Page }> => {
  const phone = await app.onRound(station)
  await press(phone.page, 'Doors')
  return phone
}

const unsentIs = (page: Page, count: number): Promise<void> =>
  page.locator('.sent-tab', { hasText: new RegExp(`^${count}not sent`) }).waitFor()

test('every write of an event is strict, and "saved" waits for the transaction (C01)', async () => {
  const { context, page } = await onRound()
  await context.setOffline(true)
  // Transactions are told, and one that has completed is held back: what the screen says meanwhile is the point.
  await page.evaluate(`(() => {
    window.begun = []
    const begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const transaction = begin.call(this, stores, mode, options)
      if (mode === 'readwrite') window.begun.push(options?.durability)
      return transaction
    }
    window.hold = new Promise((resolve) => { window.letGo = resolve })
    const listen = IDBTransaction.prototype.addEventListener
    IDBTransaction.prototype.addEventListener = function (type, told, ...how) {
      const held = this.mode === 'readwrite' && type === 'complete'
      listen.call(this, type, held ? (event) => void window.hold.then(() => told.call(this, event)) : told, ...how)
    }
  })()`)
  await noAnswer(page, 15)
  await page.getByText('Saving …').waitFor()
  await page.locator('.sent-tab', { hasText: '1not saved' }).waitFor()
  await page.evaluate('window.letGo()')
  await page.getByText('Saved on this phone').waitFor()
  await unsentIs(page, 1)
  expect(await page.evaluate('[...new Set(window.begun)]')).toEqual(['strict'])
  await context.close()
})

test('on a full phone nothing is called saved, nothing is lost, and it saves by itself once there is room (C02)', async () => {
  const { context, page } = await onRound()
  await context.setOffline(true)
  await noAnswer(page, 15)
  await unsentIs(page, 1)
  // The request succeeds and the transaction fails afterwards, as on a full disk.
  await page.evaluate(`(() => {
    const put = IDBObjectStore.prototype.add
    window.full = true
    IDBObjectStore.prototype.add = function (...parameters) {
      const request = put.apply(this, parameters)
      if (window.full) request.addEventListener('success', () => {
        const { transaction } = request
        Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') })
        transaction.abort()
      })
      return request
    }
  })()`)
  await noAnswer(page, 17)
  await page.getByText('This phone is full.').waitFor()
  await page.locator('.sent-tab', { hasText: '1not saved' }).waitFor()
  await press(page, /^1not saved|not saved/)
  await page.getByRole('heading', { name: 'This phone is full' }).waitFor()
  await page.getByText('17 Tannery Row').waitFor()
  await page.getByText('not saved', { exact: true }).last().waitFor()
  expect(await page.getByText('on this phone', { exact: true }).count()).toBe(1)
  // Nobody locks a phone over what is in memory alone.
  await press(page, 'Lock this phone')
  await page.getByRole('heading', { name: 'This phone is full' }).waitFor()
  await page.evaluate('window.full = false')
  await page.getByRole('heading', { name: '2 not sent' }).waitFor()
  await page.reload()
  await unlock(page, ownPin)
  await unsentIs(page, 2)
  await context.close()
})

test('a connection that the browser closes is opened again, and no tap is lost (C05)', async () => {
  const { context, page } = await onRound()
  await context.setOffline(true)
  await page.evaluate(`(() => {
    const begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (...parameters) {
      if (!window.closedOnce) { window.closedOnce = true; this.close() }
      return begin.apply(this, parameters)
    }
  })()`)
  await noAnswer(page, 15)
  await unsentIs(page, 1)
  expect(await page.evaluate('window.closedOnce')).toBe(true)
  await context.close()
})

test('an old window lets go of the database for a newer one, and says so (C07)', async () => {
  const { context, page } = await onRound()
  const version = await page.evaluate<number>(`new Promise((resolve) => {
    const open = indexedDB.open('mettrace', 4)
    open.onblocked = () => resolve('blocked')
    open.onsuccess = () => { resolve(open.result.version); open.result.close() }
  })`)
  expect(version).toBe(4)
  await page.getByText('A newer version of this app is open.').waitFor()
  await context.close()
})

test('two windows have one outbox and one sender: every event arrives once (C08)', async () => {
  const before = station.written.length
  const { context, page } = await onRound()
  const other = await openPage(context)
  await unlock(other, ownPin)
  await roundIsHere(other)
  await press(other, 'Doors')
  await context.setOffline(true)
  await Promise.all([noAnswer(page, 1), noAnswer(other, 2)])
  await Promise.all([noAnswer(page, 3), noAnswer(other, 4)])
  await page.getByText('3: no answer').waitFor()
  await other.getByText('4: no answer').waitFor()
  station.slow = 1500
  await context.setOffline(false)
  await expect.poll(() => station.written.length).toBe(before + 4)
  await page.locator('.sent-tab', { hasText: 'All sent' }).waitFor()
  await other.locator('.sent-tab', { hasText: 'All sent' }).waitFor()
  station.slow = 0
  const sequences = station.written.slice(before).map(({ sequence }) => sequence)
  expect(sequences.toSorted()).toEqual([1, 2, 3, 4])
  // Nothing was sent by both: the second window waits for the first.
  const sent = station.written
    .slice(before)
    .map(({ id }) => station.heard.filter((body) => body.includes(id)).length)
  expect(sent).toEqual([1, 1, 1, 1])
  await context.close()
})

test('a phone whose storage was cleared says so, and fetches its round anew (C04)', async () => {
  const { context, page } = await onRound()
  // By the browser alone: the database goes, what names it stays.
  await page.evaluate(
    `new Promise((resolve) => { indexedDB.deleteDatabase('mettrace').onsuccess = resolve })`,
  )
  await page.reload()
  await page.getByText('This phone lost its storage').waitFor()
  await enrol(page, ownPin)
  await roundIsHere(page)
  // All of it: a phone that holds nothing does not pretend to be up to date.
  const session = await context.newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: station.address, storageTypes: 'all' })
  await page.reload()
  await enrol(page, ownPin)
  await roundIsHere(page)
  await context.close()
})

test('after three days without a signal homes are gone, records stay and go out after one contact', async () => {
  const before = station.written.length
  const context = await newPhone(browser)
  const clocked = await context.newPage()
  await clocked.clock.install()
  await clocked.goto(`${station.address}/field/`)
  await enrol(clocked, ownPin)
  await roundIsHere(clocked)
  await isInstalled(clocked)
  await context.setOffline(true)
  await press(clocked, 'Doors')
  await noAnswer(clocked, 15)
  await unsentIs(clocked, 1)
  await clocked.clock.fastForward(61 * 3_600_000)
  // Left alone it has locked itself long before.
  await clocked.getByText('Locked by itself').waitFor()
  await unlock(clocked, ownPin)
  await clocked.getByText('Homes are hidden in').waitFor()
  await clocked.clock.fastForward(11 * 3_600_000)
  await clocked.getByText('There was no contact for 72 hours.').waitFor()
  expect(await clocked.getByText('Tannery Row').count()).toBe(0)
  await unlock(clocked, ownPin)
  await clocked.getByText('There was no contact for 72 hours.').waitFor()
  await unsentIs(clocked, 1)
  await context.setOffline(false)
  await clocked.locator('.sent-tab').click()
  await press(clocked, 'Try now')
  await expect.poll(() => station.written.length).toBe(before + 1)
  await clocked.getByText('There was no contact for 72 hours.').waitFor({ state: 'detached' })
  await press(clocked, 'Lock this phone')
  await unlock(clocked, ownPin)
  await roundIsHere(clocked)
  await context.close()
})

test('an update is offered, waits for whoever is busy, and is applied once (C38)', async () => {
  const { context, page } = await onRound()
  await press(page, /^15 Tannery Row/)
  await press(page, 'Deliver a kit')
  await buildApp({ folder, version: '0.2.0' })
  await page.evaluate(
    'navigator.serviceWorker.getRegistration().then((registration) => registration.update())',
  )
  await page.getByText('A new version is ready.').waitFor()
  // In the middle of a delivery nothing is taken away.
  expect(await page.getByRole('button', { name: 'Update now' }).count()).toBe(0)
  await press(page, 'Back')
  await press(page, 'Back to the list')
  let loads = 0
  page.on('load', () => loads++)
  await press(page, 'Update now')
  await page.getByRole('heading', { name: 'Unlock' }).waitFor()
  await unlock(page, ownPin)
  await roundIsHere(page)
  expect(loads).toBe(1)
  expect(await page.getByText('A new version is ready.').count()).toBe(0)
  const before = station.written.length
  await press(page, 'Doors')
  await noAnswer(page, 15)
  await expect.poll(() => station.written.length).toBe(before + 1)
  expect(station.written.at(-1)!.app).toBe('0.2.0')
  expect(totalOf(shell)).toBeLessThan(200_000)
  await context.close()
})

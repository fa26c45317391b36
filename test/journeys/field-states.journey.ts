import { expect, test } from 'vitest'
import { isFitPhone } from '../field/fit-phone.ts'
import { openFieldApp } from '../field/field-app.ts'
import { noAnswer, ownPin, press, unlock } from '../field/phone-page.ts'
import { rowOf } from '../field/station-town.ts'
import { assignmentOf, homeOf } from '../phone-events.ts'

// Screens that are seldom seen, and then matter: a full phone, a lease that has ended, a warning and an appointment at a door.

const app = await openFieldApp()

/** Writes fail after their request has succeeded, as on a full disk. */
const fill = `(() => {
  const add = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function (...parameters) {
    const request = add.apply(this, parameters)
    request.addEventListener('success', () => {
      const { transaction } = request
      Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') })
      transaction.abort()
    })
    return request
  }
})()`

test('a full phone says so above a list however far it is scrolled, and nowhere that everything is saved', async () => {
  const { context, page } = await app.onRound(await app.openStation())
  await press(page, 'Doors')
  await context.setOffline(true)
  await page.evaluate(fill)
  await noAnswer(page, 23)
  await page.locator('.sent-tab', { hasText: '1not saved' }).waitFor()
  const told = page.getByRole('button', { name: 'This phone is full. 1 record not saved' })
  await told.waitFor()
  await page.locator('.scroll').evaluate('(list) => list.scrollTo(0, list.scrollHeight)')
  const place = await told.boundingBox()
  expect(place?.y).toBeGreaterThan(0)
  await isFitPhone(page)
  await told.click()
  await page.getByText('1 record is not saved. It is held on this screen.').waitFor()
  await press(page, 'Try now')
  await page.getByText('No network. It tries again by itself.').waitFor()
  expect(await page.getByText('Everything is saved').count()).toBe(0)
  await isFitPhone(page)
  await context.close()
})

test('once the lease has ended the phone says at the PIN that homes are hidden, and nowhere that there are none', async () => {
  const station = await app.openStation()
  const { context, page } = await app.onRound(station, {
    prepare: ({ clock }) => clock.install({ time: Date.now() }),
  })
  await context.setOffline(true)
  // In the middle of an outcome: what it is of is not there any more at the end, and the tabs are.
  await press(page, 'Doors')
  await press(page, /^15 Tannery Row/)
  await page.clock.fastForward(61 * 3_600_000)
  await unlock(page, ownPin)
  await page.getByText(/^Homes are hidden in 1\d h/).waitFor()
  await isFitPhone(page)
  await page.clock.fastForward(11 * 3_600_000)
  await page.locator('.person', { hasText: 'Homes are hidden.' }).waitFor()
  await isFitPhone(page)
  await unlock(page, ownPin)
  await page.getByText('There was no contact for 72 hours.').waitFor()
  for (const [tab, heading] of [
    ['Today', null],
    ['Doors', 'Doors'],
    ['Kits', 'Kits in hand'],
  ] as const) {
    await page.getByRole('navigation').getByRole('button', { name: tab }).click()
    if (heading) await page.getByRole('heading', { name: heading }).waitFor()
    await page.getByText('Hidden until there is a contact.').waitFor()
    await isFitPhone(page)
  }
  expect(await page.getByText(/You hold no kit|You have no round|0 kits/).count()).toBe(0)
  await context.close()
})

test('what must be known at a door is read before it is knocked at: a warning, and when they are to come back', async () => {
  const station = await app.openStation()
  const { context, page } = await app.onRound(station)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const note = 'Threatened a colleague at this door: ask the control room first, and go there in twos.'
  station.tell([
    rowOf(assignmentOf(1), 'safety', 'another', {
      home: homeOf(7),
      risk: 'aggression',
      note,
      day: '2026-11-21',
    }),
  ])
  await press(page, 'Doors')
  await press(page, /^7 Tannery Row/)
  await press(page, 'Come back later')
  await page.getByLabel(/^Appointment begins/).fill(`${tomorrow}T18:30`)
  await isFitPhone(page)
  await press(page, 'Save appointment')
  await press(page, /^7 Tannery Row.*safety note.*18:30 visit/)
  await page.getByText(note).waitFor()
  await page.getByText(/^Appointment .* 18:30 to 19:30/).waitFor()
  await isFitPhone(page)
  await press(page, 'More about it')
  await press(page, 'Safety note')
  await page.getByLabel('What must they know?').waitFor()
  await isFitPhone(page)
  await context.close()
})

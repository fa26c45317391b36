import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openFieldApp } from '../field/field-app.ts'
import { ownPin, press, roundIsHere, unlock } from '../field/phone-page.ts'
import { homesOfRound } from '../field/station-town.ts'
import { accessibilityFaults } from './open-page.ts'

// The map, opened for the first time without a signal, and the next nearest door: by the position that is asked for at the
// tap, or in the order along the street.

const { openStation, onRound } = await openFieldApp()
const station = await openStation()

/** Counts how often the page asks where it is, and whether it ever follows. */
const countPositions = `
  window.asked = 0
  window.followed = 0
  const once = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation)
  navigator.geolocation.getCurrentPosition = (...given) => { window.asked++; once(...given) }
  navigator.geolocation.watchPosition = () => { window.followed++; return 0 }
`
const asked = (page: Page): Promise<number> => page.evaluate<number>('window.asked')

const isRefused = `new Promise((resolve) =>
  navigator.geolocation.getCurrentPosition(() => resolve(false), () => resolve(true), { maximumAge: 5000, timeout: 1000 }))`

const coloursOnMap = (page: Page): Promise<number> =>
  page.evaluate<number>(`(() => {
    const canvas = document.querySelector('canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const seen = new Set()
    for (let at = 0; at < data.length; at += 4) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2])
    return seen.size
  })()`)

const at = (number: number): { latitude: number; longitude: number; accuracy: number } => {
  const { latitude, longitude } = homesOfRound[number - 1]!
  return { latitude, longitude, accuracy: 3 }
}

/** A phone at a door of Tannery Row. */
const standingAt = (number: number) =>
  onRound(station, {
    prepare: async (context) => {
      await context.addInitScript(countPositions)
      await context.grantPermissions(['geolocation'])
      await context.setGeolocation(at(number))
    },
  })

test('the map opens for the first time without a signal, and a tap on a home opens it (C40)', async () => {
  const { context, page } = await standingAt(7)
  await context.setOffline(true)
  await page.reload()
  await unlock(page, ownPin)
  await roundIsHere(page)

  await press(page, 'Map')
  const map = page.locator('canvas')
  await map.waitFor()
  await expect.poll(() => coloursOnMap(page)).toBeGreaterThan(5)
  expect(await page.getByText('No streets are on this phone yet').count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  // Nobody is asked where they are until they tap.
  expect(await asked(page)).toBe(0)
  await press(page, /^Me/)
  await page.getByText(/^You at \d\d:\d\d, ± 3 m/).waitFor()
  expect(await asked(page)).toBe(1)
  await page.getByRole('button', { name: /^Next: 7 Tannery Row next nearest, 0 m/ }).waitFor()

  // The map is about the officer now: its middle is number 7.
  await map.click()
  await page.getByRole('heading', { name: '7 Tannery Row' }).waitFor()
  await press(page, /^No answer no card/)
  await page.getByText('7: no answer').waitFor()
  await map.waitFor()
  await page.getByRole('button', { name: /^Next: (5|8|9) Tannery Row/ }).waitFor()

  // Moved by a finger, zoomed by buttons, and by keys alone: Enter opens what is in the middle.
  await map.focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('+')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '7 Tannery Row' }).waitFor()
  await press(page, 'Back to the map')
  const box = (await map.boundingBox())!
  await page.mouse.move(box.x + 150, box.y + 150)
  await page.mouse.down()
  await page.mouse.move(box.x + 150, box.y + 350, { steps: 4 })
  await page.mouse.up()
  // Nothing was opened by moving the map.
  await map.waitFor()
  await press(page, 'Same as a list')
  await page.getByRole('button', { name: /^7 Tannery Row, No answer/ }).waitFor()
  expect(await page.evaluate('window.followed')).toBe(0)
  await context.close()
})

test('the next nearest door is one tap from everywhere: by the position asked then, or along the street', async () => {
  const { context, page } = await standingAt(20)
  await press(page, /^Next nearest door/)
  await page.getByRole('heading', { name: '20 Tannery Row' }).waitFor()
  await press(page, 'Back to the list')

  // Without leave to ask: in the order along the street, from where something was recorded.
  await context.clearPermissions()
  // A position of the last five seconds is given out even then.
  await expect.poll(() => page.evaluate<boolean>(isRefused)).toBe(true)
  await press(page, /^3 Tannery Row/)
  await press(page, /^No answer no card/)
  await page.getByText('3: no answer').waitFor()
  for (const tab of ['Today', 'Doors', 'Map']) {
    await press(page, tab)
    await page.getByRole('button', { name: /^Next: 5 Tannery Row next along the street/ }).waitFor()
  }
  await press(page, /^Next: 5 Tannery Row/)
  await page.getByRole('heading', { name: '5 Tannery Row' }).waitFor()
  expect(await page.evaluate('window.followed')).toBe(0)
  await context.close()
})

import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { testDatabase } from '../database.ts'
import { isFitPhone } from '../field/fit-phone.ts'
import { enrol, isInstalled, newPhone, openField, ownPin, press, unlock } from '../field/phone-page.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { toDegrees } from '../../apps/server/places/formats/projection.ts'
import { isFit, openSite } from './open-page.ts'

// Pictures of a sign and of a scan, taken without a signal, with the real server: they come after their records, and in pieces.

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const site = await openSite(database)
const browser = await launchBrowser()
const complaints: string[] = []
afterAll(async () => {
  await browser.close()
  expect(complaints).toEqual([])
})

/** A picture as a camera makes one: larger than is sent, no two parts alike. */
const cameraPicture = async (page: Page): Promise<Buffer> => {
  const text = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 2400
    canvas.height = 1800
    const context = canvas.getContext('2d')
    for (let at = 0; at < 4000; at++) {
      context.fillStyle = 'hsl(' + (at * 37) % 360 + ' 60% ' + (20 + (at * 13) % 60) + '%)'
      context.fillRect((at * 211) % 2400, (at * 97) % 1800, 90, 60)
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]
  })()`)
  return Buffer.from(text, 'base64')
}

const take = async (page: Page, button = 'Take a picture'): Promise<void> => {
  const buffer = await cameraPicture(page)
  expect(buffer.length).toBeGreaterThan(400_000)
  await page.getByLabel(button).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByText(/on this phone until you save/).waitFor()
}

/** Whether what is drawn is more than one colour. */
const isDrawn = (page: Page): Promise<unknown> =>
  expect
    .poll(() =>
      page.evaluate(`(() => {
        const { width, height } = document.querySelector('canvas.thumbnail')
        const { data } = document.querySelector('canvas.thumbnail').getContext('2d').getImageData(0, 0, width, height)
        return new Set(data.filter((_, at) => at % 4001 === 0)).size > 5
      })()`),
    )
    .toBe(true)

/** What stands on the disk of the phone, as somebody reads who has taken it out. */
const isSealed = async (page: Page, store: string): Promise<void> => {
  const found = await page.evaluate<{ pictures: number; plain: boolean }>(`(async () => {
    const database = await new Promise((resolve) => {
      const asked = indexedDB.open('${store}')
      asked.onsuccess = () => resolve(asked.result)
    })
    const all = (name) => new Promise((resolve) => {
      const asked = database.transaction(name).objectStore(name).getAll()
      asked.onsuccess = () => resolve(asked.result)
    })
    const rows = await all('bytes')
    const pictures = (await all('pictures')).length
    database.close()
    return { pictures, plain: rows.some(({ data }) => new TextDecoder('latin1').decode(data).includes('JFIF')) }
  })()`)
  expect(found).toEqual({ pictures: 1, plain: false })
}

const picturesShown = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `[...document.querySelectorAll('.mettrace-picture img')].filter((each) => each.complete && each.naturalWidth === 1600).length`,
  )

const signIn = async (context: BrowserContext, who: string, scans = false): Promise<Page> => {
  const page = await openField(context, site, complaints)
  if (scans) await page.getByRole('link', { name: 'Scans' }).click()
  await press(page, 'Sign in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator(`button[name="who"][value="${who}"]`).click()
  if (scans) {
    await page.getByLabel('Custody and property store').check()
    await page.getByRole('button', { name: 'Act in this role' }).click()
  }
  await enrol(page, ownPin)
  await isInstalled(page)
  return page
}

test('a sign with its picture, recorded without a signal, is on the desk’s page of the sign', async () => {
  const context = await newPhone(browser)
  const [longitude, latitude] = toDegrees(530_025, 180_050)
  await context.grantPermissions(['geolocation'], { origin: site.address })
  await context.setGeolocation({ longitude, latitude, accuracy: 8 })
  const page = await signIn(context, 'ward-officer')
  await page.getByText(/You have no round/).waitFor()
  await context.setOffline(true)
  await press(page, /^Street sign/)
  await page.getByText('This phone knows where it is to ± 8 m.').waitFor()
  await press(page, 'Save sign')
  await page.getByText('Enter where the sign is, in words.').waitFor()
  await page.getByLabel('In words').fill('Lamp post 14, Mill Lane')
  await page.getByLabel('Worn or hard to read').check()
  await page.getByLabel('Look again on').fill('2099-05-26')
  await take(page)
  await isDrawn(page)
  await isFitPhone(page)
  await press(page, 'Remove picture')
  await page.getByText(/on this phone until you save/).waitFor({ state: 'detached' })
  await take(page, 'Choose a picture')
  await press(page, 'Save sign')
  await page.getByText('Saved on this phone', { exact: true }).waitFor()
  await press(page, '1 not sent')
  await page.getByText(/^1 picture, 0\.\d MB to go/).waitFor()
  await isFitPhone(page)
  await isSealed(page, 'mettrace')
  // Ended, and opened again without a signal.
  await page.reload()
  await unlock(page, ownPin)
  await press(page, '1 not sent')
  await press(page, /Lamp post 14/)
  await isDrawn(page)
  await page.getByText(/on this phone. It is sent after your records/).waitFor()

  // The network goes again after some pieces.
  let pieces = 0
  await context.route('**/deliver/sync/pictures', async (route) => {
    pieces++
    await (pieces === 4 ? route.abort() : route.continue())
  })
  await context.setOffline(false)
  await expect.poll(() => pieces, { timeout: 30_000 }).toBeGreaterThan(3)
  await press(page, 'Back')
  await press(page, /not sent|to go|All sent/)
  await press(page, /^Try/)
  await page.getByRole('heading', { name: /^All sent/ }).waitFor()
  const desk = await site.open('/deliver/signs?area=E1', { as: 'sergeant' })
  await desk.getByRole('link', { name: 'Lamp post 14, Mill Lane' }).click()
  await desk
    .getByRole('img', { name: /^The sign at Lamp post 14, Mill Lane, found “Worn or hard to read”/ })
    .waitFor()
  await expect.poll(() => picturesShown(desk)).toBe(1)
  await isFit(desk)
  await context.close()
})

test('a glow with its picture, scanned without a signal, is on the desk’s page of the scan', async () => {
  const desk = await site.open('/trace/scans/lamps', { as: 'custody' })
  await desk.getByLabel('Custody and property store').check()
  await desk.getByRole('button', { name: 'Act in this role' }).click()
  await desk.getByLabel('What it is called').fill('Saltings')
  await desk.getByRole('button', { name: 'Add place' }).click()
  await desk.getByRole('rowheader', { name: 'Saltings' }).waitFor()

  const context = await newPhone(browser)
  const page = await signIn(context, 'custody', true)
  await page.getByText('No lamp chosen').waitFor()
  await context.setOffline(true)
  await page.getByLabel('Custody reference').fill('01CU/4474/26')
  await page.getByLabel('Consent of the person').check()
  await press(page, /^Glow/)
  await page.getByLabel('Part of the body').fill('left sleeve')
  await take(page)
  await isDrawn(page)
  expect(await page.getByLabel(/^Sensitive/).isChecked()).toBe(true)
  await isFitPhone(page)
  await press(page, /^Save/)
  await page.getByText('Saved on this phone', { exact: true }).waitFor()
  await isSealed(page, 'mettrace-scans')
  await context.setOffline(false)
  await page.getByText(/^All sent/).waitFor()
  await press(page, 'Done')
  await press(page, /01CU\/4474\/26: glow/)
  await isDrawn(page)
  await page.getByText('At the station.').waitFor()

  await desk.goto(`${site.address}/trace/scans`)
  await desk
    .getByRole('row', { name: /01CU\/4474\/26/ })
    .getByRole('link')
    .first()
    .click()
  await desk.getByRole('img', { name: /01CU\/4474\/26, glow, left sleeve$/ }).waitFor()
  await expect.poll(() => picturesShown(desk)).toBe(1)
  await desk.getByText('Sensitive: a bundle holds its checksum alone.').waitFor()
  await isFit(desk)
  await context.close()
})

import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown, townHomes } from '../saturation-town.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'
import { download } from './read-page.ts'

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
await putSaturationTown(database, owner)
const site = await openSite(database)
const narrow = { width: 320, height: 640 }

test('a sergeant places a sign without script, where homes of the BCU are and nowhere else', async () => {
  const page = await site.open('/deliver/signs', { as: 'sergeant', withoutScript: true })
  await page.getByText('No signs yet. Place one below.').waitFor()
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: 'Enter the easting in metres, such as 530120' }).waitFor()
  await page.getByLabel('Easting, metres').fill('530 250')
  await page.getByLabel('Northing, metres').fill('180050')
  await page.getByLabel('Where is it?').fill('Lamp post 3, Mill Lane')
  await page.getByLabel('Placed on').fill('2026-01-05')
  await page.getByRole('button', { name: 'Place sign' }).click()
  // The area there has a home of the sergeant's own in its other half: the sign goes to it.
  await page.getByRole('link', { name: 'Lamp post 3, Mill Lane' }).waitFor()
  await page.getByLabel('Easting, metres').fill('531000')
  await page.getByLabel('Northing, metres').fill('180050')
  await page.getByLabel('Where is it?').fill('Nowhere')
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: /where homes of your wards are registered/ }).waitFor()
})

test('a place is chosen on the map of an area, beside a table that tells the same', async () => {
  const page = await site.open('/deliver/signs?area=E1', { as: 'sergeant' })
  const map = page.locator('svg.mettrace-signs--open')
  await map.waitFor()
  // The middle of the area, to the metre that a point of the screen is.
  await map.click()
  await page.getByText(/Chosen: 53002[456] east, 1800(49|50|51) north\./).waitFor()
  await page.getByLabel('Where is it?').fill('Gate of the park')
  await page.getByLabel('Placed on').fill('2026-02-10')
  await page.getByLabel('Next check, if there is one').fill('2026-05-10')
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: 'Gate of the park' }).waitFor()
  await page.getByText('Check is due').waitFor()
  expect(await page.locator('svg.mettrace-signs .mettrace-signs__sign').count()).toBe(1)
  await isFit(page)
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
})

test('a check, and a removal that is corrected, are new records, of which the last counts', async () => {
  const page = await site.open('/deliver/signs?area=E1', { as: 'sergeant' })
  await page.getByRole('link', { name: 'Gate of the park' }).click()
  await page.getByRole('heading', { name: 'Gate of the park' }).waitFor()
  await page.getByRole('button', { name: 'Save check' }).click()
  await page.getByRole('link', { name: 'Choose how the sign was found' }).waitFor()
  await isFit(page)
  const record = async (found: string, note: string): Promise<void> => {
    await page.getByLabel(found, { exact: true }).check()
    await page.getByLabel('Note, if there is one').fill(note)
    await page.getByRole('button', { name: 'Save check' }).click()
    await page.getByRole('cell', { name: note, exact: true }).waitFor()
  }
  await record('Removed', 'Taken down')
  await record('Worn or hard to read', 'Still there after all')
  await isFit(page)
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
  const { rows } = await owner.query('select found from engagement.sign_check order by at')
  expect(rows.map(({ found }: { found: string }) => found)).toEqual(['good', 'good', 'removed', 'worn'])
})

test('signs that a deployment needs are one for eighteen homes', async () => {
  const page = await site.open('/deliver/signs/needed', { as: 'sergeant' })
  await page.getByText('One sign for 18 homes, since 30 November 2026.').waitFor()
  await isFit(page)
  const homes = townHomes.filter(({ area, state }) => area === 'E1' && state !== 'excluded').length
  const { rows } = await download(page, 'Download this table (CSV)')
  // Of the two signs one is in the deployment's area.
  expect(rows).toEqual([
    {
      deployment: 'D-001',
      name: 'Millside',
      homes: String(homes),
      homes_per_sign: '18',
      signs_needed: '1',
      signs_standing: '1',
      signs_to_go: '0',
    },
  ])
})

test('posters go in by area and day, and a correction takes the place of what it corrects', async () => {
  const page = await site.open('/deliver/press-and-posters', { as: 'sergeant' })
  await page.getByRole('button', { name: 'Save item' }).click()
  await page.getByRole('link', { name: 'Choose what it was' }).waitFor()
  await isFit(page)
  await page.getByLabel('Poster', { exact: true }).check()
  await page.getByLabel('Area', { exact: true }).selectOption('E1')
  await page.getByLabel('Day', { exact: true }).fill('2026-03-02')
  await page.getByLabel('How many', { exact: true }).fill('12')
  await page.getByLabel('Which paper, or where, if you know').fill('Library')
  await page.getByRole('button', { name: 'Save item' }).click()
  await page.getByRole('cell', { name: '12', exact: true }).waitFor()
  await isFit(page)
  await page.locator('summary', { hasText: 'Correct' }).click()
  const form = page.locator('details form')
  await form.getByLabel('How many').fill('9')
  await form.getByRole('button', { name: 'Save correction' }).click()
  await page.getByRole('cell', { name: '9', exact: true }).waitFor()
  await isFit(page)
  const { rows } = await download(page, 'Download all items (CSV)')
  expect(rows).toMatchObject([
    { kind: 'poster', area: 'E1', day: '2026-03-02', number: '9', corrected: 'true' },
  ])
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
})

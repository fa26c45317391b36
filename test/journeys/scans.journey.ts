import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
await putSaturationTown(database, owner)
const site = await openSite(database)
const narrow = { width: 320, height: 640 }

test('a negative takes two clicks, a glow becomes an exhibit, and the rate says that not everybody was scanned', async () => {
  const page = await site.open('/trace/scans/lamps', { as: 'custody' })
  await page.getByLabel('Custody and property store').check()
  await page.getByRole('button', { name: 'Act in this role' }).click()
  await page.getByLabel('What is written on it').fill('L-09')
  await page.getByRole('button', { name: 'Add lamp' }).click()
  await page.getByRole('cell', { name: 'never checked' }).waitFor()
  await page.getByLabel('What it is called').fill('Saltings')
  await page.getByRole('button', { name: 'Add place' }).click()
  await page.getByRole('rowheader', { name: 'Saltings' }).waitFor()
  await isFit(page)

  await page.goto(`${site.address}/trace/scans/record`)
  await page.getByRole('button', { name: 'Nothing glowed' }).click()
  await page.getByRole('link', { name: /Choose the legal basis: .*DPA 2018 s.35/ }).waitFor()
  await page.goto(`${site.address}/trace/scans/record`)
  expect(await page.getByRole('radio', { name: 'Consent of the person' }).isChecked()).toBe(false)
  // The first click, and the second.
  await page.getByLabel('Consent of the person').check()
  await page.getByRole('button', { name: 'Nothing glowed' }).click()
  await page.getByText('Saved.').waitFor()
  expect(await page.getByRole('radio', { name: 'Consent of the person' }).isChecked()).toBe(false)
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
  await isFit(page)

  await page.getByLabel('Lamp or arch').selectOption({ label: 'L-09, out of check' })
  await page.getByLabel('Custody reference of a person').fill('01cu/4471/26')
  await page.getByLabel('PACE s.54, search in custody').check()
  await page.getByRole('button', { name: /^Glow/ }).click()
  await page.getByText(/From the scan with a glow: Saltings/).waitFor()
  expect(await page.getByLabel('Custody reference, if there is one').inputValue()).toBe('01CU/4471/26')
  await page.getByLabel('Seized by').fill('PC 4471 Stone')
  await page.getByLabel('Power or consent').fill('PACE s.54')
  await page.getByLabel('Paper that the officer signed').fill('Property book 12')
  await page.getByLabel('Reference of item 1').fill('JS/1')
  await page.getByLabel('What item 1 is').fill('Denim jacket')
  await page.getByRole('button', { name: 'Book in items' }).click()
  await page.getByRole('link', { name: 'JS/1' }).waitFor()
  const { rows } = await owner.query(
    `select s.custody_reference from enforcement.exhibit e join enforcement.scan s on s.id = e.scan where s.result = 'glow'`,
  )
  expect(rows).toEqual([{ custody_reference: '01CU/4471/26' }])

  await page.goto(`${site.address}/trace/scans`)
  await page.getByText('(out of check)').waitFor()
  await page.getByRole('cell', { name: 'custody reference, lamp' }).waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  await isFit(page)

  await page.goto(`${site.address}/trace/scans/booked-in`)
  const { rows: shifts } = await owner.query<{ onDay: string; shift: string }>(
    `select distinct on_day::text as "onDay", shift from enforcement.scan`,
  )
  await page.getByText('Many at once, from a file').click()
  await page
    .getByLabel('Lines of the custody record system')
    .fill(shifts.map(({ onDay, shift }) => `Saltings,${onDay},${shift},4`).join('\n'))
  await page.getByRole('button', { name: 'Take lines' }).click()
  await page.getByRole('cell', { name: 'file' }).first().waitFor()
  await isFit(page)
  const days = shifts.map(({ onDay }) => onDay).toSorted()
  await page.goto(`${site.address}/trace/scans/rates?from=${days[0]}&to=${days.at(-1)}`)
  await page.getByRole('heading', { name: /^Was every detainee scanned\? \d+\.0% were$/ }).waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  await isFit(page)
})

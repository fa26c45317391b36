import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const site = await openSite(database)

test('the control room goes from the wall to an area without meeting a home', async () => {
  const page = await site.open('/deliver/wall', {
    as: 'control-room',
    viewport: { width: 1920, height: 1080 },
  })
  await page.getByText('1 with a silent phone').waitFor()
  await isFit(page)
  await page.getByRole('link', { name: 'Millside' }).click()
  await page.getByRole('heading', { name: 'Millside', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Saturation', exact: true }).first().click()
  await page.getByRole('heading', { name: 'Saturation', level: 1 }).waitFor()
  await isFit(page)
  expect((await page.goto(`${site.address}/deliver/deployments`))?.status()).toBe(200)
  for (const path of ['/deliver/homes', '/deliver/team', '/deliver/phones', '/trace/caller'])
    expect((await page.goto(site.address + path))?.status()).toBe(403)
})

test('the control room sees how many are out and silent, and nobody by name', async () => {
  const page = await site.open('/deliver/officers-out', { as: 'control-room' })
  const { rows } = await owner.query<{ bcu: string; officers: number }>(
    `select bcu, count(distinct person)::int4 as officers from engagement.assignment
     where current_date between from_day and coalesce(until_day, 'infinity') group by bcu order by bcu`,
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const [at, { officers }] of rows.entries())
    expect(
      await page
        .getByRole('row')
        .nth(at + 1)
        .getByRole('cell')
        .first()
        .innerText(),
    ).toBe(String(officers))
  const all = page.getByRole('row').filter({ hasText: 'All BCUs' })
  const total = rows.reduce((sum, { officers }) => sum + officers, 0)
  expect((await all.getByRole('cell').allInnerTexts())[0]).toBe(String(total))
  expect((await all.getByRole('cell').allInnerTexts())[3]).toBe('1')
  await isFit(page)
})

test('the control room finds a lost phone by its officer and revokes it, by keys and without script', async () => {
  await owner.query(
    `update identity.person set display_name = 'Kim Lost' where id = (select substr(actor, 8)::uuid from engagement.phone_contact limit 1)`,
  )
  const page = await site.open('/', { as: 'control-room', withoutScript: true })
  await page.getByRole('link', { name: 'Lost phone' }).last().press('Enter')
  await page.getByRole('button', { name: 'Find phones' }).press('Enter')
  await page.getByRole('link', { name: 'Enter the name of the officer' }).waitFor()
  await page.getByLabel('Name of the officer').fill('lost')
  await page.getByRole('button', { name: 'Find phones' }).press('Enter')
  await page.getByRole('heading', { name: /^Kim Lost: Phone/ }).waitFor()
  await page.getByRole('button', { name: 'Revoke this phone' }).press('Enter')
  await page.getByRole('link', { name: 'Enter how the phone was lost, and who said so' }).waitFor()
  await page.getByLabel('How it was lost, and who said so').fill('Stolen, they say so themselves')
  await page.getByRole('button', { name: 'Revoke this phone' }).press('Enter')
  await page.getByText('The phone is revoked.').waitFor()
  const fit = await site.open('/deliver/lost-phones?revoked=yes', { as: 'control-room' })
  await isFit(fit)
})

test('a call handler is told what to say from the first page, by keys and without script', async () => {
  const page = await site.open('/', { as: 'call-handler', withoutScript: true })
  await page.getByRole('button', { name: 'A caller says it is marked' }).press('Enter')
  await page.getByRole('heading', { name: 'A caller says it is marked', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Show what to say' }).press('Enter')
  await page.getByRole('link', { name: 'Choose what the caller says' }).waitFor()
  await page.getByLabel('They found or were offered something that is marked').check()
  await page.getByLabel('Code or serial, if they have one').fill('zx000001')
  await page.getByRole('button', { name: 'Show what to say' }).press('Enter')
  await page.getByRole('heading', { name: 'You may say' }).waitFor()
  await page.getByText('I cannot tell you whose it is').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('ZX000001')
  expect(page.url()).not.toContain('zx')
})

test('the call handler’s pages are fit for a phone and a reader of screens', async () => {
  const page = await site.open('/trace/caller', { as: 'call-handler' })
  await isFit(page)
  await page.getByRole('button', { name: 'Show what to say' }).click()
  await page.getByText('There is a problem').waitFor()
  await isFit(page)
  await page.getByLabel('They were burgled, and their property is marked').check()
  await page.getByRole('button', { name: 'Show what to say' }).click()
  await page.getByRole('heading', { name: 'Never say' }).waitFor()
  await isFit(page)
})

test('a call handler books a visit for a caller who has their card, from the first page', async () => {
  const page = await site.open('/', { as: 'call-handler', withoutScript: true })
  await page.getByRole('button', { name: 'Book a visit for a caller' }).click()
  await page.getByRole('heading', { name: 'Book a visit for a caller', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Pass it on' }).click()
  await page.getByRole('link', { name: 'Choose what the caller wants' }).waitFor()
  await page.getByLabel('A visit, by an officer who brings a kit').check()
  await page.getByLabel('Code on the card').fill('k7m px5x')
  await page.getByLabel('Postcode of the home').fill('zx1 1aa')
  await page.getByLabel('Day of the visit').selectOption({ index: 2 })
  await page.getByLabel('Evening, 5pm to 8pm').check()
  await page.getByLabel('Language they would like to speak').selectOption('pl')
  await page.getByRole('button', { name: 'Pass it on' }).click()
  await page.getByRole('heading', { name: 'Passed on' }).waitFor()
  const told = await page.locator('main').innerText()
  expect(told).toContain('Language: Polish.')
  expect(told).not.toMatch(/k7m|zx1/i)
  expect(page.url()).not.toMatch(/k7m|zx1/i)
  const fit = await site.open('/trace/caller/visit', { as: 'call-handler' })
  await isFit(fit)
})

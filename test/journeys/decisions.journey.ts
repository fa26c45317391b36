import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'

const { database } = await testDatabase()
const site = await openSite(database)
const narrow = { width: 320, height: 640 }
const sections = [
  'Executive summary',
  'Recommendation',
  '1. Introduction and background',
  '2. Issues for consideration',
  '3. Financial and commercial comments',
  '4. Legal comments',
  '5. GDPR and data privacy',
  '6. Equality comments',
  '7. Background and supporting papers',
]

test('a decision goes from draft to signed by another to published, and its confidential part stays apart', async () => {
  const page = await site.open('/account/decisions/new', { as: 'planner' })
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('link', { name: 'Enter a title' }).waitFor()
  await page.getByLabel('Title').fill('Kits for next year')
  await page.getByLabel('Going to tender').check()
  await page.getByLabel('Estimated value in pounds, without VAT').fill('£4.48m')
  await page.getByLabel('Day that the procurement begins').fill('2027-01-08')
  for (const section of sections.slice(0, -1)) await page.getByLabel(section).fill(`Words under ${section}`)
  await page.getByLabel('Kits', { exact: true }).fill('352,000')
  await isFit(page)
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('1 thing is missing before anybody can sign').waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  await isFit(page)
  await page.getByText('£5,376,000 with VAT').first().waitFor()
  await page.getByRole('link', { name: 'Change this draft' }).click()
  await page.getByLabel(sections.at(-1)!).fill('7.1 None.')
  await page.getByRole('button', { name: 'Save version' }).click()
  await page.getByText('You wrote part of this decision, so somebody else must sign it').waitFor()
  const address = page.url()

  const finance = await site.open(new URL(address).pathname, { as: 'finance' })
  await finance.getByRole('button', { name: 'Open or write it' }).click()
  await finance.getByLabel('Why do you open it?').fill('to add the ceiling')
  await finance.getByRole('button', { name: 'Open confidential part' }).click()
  await finance.getByLabel('Confidential words').fill('The ceiling is £12.72.')
  await isFit(finance)
  await finance.getByRole('button', { name: 'Save confidential part' }).click()
  await finance.getByText('It waits for a programme lead who wrote none of it.').waitFor()
  expect(await finance.getByText('The ceiling is').count()).toBe(0)

  const lead = await site.open(new URL(address).pathname, { as: 'programme-lead' })
  await lead.getByRole('button', { name: 'Sign version 2' }).click()
  await lead.getByRole('button', { name: 'Publish decision' }).click()
  await lead.getByText('published, version 2').waitFor()
  await isFit(lead)
  await lead.getByRole('link', { name: 'Public page' }).click()
  for (const section of sections) await lead.getByRole('heading', { name: section, exact: true }).waitFor()
  expect(await lead.getByText('The ceiling is').count()).toBe(0)
  await isFit(lead)
})

test('a published text goes in and comes out in its sections, undated', async () => {
  const page = await site.open('/account/decisions/read', { as: 'finance' })
  await page.getByLabel('Where the text is from').fill('a page')
  await page
    .getByLabel('Text of the decision')
    .fill(
      'Lamps\nReference code: PCD 9526\nDate signed:\nDecision by: A. Person\nExecutive summary\nLamps.\n3. Financial Comments\n3.1. £1.1m a year for 5 years, a total of £5.6m.\n4.1. Above the £181,302 threshold.',
    )
  await isFit(page)
  await page.getByRole('button', { name: 'Read in text' }).click()
  await page.getByText('published elsewhere · no date printed').waitFor()
  await page.getByRole('heading', { name: '3. Financial Comments' }).waitFor()
  await page.getByRole('heading', { name: '4. Legal comments' }).waitFor()
  await page.getByText('prints a total of £5.6m; its parts make £5,500,000').waitFor()
  await isFit(page)
  await page.getByRole('link', { name: 'Rules and their sources' }).first().click()
  await page.getByRole('rowheader', { name: '26 February 2015' }).waitFor()
  await page.setViewportSize(narrow)
  expect(await scrollsSideways(page)).toBe(false)
  await isFit(page)
})

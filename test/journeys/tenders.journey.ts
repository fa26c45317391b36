import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { bidFile, closeBids } from '../tender-things.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
const site = await openSite(database)

const enterBid = async (page: Page, supplier: string, each: string): Promise<void> => {
  await page.getByLabel('Supplier', { exact: true }).fill(supplier)
  await page
    .getByLabel('Price schedule as it came')
    .setInputFiles({ name: 'bid.csv', mimeType: 'text/csv', buffer: bidFile(each) })
  await page.getByRole('button', { name: 'Enter bid' }).click()
  await page.getByRole('rowheader', { name: supplier }).waitFor()
}

const checkSupplier = async (page: Page, protects: 'Passes' | 'Does not pass'): Promise<void> => {
  for (const [gate, answer] of [
    ['equality', 'Passes'],
    ['data protection', protects],
  ] as const) {
    const group = page.getByRole('group', { name: `Does the supplier pass on ${gate}?` })
    await group.getByLabel(answer, { exact: true }).check()
    await page.getByLabel(`What does that rest on (${gate})?`).fill('What it sent.')
    await page.getByRole('button', { name: `Save check of ${gate}` }).click()
    await page
      .getByRole('heading', {
        name: new RegExp(`^${gate}: ${answer === 'Passes' ? 'passed' : 'did not pass'}`, 'i'),
      })
      .waitFor()
  }
}

const declareNone = async (page: Page): Promise<void> => {
  await page.getByRole('group', { name: 'Do you have a conflict' }).getByLabel('No', { exact: true }).check()
  await page.getByRole('button', { name: 'Declare' }).click()
  await page.getByText('You declared that you have none.').waitFor()
}

const giveScore = async (page: Page, score: string): Promise<void> => {
  await page.getByLabel('Service (60%), 0 to 100').fill(score)
  await page.getByLabel('Why, Service').fill('Its samples.')
  await page.getByRole('button', { name: 'Give scores' }).click()
  await page.getByRole('cell', { name: `${score} Its samples.` }).waitFor()
}

test('a tender with three bids goes from sealed to an award that is published', async () => {
  const finance = await site.open('/account/tenders/new', { as: 'finance' })
  await finance.getByLabel('Title').fill('Kits for homes')
  await finance.getByLabel('Estimated value in pounds, without VAT').fill('1,200,000')
  await finance.getByLabel('Day that the procurement begins').fill('2026-11-02')
  await finance.getByLabel('Last day for bids').fill('2099-12-31')
  await finance.getByLabel('First day of the contract').fill('2027-08-01')
  await finance.getByLabel('Years', { exact: true }).fill('2')
  for (const section of ['What is needed', 'Data protection', 'Exit and return of data'])
    await finance.getByLabel(section, { exact: true }).fill(`Words under ${section}.`)
  await finance.getByLabel('Lot 1', { exact: true }).fill('Kits')
  await finance.getByLabel('Kits a year, lot 1').fill('50,000')
  await finance.getByLabel('Weight of the price').fill('40')
  await finance.getByLabel('Criterion 1', { exact: true }).fill('Service')
  await finance.getByRole('button', { name: 'Save draft' }).click()
  await finance.getByRole('link', { name: 'Enter a weight in per cent, such as 40' }).waitFor()
  await finance.getByLabel('Weight of criterion 1').fill('60')
  await isFit(finance)
  await finance.getByRole('button', { name: 'Save draft' }).click()
  await finance.getByText('the section “Equality”').waitFor()
  await finance.getByRole('link', { name: 'Change this tender' }).click()
  await finance.getByLabel('Equality', { exact: true }).fill('Leaflets in five languages.')
  await finance.getByRole('button', { name: 'Save version' }).click()
  await finance.getByText('You wrote part of it, so somebody else must issue it').waitFor()
  const address = new URL(finance.url()).pathname

  const lead = await site.open(address, { as: 'programme-lead' })
  await lead.getByRole('button', { name: 'Issue version 2' }).click()
  await lead.getByText('They stay sealed until then').waitFor()
  await finance.goto(finance.url())
  for (const [supplier, each] of [
    ['Alder Ltd', '12.00'],
    ['Birch Ltd', '11.00'],
    ['Cedar Ltd', '10.00'],
  ] as const)
    await enterBid(finance, supplier, each)
  await isFit(finance)
  await closeBids(owner, address.split('/').at(-1)!)
  await finance.reload()
  await finance.getByRole('button', { name: 'Open bids with a colleague' }).click()
  await finance.getByText('A second person must press within 15 minutes.').waitFor()
  expect(await finance.getByText('£1,100,000').count()).toBe(0)
  await lead.reload()
  await lead.getByRole('button', { name: 'Open bids with a colleague' }).click()
  await lead.getByText('Bids are open.').waitFor()
  await lead.getByRole('cell', { name: '£1,100,000', exact: true }).waitFor()
  await isFit(lead)

  for (const supplier of ['Alder Ltd', 'Birch Ltd', 'Cedar Ltd']) {
    await finance.goto(site.address + address)
    await finance.getByRole('link', { name: supplier }).click()
    await checkSupplier(finance, supplier === 'Birch Ltd' ? 'Passes' : 'Does not pass')
  }
  await lead.getByRole('link', { name: 'Birch Ltd' }).click()
  const bid = new URL(lead.url()).pathname
  const planner = await site.open(bid, { as: 'planner' })
  for (const page of [lead, planner]) await declareNone(page)
  await giveScore(planner, '80')
  await lead.reload()
  await lead.getByText('You see the scores of others once you gave yours.').waitFor()
  expect(await lead.getByRole('cell', { name: '80 Its samples.' }).count()).toBe(0)
  await giveScore(lead, '60')
  await lead.getByRole('cell', { name: '80 Its samples.' }).waitFor()
  await finance.goto(site.address + address)
  await finance.getByRole('button', { name: 'Close scoring' }).click()
  await finance.getByText('Scoring is closed.').waitFor()
  await planner.reload()
  await planner.getByLabel('Why is it that?').fill('Agreed in a meeting.')
  await planner.getByRole('button', { name: 'Save what was agreed on' }).click()
  await planner.getByText('Service: 70. Agreed in a meeting.').waitFor()
  await isFit(planner)

  await finance.reload()
  await finance.getByLabel('Why is it the most advantageous?').fill('The most points.')
  await finance.getByRole('button', { name: 'Propose award to Birch Ltd' }).click()
  await finance.getByRole('cell', { name: 'not signed' }).waitFor()
  await lead.goto(site.address + address)
  await lead.getByRole('button', { name: 'Sign award' }).click()
  await lead.getByText('Publish the award: the standstill begins with it.').waitFor()
  for (const stage of ['tender', 'award']) {
    await lead.getByRole('button', { name: `Publish ${stage}` }).click()
    await lead.getByRole('button', { name: `Publish ${stage}` }).waitFor({ state: 'detached' })
  }
  await lead.getByText('The contract can be signed from').waitFor()
  await isFit(lead)
  const record = await lead.context().request.get(`${site.address}${address}/record.json`)
  expect(await record.json()).toMatchObject({
    records: [{ compiledRelease: { awards: [{ value: { amount: 1_100_000, amountGross: 1_320_000 } }] } }],
  })
  await lead.getByRole('link', { name: 'Contracts', exact: true }).click()
  await lead.getByRole('link', { name: 'Kits for homes' }).click()
  await lead.getByText('It was awarded without indicators.').waitFor()
  await isFit(lead)
})

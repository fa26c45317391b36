import { beforeAll, describe, expect, test } from 'vitest'
import { putSetting, settings as knownSettings } from '../../apps/server/foundation/settings.ts'
import { testDatabase } from '../database.ts'
import { loadSmallCity } from '../small-city.ts'
import { accessibilityFaults, openSite, scrollsSideways, smallestLetters } from './open-page.ts'
import { download, rowsOf } from './read-page.ts'

const { database } = await testDatabase()
const site = await openSite(database)

const putLargest = (value: number, reason: string): Promise<unknown> =>
  database.withActor({ id: 'planner', role: 'planner' }, 'test', (tx) =>
    putSetting(tx, 'planner', {
      name: 'largest deployment area',
      value,
      source: 'test',
      reason,
      from: '2026-01-01',
    }),
  )

beforeAll(() => loadSmallCity(database))

describe('beside the plan', () => {
  test('the price ladder says what money buys, with the settings it rests on', async () => {
    const page = await site.open('/price-ladder')
    const rungs = rowsOf(page, 'What each budget buys')
    expect(await rungs.count()).toBe(12)
    await page.getByText('burglaries per 1,000 kits: 17.39').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Budgets').fill('£20,000 £40,000')
    await page.getByLabel('Prices of a kit').fill('10')
    await page.getByRole('button', { name: 'Show the ladder' }).click()
    expect(await rungs.count()).toBe(2)
    const file = await download(page, 'Download the ladder (CSV)')
    expect(file.rows.map((row) => row['kits'])).toEqual(['2000', '4000'])
    expect(Number(file.rows[0]?.['linear_burglaries_fewer'])).toBeCloseTo(34.78, 2)
    await page.getByLabel('Prices of a kit').fill('cheap')
    await page.getByRole('button', { name: 'Show the ladder' }).click()
    await page.getByRole('link', { name: 'Prices must be amounts of money, like £10 £12.72' }).waitFor()
    expect(await page.getByLabel('Prices of a kit').inputValue()).toBe('cheap')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
  })

  test('an order of starts is drawn from a seed, says what it could show, and is kept for good', async () => {
    const page = await site.open('/phase-in?kits=12000')
    await page.getByLabel('Seed').fill('words of the day')
    await page.getByRole('button', { name: 'Draw the order' }).click()
    const order = rowsOf(page, 'Order of starts')
    const drawn = await order.allInnerTexts()
    expect(drawn.length).toBeGreaterThan(5)
    expect(drawn.some((row) => row.includes('Held out'))).toBe(true)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    expect(await smallestLetters(page)).toBeGreaterThanOrEqual(11)
    await page.setViewportSize({ width: 1366, height: 900 })
    await page
      .getByText(/can(not)? be told/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep the order' }).click()
    await page.getByRole('link', { name: 'Enter a name to keep the order by' }).waitFor()
    await page.getByLabel('Name').fill('Spring start')
    await page.getByRole('button', { name: 'Keep the order' }).click()
    await page.getByRole('heading', { name: 'Spring start' }).waitFor()
    expect(await rowsOf(page, 'Order of starts').allInnerTexts()).toEqual(drawn)
    expect(await page.locator('.mettrace-digest').innerText()).toMatch(/^[0-9a-f]{64}$/)
    const file = await download(page, 'Download the order (CSV)')
    expect(file.rows).toHaveLength(drawn.length)
    expect(file.rows[0]).toMatchObject({ seed: 'words of the day' })
    const outlines = await site.fetch(`${new URL(page.url()).pathname}/order.geojson`)
    const { features } = (await outlines.json()) as GeoJSON.FeatureCollection
    expect(features.length).toBeGreaterThanOrEqual(drawn.length)
    expect(features[0]?.properties).toMatchObject({ seed: 'words of the day' })
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])

    const few = await site.open('/phase-in?kits=1500')
    await few.getByText('cannot be told here').waitFor()
    const wrong = await site.open('/phase-in?waves=0&holdout=x&first=soon&seed=')
    expect(await wrong.getByRole('alert').getByRole('link').allInnerTexts()).toEqual([
      'Waves must be a whole number from 1 to 24',
      'Held out must be a number, like 20',
      'First start must be a month, like 2027-01',
      'Enter the seed that was published',
    ])
    expect((await site.fetch('/phase-in/kept/nothing')).status).toBe(404)
    const foreign = await site.fetch('/phase-in', {
      method: 'POST',
      headers: { origin: 'https://other.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=x',
    })
    expect(foreign.status).toBe(400)
  })

  test('two drafts are kept and held against one another', async () => {
    const page = await site.open('/plan?kits=4000')
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await page.getByRole('link', { name: 'Enter a name to keep the draft by' }).waitFor()
    await page.getByLabel('Name of the draft').fill('First')
    await page.getByRole('button', { name: 'Keep the draft' }).click()
    await page.getByRole('heading', { name: 'First' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const second = await site.open("/plan?kits=6000&exclude=Saint%20John's")
    await second.getByLabel('Name of the draft').fill('More kits')
    await second.getByRole('button', { name: 'Keep as a draft' }).click()
    await second.getByRole('link', { name: 'Open it as a plan, with the data of today' }).click()
    expect(await second.getByLabel('Number of kits').inputValue()).toBe('6000')
    await second.getByRole('link', { name: 'Drafts', exact: true }).click()
    await second.getByLabel('First as before').check()
    await second.getByLabel('More kits as after').check()
    expect(await accessibilityFaults(second)).toEqual([])
    await second.getByRole('button', { name: 'Compare' }).click()
    const asked = rowsOf(second, 'What was asked differently')
    expect(await asked.allInnerTexts()).toEqual([
      expect.stringMatching(/^Kits\s+4000\s+6000$/),
      expect.stringMatching(/^Never taken\s+none\s+Saint John's$/),
    ])
    await second.getByText(/^Came in: [1-9]/).waitFor()
    expect(await accessibilityFaults(second)).toEqual([])
    await second.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(second)).toBe(false)
    expect((await site.fetch('/plan/drafts/nothing')).status).toBe(404)
  })

  test('earlier years are tried as if they had been ahead, and shown when they are worked out', async () => {
    const page = await site.open('/back-test?kits=4000')
    await page.getByRole('heading', { name: 'January 2024 to December 2024' }).waitFor()
    const years = await download(page, 'Download all years (CSV)')
    expect(years.rows[0]).toMatchObject({ from: '2024-01', way_of_choosing: 'mettrace' })
    const ways = rowsOf(page, 'Ways of choosing in January 2024')
    expect(await ways.count()).toBeGreaterThan(3)
    await page
      .getByText(/^The areas that MetTrace would have chosen held [\d.]+% of burglaries/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    await page.getByLabel('Number of kits').fill('x')
    await page.getByRole('button', { name: 'Try earlier years' }).click()
    await page.getByRole('link', { name: /^Number of kits must be/ }).waitFor()
    const short = await site.open('/back-test?until=2022-06')
    await short.getByText('There is too little history').waitFor()
  })

  test('settings stand with their versions, and a new one is what a plan then takes', async () => {
    const settings = rowsOf(await site.open('/settings'), 'Settings, every version')
    const known = await database.withActor({ id: 'planner', role: 'planner' }, 'test', knownSettings)
    expect(await settings.count()).toBe(known.size)
    await putLargest(2500, 'to see')
    const page = await site.open('/settings')
    await page.getByText('to see').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    const plan = await site.open('/plan')
    expect(await plan.getByLabel('Largest').inputValue()).toBe('2,500')
    await putLargest(2000, 'as before')
  })
})

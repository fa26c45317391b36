import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { allSettings, putSetting } from '../../apps/server/foundation/settings.ts'
import { testDatabase } from '../database.ts'
import { loadSmallCity } from '../small-city.ts'
import { accessibilityFaults, isFit, openSite, scrollsSideways, smallestLetters } from './open-page.ts'
import { isDressed } from './page-fonts.ts'
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

/** What the links of a page to areas ask about them, each question once. */
const questionsOfAreas = async (page: Page): Promise<Record<string, string>[]> => {
  const hrefs = await page
    .locator('main a[href*="/target/areas/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const questions = new Set(hrefs.map((href) => new URL(href, site.address).search))
  return [...questions].map((search) => Object.fromEntries(new URLSearchParams(search)))
}

beforeAll(() => loadSmallCity(database))

describe('beside the plan', () => {
  test('the price ladder says what money buys, with the settings it rests on', async () => {
    const page = await site.open('/target/price-ladder')
    const rungs = rowsOf(page, 'What each budget buys')
    expect(await rungs.count()).toBe(12)
    await page.getByText('burglaries per 1,000 kits: 17.39').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Budgets').fill('£20,000 £40,000')
    await page.getByLabel('Prices of a kit').fill('10')
    await page.getByRole('button', { name: 'Compare budgets' }).click()
    await expect.poll(() => rungs.count()).toBe(2)
    const file = await download(page, 'Download the ladder (CSV)')
    expect(file.rows.map((row) => row['kits'])).toEqual(['2000', '4000'])
    expect(Number(file.rows[0]?.['linear_burglaries_fewer'])).toBeCloseTo(34.78, 2)
    await page.getByLabel('Prices of a kit').fill('cheap')
    await page.getByRole('button', { name: 'Compare budgets' }).click()
    await page.getByRole('link', { name: 'Prices must be amounts of money, like £10 £12.72' }).waitFor()
    expect(await page.getByLabel('Prices of a kit').inputValue()).toBe('cheap')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
  })

  test('an order of starts is drawn from a seed, says what it could show, and is kept for good', async () => {
    const page = await site.open('/target/phase-in?kits=12000')
    await page.getByLabel('Seed').fill('words of the day')
    await page.getByRole('button', { name: 'Draw the order' }).click()
    const order = rowsOf(page, 'Order of starts')
    const drawn = await order.allInnerTexts()
    expect(drawn.length).toBeGreaterThan(5)
    expect(drawn.some((row) => row.includes('Left without kits'))).toBe(true)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    expect(await smallestLetters(page)).toBeGreaterThanOrEqual(11)
    await page.setViewportSize({ width: 1366, height: 900 })
    await isDressed(page)
    await page
      .getByText(/could (not )?tell/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save order' }).click()
    await page.getByRole('link', { name: 'Enter a name for the order' }).waitFor()
    await page.getByLabel('Name').fill('Spring start')
    await page.getByRole('button', { name: 'Save order' }).click()
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

    const few = await site.open('/target/phase-in?kits=1500')
    await few.getByText('We could not tell').waitFor()
    const wrong = await site.open('/target/phase-in?waves=0&holdout=x&first=soon&seed=')
    expect(await wrong.getByRole('alert').getByRole('link').allInnerTexts()).toEqual([
      'Waves must be a whole number from 1 to 24',
      'Areas left without kits must be a number, like 20',
      'First start must be a month, like 2027-01',
      'Enter the seed that was published',
    ])
    expect((await site.fetch('/target/phase-in/kept/nothing')).status).toBe(404)
    const foreign = await site.fetch('/target/phase-in', {
      method: 'POST',
      headers: { origin: 'https://other.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=x',
    })
    expect(foreign.status).toBe(400)
  })

  test('two drafts are kept and held against one another', async () => {
    const asked = { series: 'all-street', until: '2024-06', months: '6' }
    const page = await site.open('/target/plan?kits=4000')
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByRole('link', { name: 'Enter a name for the draft' }).waitFor()
    await page.getByLabel('Name of the draft').fill('First')
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByRole('heading', { name: 'First' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const second = await site.open(
      `/target/plan?kits=6000&exclude=Saint%20John's&${new URLSearchParams(asked).toString()}`,
    )
    await second.getByLabel('Name of the draft').fill('More kits')
    await second.getByRole('button', { name: 'Save draft' }).click()
    expect(await questionsOfAreas(second)).toEqual([asked])
    await second.getByRole('link', { name: 'Open it as a plan, with the data of today' }).click()
    expect(await second.getByLabel('Number of kits').inputValue()).toBe('6000')
    await second.getByRole('link', { name: 'Plan drafts', exact: true }).click()
    await second.getByLabel('First as before').check()
    await second.getByLabel('More kits as after').check()
    expect(await accessibilityFaults(second)).toEqual([])
    await second.getByRole('button', { name: 'Compare' }).click()
    const choices = rowsOf(second, 'Choices that differ')
    expect(await choices.allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Kits\s+4000\s+6000$/),
        expect.stringMatching(/^Never taken\s+none\s+Saint John's$/),
      ]),
    )
    await second.getByText(/^Came in: [1-9]/).waitFor()
    expect(await questionsOfAreas(second)).toContainEqual(asked)
    expect(await accessibilityFaults(second)).toEqual([])
    await second.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(second)).toBe(false)
    expect((await site.fetch('/target/plan/drafts/nothing')).status).toBe(404)
  })

  test('a draft is renamed and withdrawn: it leaves the list, and says at its address what befell it', async () => {
    const page = await site.open('/target/plan/drafts')
    await page.getByRole('link', { name: 'More kits' }).click()
    await page.getByLabel('Name of the draft').fill(' FIRST ')
    await page.getByRole('button', { name: 'Rename draft' }).click()
    await page
      .getByRole('link', { name: 'Another draft has the name “FIRST”. Enter a different name' })
      .click()
    expect(await page.getByLabel('Name of the draft').inputValue()).toBe(' FIRST ')
    await isFit(page)
    await page.getByLabel('Name of the draft').fill('Many kits')
    await page.getByRole('button', { name: 'Rename draft' }).click()
    await page.getByRole('heading', { name: 'Many kits' }).waitFor()
    await page.getByRole('button', { name: 'Withdraw draft' }).click()
    await page.getByRole('link', { name: 'Enter why the draft is withdrawn' }).waitFor()
    await page.getByLabel('Reason for withdrawing').fill('Too many')
    await page.getByRole('button', { name: 'Withdraw draft' }).click()
    await page.getByText(/^Withdrawn on .*: Too many$|Reason: Too many/).waitFor()
    expect(await page.getByRole('button', { name: 'Rename draft' }).count()).toBe(0)
    await isFit(page)
    await page.getByRole('link', { name: 'Drafts', exact: true }).click()
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['First'])
    await page.getByRole('link', { name: '1 withdrawn draft' }).click()
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['Many kits'])
  })

  test('earlier years are tried as if they had been ahead, and shown when they are worked out', async () => {
    const page = await site.open('/target/back-test?kits=4000')
    await page.getByRole('heading', { name: 'January 2024 to December 2024' }).waitFor()
    const years = await download(page, 'Download all years (CSV)')
    expect(years.rows[0]).toMatchObject({ from: '2024-01', way_of_choosing: 'mettrace' })
    const ways = rowsOf(page, 'Ways of choosing in January 2024')
    expect(await ways.count()).toBeGreaterThan(3)
    await page
      .getByText(/^The areas that MetTrace would have chosen had [\d.]+% of burglaries/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    await page.getByLabel('Number of kits').fill('x')
    await page.getByRole('button', { name: 'Try earlier years' }).click()
    await page.getByRole('link', { name: /^Number of kits must be/ }).waitFor()
    const short = await site.open('/target/back-test?until=2022-06')
    await short.getByText('Too little history').waitFor()
  })

  test('a setting is changed on its page, says who changed it, and is what a plan then takes', async () => {
    const page = await site.open('/target/settings')
    const known = await database.withActor({ id: 'planner', role: 'planner' }, 'test', allSettings)
    expect(await rowsOf(page, 'Settings in force').count()).toBe(known.length)
    expect(await page.getByRole('table').innerText()).toContain('March 2015')
    await isFit(page)
    await page.getByRole('link', { name: 'largest deployment area' }).click()
    await page.getByLabel('New value').fill('none')
    await page.getByRole('button', { name: 'Change setting' }).click()
    expect(await page.getByRole('alert').getByRole('link').allInnerTexts()).toEqual([
      'The value of “largest deployment area” must be a whole number from 1 to 1,000,000',
      'Enter where the new value is from',
      'Enter why the value changes',
    ])
    await isFit(page)
    await page.getByLabel('New value').fill('200')
    await page.getByLabel('Source').fill('test')
    await page.getByLabel('Why it changes').fill('to see')
    await page.getByRole('button', { name: 'Change setting' }).click()
    await page.getByRole('link', { name: /must be no smaller than the smallest, 300 homes/ }).waitFor()
    await page.getByLabel('New value').fill('2,500')
    await page.getByRole('button', { name: 'Change setting' }).click()
    const versions = rowsOf(page, 'Every version')
    expect(await versions.allInnerTexts()).toEqual([
      expect.stringMatching(/^2\s+2,500\s.*Priya Nair.*to see$/s),
      expect.stringMatching(/^1\s+2,000\s.*the product.*not changed$/s),
    ])
    await isFit(page)
    // Whoever looked at the version before is told who changed it, and changes nothing.
    const late = await site.open('/target/settings/largest%20deployment%20area')
    await putLargest(2400, 'meanwhile')
    await late.getByLabel('New value').fill('2600')
    await late.getByLabel('Source').fill('test')
    await late.getByLabel('Why it changes').fill('too late')
    await late.getByRole('button', { name: 'Change setting' }).click()
    await late.getByRole('link', { name: /was changed by planner while you looked at it/ }).waitFor()
    await putLargest(2500, 'as it was')
    const auditor = await site.open('/target/settings/largest%20deployment%20area', {
      as: 'auditor',
    })
    expect(await auditor.getByRole('button', { name: 'Change setting' }).count()).toBe(0)
    const plan = await site.open('/target/plan')
    expect(await plan.getByLabel('Largest').inputValue()).toBe('2,500')
    await putLargest(2000, 'as before')
  })
})

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { smallCityValidFrom } from '../small-city-files.ts'
import { loadSmallCity } from '../small-city.ts'
import {
  accessibilityFaults,
  openAllDetails,
  openSite,
  scrollsSideways,
  smallestLetters,
} from './open-page.ts'
import { download, rowsOf } from './read-page.ts'

const { database } = await testDatabase()
const site = await openSite(database)
const areaRows = (page: Page) => rowsOf(page, 'Expected burglaries in each area')

describe('before anything is loaded', () => {
  test('it says what to load, with the commands', async () => {
    const page = await site.open('/target/risk')
    await page.getByRole('heading', { name: 'Nothing is loaded yet' }).waitFor()
    await page.getByText('Still to be loaded: boundaries of areas, homes in each area, burglaries.').waitFor()
    expect(await page.getByText('npm run -s mettrace -- import').count()).toBe(3)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

test('an unknown address gets a plain page that leads back', async () => {
  const page = await site.open('/no-such-page')
  await page.getByRole('heading', { name: 'Page not found' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Go to your work' }).click()
  await page.getByRole('heading', { name: 'Your work', level: 1 }).waitFor()
})

describe('with a city loaded from files', () => {
  beforeAll(() => loadSmallCity(database))

  test('the page names series, history, period, place and the age of the data', async () => {
    const page = await site.open('/target/risk')
    expect(await page.title()).toBe('Risk by area: all burglary – Target – MetTrace')
    const scope = await page.locator('.mettrace-scope').innerText()
    expect(scope).toContain('all burglary, street files of data.police.uk')
    expect(scope).toContain('January 2021 to December 2024')
    expect(scope).toContain('January 2025 to December 2025')
    expect(scope).toContain('60 LSOAs')
    expect(scope).toContain('last import')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('tiles can be kept for ever, hold no figures, and are of one state of the boundaries only', async () => {
    const page = await site.open('/target/risk')
    const version = await page.locator('.mettrace-map__area').getAttribute('data-version')
    const tile = (state: string | null, at: string): Promise<Response> =>
      site.fetch(`/tiles/lsoa/${smallCityValidFrom}/${state}/${at}.mvt`)
    const whole = await tile(version, '11/1020/687')
    expect([whole.status, whole.headers.get('cache-control')]).toEqual([
      200,
      'private, max-age=31536000, immutable',
    ])
    const text = Buffer.from(await whole.arrayBuffer()).toString('latin1')
    expect(text).toContain('E019')
    expect(text).not.toMatch(/expected|burglar/)
    expect((await tile(version, '5/0/0')).status).toBe(204)
    for (const [state, at] of [
      ['999', '0/0/0'],
      [version, '15/0/0'],
      [version, '0/0/x'],
    ] as const) {
      expect((await tile(state, at)).status).toBe(404)
    }
    expect((await site.fetch(`/tiles/ground/${version}/0/0/0.mvt`)).status).toBe(204)
  })

  test('an area has a page with its months, found from the table or by a postcode', async () => {
    const page = await site.open('/target/risk')
    const [first] = await areaRows(page).locator('th a').all()
    const code = (await first?.innerText()) ?? ''
    await first?.click()
    await page.getByRole('heading', { name: 'Burglaries by month' }).waitFor()
    expect(await page.locator('.govuk-caption-xl').innerText()).toContain(code)
    await page.getByRole('img', { name: /^Burglaries in .* by month/ }).waitFor()
    const months = await download(page, 'Download the months (CSV)')
    expect(months.rows).toHaveLength(48)
    expect(months.rows[0]).toMatchObject({ code, month: '2021-01', series: 'all' })
    const totals = await page
      .locator('#months-caption')
      .locator('xpath=ancestor::table')
      .locator('tbody tr')
      .count()
    expect(totals).toBe(4)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    expect(await smallestLetters(page)).toBeGreaterThanOrEqual(11)
    await page.getByRole('link', { name: 'always include this area' }).click()
    await page.getByRole('heading', { name: 'Plan: all burglary', level: 1, exact: true }).waitFor()
    expect((await site.fetch(`/target/areas/lsoa/${smallCityValidFrom}/E01`)).status).toBe(404)

    const find = await site.open('/target/risk')
    await find.getByLabel('Find by code, name or postcode').fill('zx1 1aa')
    await find.getByRole('button', { name: 'Find' }).click()
    await find.getByRole('heading', { name: 'Burglaries by month' }).waitFor()
  })

  test('an earlier end of history is planned as if the rest were not known', async () => {
    const page = await site.open('/target/risk?until=2023-06&months=6')
    const scope = await page.locator('.mettrace-scope').innerText()
    expect(scope).toContain('January 2021 to June 2023')
    expect(scope).toContain('July 2023 to December 2023')
  })

  test('the areas sort, are found by name, and go on to the next page', async () => {
    const page = await site.open('/target/risk?months=6')
    await page.getByRole('link', { name: 'Homes', exact: true }).click()
    const homes = await areaRows(page).locator('td:nth-child(4)').allInnerTexts()
    expect(homes.map(Number)).toEqual(homes.map(Number).toSorted((a, b) => b - a))
    expect(
      await page.getByRole('columnheader', { name: 'Homes', exact: true }).last().getAttribute('aria-sort'),
    ).toBe('descending')
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByText('Areas 51 to 60 of 60').waitFor()
    expect(await areaRows(page).count()).toBe(10)
    await page.getByLabel('Find by code, name or postcode').fill("saint john's")
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText(/Areas 1 to 20 of 20/).waitFor()
    expect(await page.getByLabel('Months ahead').inputValue()).toBe('6')
    expect(page.url()).toContain('sort=homes')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Find by code, name or postcode').fill('<b>nowhere</b>')
    await page.getByRole('button', { name: 'Find' }).click()
    await page
      .getByText(
        'No area has “<b>nowhere</b>” in its code or name, and no postcode matches. Check the spelling.',
      )
      .waitFor()
  })

  test('the areas download as they are shown', async () => {
    const page = await site.open('/target/risk?find=Ash')
    const areas = await download(page, 'Download these areas (CSV)')
    expect(areas.rows).toHaveLength(20)
    expect(areas.rows[0]).toMatchObject({ series: 'all', source: 'street', history_until: '2024-12' })
  })

  test('320 px wide the page is never scrolled sideways', async () => {
    const page = await site.open('/target/risk', { viewport: { width: 320, height: 640 } })
    await openAllDetails(page)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

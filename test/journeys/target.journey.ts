import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putSetting, settings as knownSettings } from '../../apps/server/foundation/settings.ts'
import type { Actor } from '../../apps/server/foundation/with-actor.ts'
import { importAreas } from '../../apps/server/places/import-areas.ts'
import { importHomes } from '../../apps/server/places/import-homes.ts'
import { importPostcodes } from '../../apps/server/places/postcodes.ts'
import { importStreet } from '../../apps/server/target/import-street.ts'
import { testDatabase } from '../database.ts'
import { accessibilityFaults, focused, openAllDetails, openSite, scrollsSideways } from './open-page.ts'
import { smallCityValidFrom, writeSmallCity, type SmallCityFiles } from './small-city-files.ts'

const { database } = await testDatabase()
const site = await openSite(database)
const quiet = (): void => undefined
const importer: Actor = { id: 'planner', role: 'importer' }

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

/** The number that a figure of the summary shows. */
const figure = async (page: Page, label: string): Promise<number> => {
  const value = page
    .locator('.mettrace-figure')
    .filter({ has: page.locator('dt').getByText(label, { exact: true }) })
    .locator('.mettrace-figure__value')
  return Number.parseFloat((await value.innerText()).replaceAll(',', ''))
}
const rowsOf = (page: Page, caption: string) => page.getByRole('table', { name: caption }).locator('tbody tr')
const planRows = (page: Page) => rowsOf(page, 'Deployment areas')
const areaRows = (page: Page) => rowsOf(page, 'Expected burglaries in each area')

const download = async (
  page: Page,
  link: string,
): Promise<{ name: string; rows: Record<string, string>[] }> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ])
  const content = readFileSync(await file.path(), 'utf8')
  return { name: file.suggestedFilename(), rows: parse(content, { columns: true }) }
}

describe('before anything is loaded', () => {
  test.each(['/', '/plan'])('%s says what to load, with the commands', async (path) => {
    const page = await site.open(path)
    await page.getByRole('heading', { name: 'Nothing is loaded yet' }).waitFor()
    await page.getByText('Still to be loaded: boundaries of areas, homes in each area, burglaries.').waitFor()
    expect(await page.getByText('npm run -s mettrace -- import').count()).toBe(3)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('addresses beside the page', () => {
  test('health answers', async () => {
    const answer = await fetch(`${site.address}/health`)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ok', version: expect.any(String), database: true },
    ])
  })

  test('an unknown address gets a plain page that leads back', async () => {
    const page = await site.open('/no-such-page')
    await page.getByRole('heading', { name: 'Page not found' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Go to where burglary falls on homes' }).click()
    await page.getByRole('heading', { name: 'Nothing is loaded yet' }).waitFor()
  })
})

describe('with a city loaded from files', () => {
  let folder: string
  let files: SmallCityFiles

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mettrace-journey-'))
    files = await writeSmallCity(folder)
    await importAreas(database, importer, [files.areas], quiet, {
      kind: 'lsoa',
      validFrom: smallCityValidFrom,
    })
    await importHomes(database, importer, [files.homes], quiet, { code: 'LSOA11CD', homes: 'HHOLDS' })
    await importStreet(database, importer, [files.street], quiet)
    await importPostcodes(database, importer, [files.postcodes], quiet)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('the page names series, history, period, place and the age of the data', async () => {
    const page = await site.open('/')
    expect(await page.title()).toBe('Where burglary falls on homes – MetTrace')
    const scope = await page.locator('.mettrace-scope').innerText()
    expect(scope).toContain('all burglary, street files of data.police.uk')
    expect(scope).toContain('January 2021 to December 2024')
    expect(scope).toContain('January 2025 to December 2025')
    expect(scope).toContain('60 LSOAs')
    expect(scope).toContain('last import')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('more kits choose more areas, less saturation more still', async () => {
    const page = await site.open('/plan?kits=4000')
    const first = await figure(page, 'Homes in them')
    await page.getByLabel('Number of kits').fill('8,000')
    await page.getByRole('button', { name: 'Show the plan' }).click()
    const second = await figure(page, 'Homes in them')
    expect(second).toBeGreaterThan(first)
    expect(await planRows(page).count()).toBe(await figure(page, 'Deployment areas'))
    await page.getByLabel('Saturation').fill('50')
    await page.getByRole('button', { name: 'Show the plan' }).click()
    expect(await figure(page, 'Homes in them')).toBeGreaterThan(second)
    expect(await page.getByLabel('Number of kits').inputValue()).toBe('8,000')
  })

  test('the map draws the areas, tells their figures, and asks nobody else for anything', async () => {
    const page = await site.open('/plan?kits=4000')
    const asked: string[] = []
    page.on('request', (request) => {
      // The map's worker is made of its own code, under a blob's address.
      if (!request.url().startsWith('blob:')) asked.push(new URL(request.url()).host)
    })
    await page.reload()
    const map = page.locator('.mettrace-map__area')
    await map.scrollIntoViewIfNeeded()
    await page.locator('.mettrace-map__area[data-drawn]').waitFor()
    await map.locator('canvas').focus()
    await expect
      .poll(async () => {
        await page.keyboard.press('Enter')
        return page.locator('.mettrace-map__told').innerText()
      })
      .toMatch(/expected, [\d.]+ × the mean rate/)
    const told = page.locator('.mettrace-conditions')
    await told.getByRole('button', { name: 'Never take' }).click()
    const code = await page.getByLabel('Never take').inputValue()
    expect(code).toMatch(/^E019\d{5}$/)
    await told.getByText(`${code} is in the list`).waitFor()
    expect(new Set(asked)).toEqual(new Set([new URL(site.address).host]))
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('tiles can be kept for ever, hold no figures, and are of one state of the boundaries only', async () => {
    const page = await site.open('/')
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
    const page = await site.open('/')
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
    await page.getByRole('link', { name: 'always taken' }).click()
    await page.getByRole('heading', { name: 'Where the kits would do most good' }).waitFor()
    expect((await site.fetch(`/areas/lsoa/${smallCityValidFrom}/E01`)).status).toBe(404)

    const find = await site.open('/')
    await find.getByLabel('Find by code, name or postcode').fill('zx1 1aa')
    await find.getByRole('button', { name: 'Find' }).click()
    await find.getByRole('heading', { name: 'Burglaries by month' }).waitFor()
  })

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

  test('the slider chooses in the page itself, as the server does', async () => {
    const page = await site.open('/plan?kits=4000&smallest=1000')
    const slider = page.getByLabel('More or fewer kits')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    const words = page.locator('.mettrace-slider__words')
    await words.getByText('With 4,080 kits:').waitFor()
    expect(await page.getByLabel('Number of kits', { exact: true }).inputValue()).toBe('4,080')
    const [, expected] = /([\d.]+) burglaries expected/.exec(await words.innerText()) ?? []
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.waitForURL(/kits=4%2C080/)
    // The slider begins from the plan there was, the server from nothing: both within the gap of the bound.
    const shown = await figure(page, 'Burglaries expected there')
    expect(Math.abs(Number(expected) - shown)).toBeLessThan(0.03 * shown + 0.5)
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

  test('deployment areas keep to the sizes that are asked for', async () => {
    const page = await site.open('/plan?kits=8000&smallest=1500&largest=2500')
    const sizes = await planRows(page).locator('td:nth-child(4)').allInnerTexts()
    expect(sizes.length).toBeGreaterThan(1)
    for (const size of sizes.map((text) => Number(text.replaceAll(',', '')))) {
      expect(size).toBeGreaterThanOrEqual(1500)
      expect(size).toBeLessThanOrEqual(2500)
    }
    await planRows(page).first().locator('summary').click()
    await planRows(page)
      .first()
      .getByText(/^Expects [\d.]+ burglaries among its/)
      .waitFor()
  })

  test('an area left out is not in the plan, one always taken is; a borough goes by its name', async () => {
    const page = await site.open('/plan?kits=4000')
    const codesOf = async (): Promise<string[]> => {
      const links = await planRows(page).locator('a.mettrace-code').all()
      return Promise.all(
        links.map(async (link) => ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? ''),
      )
    }
    const codes = await codesOf()
    const [first = ''] = codes
    const other = files.codes.find((code) => !codes.includes(code)) ?? ''
    await page.getByText('Conditions', { exact: true }).click()
    await page.getByLabel('Never take').fill(first)
    await page.getByLabel('Always take', { exact: true }).fill(other)
    await page.getByRole('button', { name: 'Show the plan' }).click()
    const changed = await codesOf()
    expect(changed).toContain(other)
    expect(changed).not.toContain(first)
    await page.getByLabel('Always take', { exact: true }).fill('')
    await page.getByLabel('Never take').fill("Saint John's")
    await page.getByRole('button', { name: 'Show the plan' }).click()
    expect(await planRows(page).getByText("Saint John's").count()).toBe(0)
    await page.getByLabel('Never take').fill('E99')
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByRole('link', { name: 'There is no area E99.' }).waitFor()
  })

  test('an earlier end of history is planned as if the rest were not known', async () => {
    const page = await site.open('/?until=2023-06&months=6')
    const scope = await page.locator('.mettrace-scope').innerText()
    expect(scope).toContain('January 2021 to June 2023')
    expect(scope).toContain('July 2023 to December 2023')
  })

  test('wrong input is told at its field, and what was typed is kept', async () => {
    const page = await site.open('/plan')
    await page.getByLabel('Number of kits').fill('abc')
    await page.getByLabel('History until').fill('2031-01')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('kits=abc')),
      page.getByRole('button', { name: 'Show the plan' }).click(),
    ])
    expect(answer.status()).toBe(400)
    await page.waitForLoadState()
    expect(await page.title()).toMatch(/^Error: /)
    const summary = page.getByRole('alert')
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'Number of kits must be a whole number, like 129,780',
      'History until must be between January 2021 and December 2024, the months that are loaded',
    ])
    expect(await page.getByLabel('Number of kits').inputValue()).toBe('abc')
    expect(await page.getByLabel('History until').inputValue()).toBe('2031-01')
    expect(await accessibilityFaults(page)).toEqual([])
    await summary.getByRole('link').first().click()
    expect(await focused(page, 'id')).toBe('kits')
  })

  test('the areas sort, are found by name, and go on to the next page', async () => {
    const page = await site.open('/?months=6')
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
      .getByText('No area has “<b>nowhere</b>” in its code or name, and it is no postcode that is loaded.')
      .waitFor()
  })

  test('both tables download as they are shown, as tables and with outlines', async () => {
    const page = await site.open('/plan?kits=4000&find=Ash')
    const plan = await download(page, 'Download the plan (CSV)')
    expect(plan.name).toBe('mettrace-plan-lsoa-all-until-2024-12-12-months.csv')
    const kits = new Map(plan.rows.map((row) => [row['deployment_area'], Number(row['kits'])]))
    expect(kits.size).toBe(await figure(page, 'Deployment areas'))
    expect([...kits.values()].reduce((sum, each) => sum + each, 0)).toBe(await figure(page, 'Kits used'))
    const outlines = await site.fetch('/plan.geojson?kits=4000')
    expect(outlines.headers.get('content-type')).toBe('application/geo+json')
    const { type, features } = (await outlines.json()) as GeoJSON.FeatureCollection
    expect([type, features.length]).toEqual(['FeatureCollection', plan.rows.length])
    const risk = await site.open('/?find=Ash')
    const areas = await download(risk, 'Download these areas (CSV)')
    expect(areas.rows).toHaveLength(20)
    expect(areas.rows[0]).toMatchObject({ series: 'all', source: 'street', history_until: '2024-12' })
  })

  test('what is typed on the command line is on the page', async () => {
    const page = await site.open('/plan?kits=4000&exclude=E01900001')
    await page.getByText('The same figures from the command line').click()
    await page
      .getByText(
        'plan --kits 4000 --saturation 0.85 --until 2024-12 --months 12 --kind lsoa --series all --source street --smallest 300 --largest 2000 --exclude E01900001',
      )
      .waitFor()
  })

  test('a download of a wrong question is refused', async () => {
    const answer = await site.fetch('/plan.csv?kits=abc', {
      headers: { accept: 'application/json' },
    })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'usage',
        message: 'Number of kits must be a whole number, like 129,780',
      }),
    ])
  })

  test('the keyboard alone skips to the content, plans, and reads a table sideways', async () => {
    const page = await site.open('/plan', { viewport: { width: 500, height: 800 } })
    await page.keyboard.press('Tab')
    expect(await focused(page, 'text')).toBe('Skip to main content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused(page, 'id')).toBe('kits')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('5000')
    await Promise.all([page.waitForURL(/kits=5000/), page.keyboard.press('Enter')])
    const reached: (string | null)[] = []
    for (let step = 0; step < 60 && !reached.includes('plan-caption'); step += 1) {
      await page.keyboard.press('Tab')
      reached.push(await focused(page, 'aria-labelledby'))
    }
    expect(reached).toContain('other-caption')
    expect(reached).toContain('plan-caption')
    const region = page.getByRole('region', { name: 'Deployment areas, the highest rate first' })
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
  })

  test.each([
    ['320 px wide', '/'],
    ['320 px wide', '/plan?kits=8000'],
    [
      '320 px wide with errors',
      '/plan?kits=abc&saturation=x&until=x&months=x&smallest=x&largest=x&most=x&floor=x',
    ],
    ['320 px wide with everything open', '/plan?exclude=E01900001&plan=all'],
  ])('%s the page is never scrolled sideways', async (_, path) => {
    const page = await site.open(path, { viewport: { width: 320, height: 640 } })
    await openAllDetails(page)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('on paper there is no form, and every row is there', async () => {
    const page = await site.open('/plan?kits=8000')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByLabel('More or fewer kits').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Keep as a draft' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Show the plan' }).isVisible()).toBe(false)
    expect(await page.getByRole('table', { name: 'Deployment areas, the' }).isVisible()).toBe(true)
  })
})

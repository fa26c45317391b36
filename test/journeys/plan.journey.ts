import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { loadSmallCity } from '../small-city.ts'
import { accessibilityFaults, focused, openAllDetails, openSite, scrollsSideways } from './open-page.ts'
import { download, figure, rowsOf } from './read-page.ts'

const { database } = await testDatabase()
const site = await openSite(database)
const planRows = (page: Page) => rowsOf(page, 'Deployment areas')

describe('before anything is loaded', () => {
  test('it says what to load, with the commands', async () => {
    const page = await site.open('/target/plan')
    await page.getByRole('heading', { name: 'Nothing is loaded yet' }).waitFor()
    await page.getByText('Still to be loaded: boundaries of areas, homes in each area, burglaries.').waitFor()
    expect(await page.getByText('npm run -s mettrace -- import').count()).toBe(3)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('with a city loaded from files', () => {
  let codes: string[]

  beforeAll(async () => {
    codes = await loadSmallCity(database)
  })

  test('more kits choose more areas, less saturation more still', async () => {
    const page = await site.open('/target/plan?kits=4000')
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
    const page = await site.open('/target/plan?kits=4000')
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

  test('the slider chooses in the page itself, as the server does', async () => {
    const page = await site.open('/target/plan?kits=4000&smallest=1000')
    const slider = page.getByLabel('More or fewer kits')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    const words = page.locator('.mettrace-slider__words')
    await words.getByText('With 4,080 kits:').waitFor()
    expect(await page.getByLabel('Number of kits', { exact: true }).inputValue()).toBe('4,080')
    expect(await slider.getAttribute('aria-valuetext')).toBe('4,080 kits')
    // One answer on the page: what was worked out for 4,000 is put away, and comes back with them.
    expect(await page.locator('.mettrace-figure').first().isVisible()).toBe(false)
    expect(await page.locator('#plan').isVisible()).toBe(false)
    await page.keyboard.press('ArrowLeft')
    await words.getByText('With 4,000 kits:').waitFor()
    expect(await page.locator('.mettrace-figure').first().isVisible()).toBe(true)
    await page.keyboard.press('ArrowRight')
    await words.getByText('With 4,080 kits:').waitFor()
    const [, expected] = /([\d.]+) burglaries expected/.exec(await words.innerText()) ?? []
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.waitForURL(/kits=4%2C080/)
    // The slider begins from the plan there was, the server from nothing: both within the gap of the bound.
    const shown = await figure(page, 'Burglaries expected in these areas')
    expect(Math.abs(Number(expected) - shown)).toBeLessThan(0.03 * shown + 0.5)
  })

  test('deployment areas keep to the sizes that are asked for', async () => {
    const page = await site.open('/target/plan?kits=8000&smallest=1500&largest=2500')
    const sizes = await planRows(page).locator('td:nth-child(4)').allInnerTexts()
    expect(sizes.length).toBeGreaterThan(1)
    for (const size of sizes.map((text) => Number(text.replaceAll(',', '')))) {
      expect(size).toBeGreaterThanOrEqual(1500)
      expect(size).toBeLessThanOrEqual(2500)
    }
    await planRows(page).first().locator('summary').click()
    await planRows(page)
      .first()
      .getByText(/^We expect [\d.]+ burglaries among its/)
      .waitFor()
  })

  test('an area left out is not in the plan, one always taken is; a borough goes by its name', async () => {
    const page = await site.open('/target/plan?kits=4000')
    const codesOf = async (): Promise<string[]> => {
      const links = await planRows(page).locator('a.mettrace-code').all()
      return Promise.all(
        links.map(
          async (link) =>
            ((await link.getAttribute('href')) ?? '').split(/[/?]/).find((part) => codes.includes(part)) ??
            '',
        ),
      )
    }
    const taken = await codesOf()
    const [first = ''] = taken
    const other = codes.find((code) => !taken.includes(code)) ?? ''
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
    await expect.poll(() => planRows(page).getByText("Saint John's").count()).toBe(0)
    await page.getByLabel('Never take').fill('E99')
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByRole('link', { name: 'There is no area E99.' }).waitFor()
  })

  test('wrong input is told at its field, and what was typed is kept', async () => {
    const page = await site.open('/target/plan')
    await page.getByLabel('Number of kits').fill('abc')
    await page.getByLabel('Use data up to').fill('2031-01')
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
      'Use data up to must be between January 2021 and December 2024, the months that are loaded',
    ])
    expect(await page.getByLabel('Number of kits').inputValue()).toBe('abc')
    expect(await page.getByLabel('Use data up to').inputValue()).toBe('2031-01')
    expect(await accessibilityFaults(page)).toEqual([])
    await summary.getByRole('link').first().click()
    expect(await focused(page, 'id')).toBe('kits')
  })

  test('the plan downloads as it is shown, as a table and with outlines', async () => {
    const page = await site.open('/target/plan?kits=4000')
    const plan = await download(page, 'Download the plan (CSV)')
    expect(plan.name).toBe('OFFICIAL-SENSITIVE_mettrace-plan-lsoa-all-until-2024-12-12-months.csv')
    const kits = new Map(plan.rows.map((row) => [row['deployment_area'], Number(row['kits'])]))
    expect(kits.size).toBe(await figure(page, 'Deployment areas'))
    expect([...kits.values()].reduce((sum, each) => sum + each, 0)).toBe(await figure(page, 'Kits used'))
    const outlines = await site.fetch('/target/plan.geojson?kits=4000')
    expect(outlines.headers.get('content-type')).toBe('application/geo+json')
    const { type, features } = (await outlines.json()) as GeoJSON.FeatureCollection
    const areas = plan.rows.flatMap((row) => row['codes']?.split(' ') ?? [])
    expect([type, features.length]).toEqual(['FeatureCollection', areas.length])
  })

  test('what is typed on the command line is on the page', async () => {
    const page = await site.open('/target/plan?kits=4000&exclude=E01900001')
    await page.getByText('The same figures from the command line').click()
    await page
      .getByText(
        'plan --kits 4000 --saturation 0.85 --until 2024-12 --months 12 --kind lsoa --series all --source street --smallest 300 --largest 2000 --exclude E01900001',
      )
      .waitFor()
  })

  test('a download of a wrong question is refused', async () => {
    const answer = await site.fetch('/target/plan.csv?kits=abc', {
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
    const page = await site.open('/target/plan', { viewport: { width: 500, height: 800 } })
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
    ['320 px wide', '/target/plan?kits=8000'],
    [
      '320 px wide with errors',
      '/target/plan?kits=abc&saturation=x&until=x&months=x&smallest=x&largest=x&most=x&floor=x',
    ],
    ['320 px wide with everything open', '/target/plan?exclude=E01900001&plan=all'],
  ])('%s the page is never scrolled sideways', async (_, path) => {
    const page = await site.open(path, { viewport: { width: 320, height: 640 } })
    await openAllDetails(page)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('on paper there is no form, and every row is there', async () => {
    const page = await site.open('/target/plan?kits=8000')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByLabel('More or fewer kits').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Save draft' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Show the plan' }).isVisible()).toBe(false)
    expect(await page.getByRole('table', { name: 'Deployment areas, the' }).isVisible()).toBe(true)
  })
})

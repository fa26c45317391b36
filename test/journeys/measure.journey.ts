import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { keepProgramme } from '../../apps/server/rooms/measure/programme/kept-programmes.ts'
import { parseProgramme } from '../../apps/server/rooms/measure/programme/read-programme.ts'
import { testDatabase } from '../database.ts'
import { pdfPages } from '../pdf-text.ts'
import { loadSmallCity } from '../small-city.ts'
import {
  accessibilityFaults,
  focused,
  isFit,
  openAllDetails,
  openSite,
  scrollsSideways,
  smallestLetters,
} from './open-page.ts'

const { database } = await testDatabase()
const site = await openSite(database)
let codes: string[]

beforeAll(async () => {
  codes = await loadSmallCity(database)
})

const programme = (change: object = {}): string =>
  JSON.stringify({
    name: 'Four streets',
    series: 'all',
    selection: { from: '2022-07', to: '2023-06', rule: 'highest' },
    deployments: [0, 7, 22, 41].map((at) => ({ areas: [codes[at]], start: '2023-08' })),
    protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2024-06-01' },
    ...change,
  })

/** Keeps a programme as a person does, with the keyboard alone; the page that follows. */
const keep = async (text: string, { version = false } = {}) => {
  const page = await site.open('/measure')
  await openAllDetails(page)
  await page.getByLabel('The programme in JSON').focus()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Tab')
  if (version) await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
  return page
}

// The first report of a city waits for a thread that loads the statistics.
describe('Measure', () => {
  test('says what is wrong with a programme, keeps what was typed, and leads to it', async () => {
    const page = await keep('{"name": "Four streets", "series": "some"}')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('series')
    expect(await page.getByLabel('The programme in JSON').inputValue()).toContain('"some"')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('reads a programme from a file into the field, where it can be looked at before it is kept', async () => {
    const page = await site.open('/measure')
    await openAllDetails(page)
    const file = { name: 'four-streets.json', mimeType: 'application/json', buffer: Buffer.from(programme()) }
    await page.getByLabel('Read it from a file').setInputFiles(file)
    await page.getByText('four-streets.json was read into the field below').waitFor()
    expect(await page.getByLabel('The programme in JSON').inputValue()).toBe(programme())
    const large = { ...file, name: 'large.json', buffer: Buffer.alloc(5 * 1024 * 1024, ' ') }
    await page.getByLabel('Read it from a file').setInputFiles(large)
    await page.getByText('large.json was not read').waitFor()
    expect(await page.getByLabel('The programme in JSON').inputValue()).toBe(programme())
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('reports a kept programme: we cannot tell, why, the simple before and after first, a table for every chart', async () => {
    const page = await keep(programme())
    await page.getByRole('heading', { name: 'Four streets' }).waitFor()
    await page.getByRole('heading', { name: 'We cannot tell if the kits worked.' }).waitFor()
    expect(await page.locator('.mettrace-claim li').count()).toBeGreaterThan(0)
    const headings = await page.locator('.mettrace-section h2').allInnerTexts()
    expect(headings[0]).toContain('Simple before and after')
    const charts = await page.locator('svg.mettrace-chart').count()
    expect(charts).toBeGreaterThan(2)
    expect(await page.getByRole('table').count()).toBeGreaterThanOrEqual(charts)
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity/)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('keeps the letters of its charts large enough on a phone, each scrolled in a frame of its own', async () => {
    const page = await site.open('/measure')
    await page.getByRole('link', { name: 'Four streets' }).click()
    await page.getByRole('heading', { name: 'Every way of looking' }).waitFor()
    await openAllDetails(page)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await scrollsSideways(page)).toBe(false)
      expect(await smallestLetters(page)).toBeGreaterThanOrEqual(11)
    }
    const frame = page.getByRole('region', { name: 'Chart: Month by month' })
    await frame.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    expect(await accessibilityFaults(page)).toEqual([])
    const specifications = page.getByRole('table', { name: 'The effect by method, controls and window' })
    expect((await specifications.boundingBox())?.height).toBeLessThan(4 * 844)
  })

  test('publishes the report on the day of the protocol, and marks what departs from it', async () => {
    const again = await keep(programme({ name: 'FOUR streets' }))
    await again.getByRole('link', { name: 'Another programme has the name “FOUR streets”.' }).waitFor()
    const page = await keep(programme({ controls: { metres: 500 } }), { version: true })
    expect(await page.locator('.govuk-caption-xl').innerText()).toContain('Report, published on')
    expect(await page.locator('main').innerText()).toContain('agreed for 1 June 2024')
    expect(await page.getByText('Departs from the protocol:').count()).toBe(0)
    await page.getByRole('link', { name: 'What today’s data says' }).click()
    await page.getByText('Departs from the protocol:').first().waitFor()
    await page.getByRole('link', { name: 'the published report' }).waitFor()
    await isFit(page)
    await page.getByRole('link', { name: 'Protocol, versions and name' }).click()
    await page.getByRole('heading', { name: 'Protocol', level: 1, exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Published' }).waitFor()
    expect(
      await page.getByRole('table', { name: 'Versions of this programme' }).locator('tbody tr').count(),
    ).toBe(2)
    await isFit(page)
    const digest = await page.locator('dd.mettrace-digest').innerText()
    const { rows } = await database.withActor({ id: 'planner', role: 'planner' }, 'test', (tx) =>
      tx.query<{ content: Record<string, unknown>; name: string; day: string }>(
        `select content, name, publish_on as day from measure.protocol`,
      ),
    )
    // As the page says that it is made.
    const ordered = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(ordered)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toSorted(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, inner]) => [key, ordered(inner)]),
            )
          : value
    const [fixed] = rows
    const text = [fixed?.name, fixed?.day, JSON.stringify(ordered(fixed?.content))].join('\n')
    expect(digest).toBe(createHash('sha256').update(text).digest('hex'))
  })

  test('lets an officer redo displacement by hand', async () => {
    const page = await site.open('/measure')
    await page.getByRole('link', { name: 'Four streets' }).click()
    await page.getByRole('link', { name: 'Check it by hand' }).click()
    await page.getByRole('heading', { name: 'Displacement check' }).waitFor()
    await isFit(page)
    const cells = await page
      .getByRole('table', { name: 'Burglaries in the four places' })
      .locator('tbody tr')
      .all()
    const places = await Promise.all(
      cells.map(async (row) =>
        (await row.locator('td').allInnerTexts()).map((text) => Number(text.replaceAll(',', ''))),
      ),
    )
    const change = (at: number): number => (places[at]![3]! - places[at]![2]!) / places[at]![4]!
    const shown = await page
      .getByRole('table', { name: 'Differences' })
      .locator('tbody tr')
      .first()
      .locator('td')
      .first()
      .innerText()
    expect(Math.abs(change(0) - change(1) - Number(shown.replace('−', '-')))).toBeLessThan(0.2)
  })

  test('keeps nothing of what cannot be measured, and says why', async () => {
    const wrong = programme({
      name: 'Too late',
      deployments: [{ areas: [codes[0]], start: '2031-01' }],
      selection: undefined,
      protocol: undefined,
    })
    const page = await keep(wrong)
    await page.getByRole('link', { name: /^Kits start after the last month that is loaded/ }).waitFor()
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('2031-01')
    expect(await page.getByLabel('The programme in JSON').inputValue()).toBe(wrong)
    const unknown = await keep(
      programme({ name: 'Elsewhere', deployments: [{ areas: ['X'], start: '2023-08' }] }),
    )
    await unknown.getByRole('link', { name: /^The programme names areas that are not among those/ }).waitFor()
    const { rows } = await database.withActor({ id: 'planner', role: 'planner' }, 'test', (tx) =>
      tx.query(`select from measure.programme where name in ('Too late', 'Elsewhere')`),
    )
    expect(rows).toEqual([])
  })

  test('starts from a draft: what is missing is said beside its field, and what was expected is kept', async () => {
    const plan = await site.open('/target/plan?kits=4000&until=2023-07')
    await plan.getByLabel('Name of the draft').fill('Summer draft')
    await plan.getByRole('button', { name: 'Save draft' }).click()
    await plan.getByRole('link', { name: 'Measure this draft' }).click()
    await isFit(plan)
    const save = plan.getByRole('button', { name: 'Save and measure' }).first()
    await save.click()
    await plan
      .getByRole('link', { name: 'The month of the first kits must be a month, like 2027-01' })
      .waitFor()
    await plan.getByLabel('Month of the first kits').fill('2023-06')
    await save.click()
    await plan.getByRole('link', { name: /must end before the first start/ }).click()
    expect(await focused(plan, 'id')).toBe('start')
    await plan.getByLabel('Month of the first kits').fill('2035-01')
    await save.click()
    await plan.getByRole('link', { name: /no protocol is agreed/ }).click()
    expect(await focused(plan, 'id')).toBe('publishOn')
    await isFit(plan)
    await plan.getByLabel('Publish the report on').fill('2036-01-01')
    await save.click()
    await plan.getByText('Cannot be measured yet.').waitFor()
    await plan.goto(`${site.address}/measure`)
    await plan.getByLabel('Draft or order of starts').selectOption({ index: 1 })
    await plan.getByLabel('Month of the first kits').fill('2023-09')
    await save.click()
    await plan.getByRole('link', { name: 'Another programme has the name “Summer draft”.' }).waitFor()
    await plan.getByLabel('Name of the programme').fill('Autumn')
    await save.click()
    await plan.getByRole('heading', { name: 'Autumn' }).waitFor()
    await plan.getByText('burglaries of August 2022 to July 2023').waitFor()
  })

  test('explains its methods and shows where the plain comparison fails', async () => {
    const page = await site.open('/measure/method')
    await page.getByRole('heading', { name: 'Methods', level: 1 }).waitFor()
    expect(await page.getByRole('term').filter({ hasText: 'Where it fails' }).count()).toBeGreaterThan(10)
    await isFit(page)
  })
})

/** Prints a page on A4, and says what stands on each sheet. */
const printed = async (path: string): Promise<string[]> => {
  const page = await site.open(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const pdf = await page.pdf({ format: 'A4', printBackground: false })
  return pdfPages(pdf)
}

describe('a print', () => {
  let report: string

  beforeAll(async () => {
    report = await database.withActor({ id: 'planner', role: 'planner' }, 'test', (tx) =>
      keepProgramme(tx, 'planner', parseProgramme(programme({ name: 'Four sheets', protocol: undefined }))),
    )
  })

  test.each([
    ['plan', () => '/target/plan?kits=12000'],
    ['area', () => `/target/areas/lsoa/2011-01-01/${codes[0]}`],
    ['report', () => `/measure/programmes/${report}`],
    ['risk', () => '/target/risk'],
    ['settings', () => '/target/settings'],
  ])('of the page %s has the marking once on every sheet, and nothing to press', async (_name, path) => {
    const sheets = await printed(path())
    expect(sheets.length).toBeGreaterThan(0)
    expect(sheets.map((sheet) => sheet.split('OFFICIAL-SENSITIVE').length - 1)).toEqual(sheets.map(() => 1))
    expect(sheets.join('')).not.toMatch(/Show the plan|Sign out|Skip to main/)
  })
})

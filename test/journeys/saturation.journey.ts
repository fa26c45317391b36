import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown, townHomes, type TownHome } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'
import { download, rowsOf } from './read-page.ts'

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
const town = await putSaturationTown(database, owner)
const site = await openSite(database)

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`

/** What a table must show of some homes, counted one by one. */
const byHand = (homes: readonly TownHome[]) => {
  const counted = (...states: string[]): number => homes.filter(({ state }) => states.includes(state)).length
  const all = homes.length - counted('excluded')
  const isProtected = counted('protected')
  let wanted = 0
  while (100 * wanted < 85 * all) wanted++
  const found = counted('protected', 'delivered', 'refused', 'come back')
  return {
    homes: all,
    protected: isProtected,
    delivered: counted('delivered'),
    refused: counted('refused'),
    noAnswer: counted('no answer'),
    notYet: counted('not yet', 'come back'),
    excluded: counted('excluded'),
    share: percent(isProtected, all),
    bounds: `${percent(isProtected, homes.length)} to ${percent(isProtected, found)}`,
    toGo: Math.max(0, wanted - isProtected),
  }
}
const homesOf = (part: Partial<TownHome>): TownHome[] =>
  townHomes.filter((home) =>
    Object.entries(part).every(([key, value]) => home[key as keyof TownHome] === value),
  )

/** The cells of a row as words, by the headings of its table. */
const cellsOf = async (page: Page, caption: string, of: string): Promise<Record<string, string>> => {
  const table = page.getByRole('table', { name: caption })
  const headings = await table.locator('thead th').allInnerTexts()
  const row = table.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: of }) })
  const cells = await row.locator('th, td').allInnerTexts()
  return Object.fromEntries(headings.map((heading, at) => [heading.trim(), cells[at]!.trim()]))
}

const isCountedByHand = (cells: Record<string, string>, homes: readonly TownHome[]): void => {
  const hand = byHand(homes)
  const told = Object.fromEntries(
    Object.entries(cells).map(([heading, cell]) => [
      heading.replace(/ protected|, bounds| to 85%/g, ''),
      cell,
    ]),
  )
  expect(told).toMatchObject({
    Share: `${hand.share}\n${hand.bounds}`,
    'To go': hand.toGo === 0 ? 'reached' : String(hand.toGo),
    Homes: String(hand.homes),
    Protected: String(hand.protected),
    'Delivered only': String(hand.delivered),
    Refused: String(hand.refused),
    'No answer': String(hand.noAnswer),
    'Not yet': String(hand.notYet),
  })
}

describe('how far places are', () => {
  test('a programme lead goes from the list to a ward, an area and its streets: every figure is that counted by hand', async () => {
    const page = await site.open('/deliver/saturation', { as: 'programme-lead' })
    isCountedByHand(
      await cellsOf(page, 'Deployments under way 1 to 1 of 1', 'Millside'),
      homesOf({ area: 'E1' }),
    )
    await isFit(page)
    await page.getByRole('link', { name: 'BCUs' }).click()
    const north = townHomes.filter(({ ward }) => ward !== 'W3')
    isCountedByHand(await cellsOf(page, 'BCUs 1 to 2 of 2', 'North'), north)
    await page.getByRole('link', { name: 'Wards', exact: true }).click()
    const wards = 'Wards 1 to 3 of 3'
    for (const [name, ward] of [
      ['Abbey', 'W1'],
      ['Bridge', 'W2'],
      ['Castle', 'W3'],
    ] as const)
      isCountedByHand(await cellsOf(page, wards, name), homesOf({ ward }))
    expect(await cellsOf(page, wards, 'Abbey')).toMatchObject({
      'Data up to': '3 hours ago',
      'Silent phones': '1 of 2',
    })
    expect(await cellsOf(page, wards, 'Castle')).toMatchObject({
      'Data up to': 'now',
      'Silent phones': 'none out',
    })
    const file = await download(page, 'Download this list (CSV)')
    expect(file.rows[0]).toMatchObject({
      ward: 'W1',
      homes: '15',
      protected: '4',
      phones: '2',
      silent_phones: '1',
    })

    await page.getByRole('link', { name: 'Abbey' }).click()
    await page.getByRole('heading', { name: 'Abbey', level: 1 }).waitFor()
    const hand = byHand(homesOf({ ward: 'W1' }))
    const states = page.getByRole('table', { name: /^Homes by state/ })
    expect(await states.getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^\\s*Protected\\s+${hand.protected}\\s`)),
        expect.stringMatching(new RegExp(`^\\s*Delivered only\\s+${hand.delivered}\\s`)),
        expect.stringMatching(new RegExp(`^\\s*Refused\\s+${hand.refused}\\s`)),
        expect.stringMatching(new RegExp(`^\\s*No answer\\s+${hand.noAnswer}\\s`)),
        expect.stringMatching(new RegExp(`^\\s*Not yet\\s+${hand.notYet}\\s`)),
        expect.stringMatching(new RegExp(`^\\s*Excluded, not among them\\s+${hand.excluded}\\s`)),
      ]),
    )
    await page.getByRole('heading', { name: 'Can 85% be reached?' }).waitFor()
    await page.getByRole('table', { name: /^What visits can reach/ }).waitFor()
    // Of an area across a border its ward shows the homes that lie in the ward.
    const areas = 'Areas, most to go first; homes in this ward only'
    isCountedByHand(await cellsOf(page, areas, 'E2 001A'), homesOf({ ward: 'W1', area: 'E2' }))
    isCountedByHand(await cellsOf(page, areas, 'E1 001A'), homesOf({ area: 'E1' }))
    await isFit(page)

    await page.getByRole('link', { name: 'E1 001A' }).click()
    const streets = 'Streets, most to go first'
    isCountedByHand(await cellsOf(page, streets, 'Mill Lane'), homesOf({ street: 'Mill Lane' }))
    isCountedByHand(await cellsOf(page, streets, 'Tower Road'), homesOf({ street: 'Tower Road' }))
    // Which homes these are is not theirs to see.
    expect(await page.getByRole('link', { name: 'Mill Lane' }).count()).toBe(0)
    await isFit(page)
    const parts = await download(page, 'Download this table (CSV)')
    expect(parts.rows.map(({ street, homes }) => [street, homes])).toEqual([
      ['Mill Lane', '8'],
      ['Tower Road', '6'],
    ])
  })

  test('a deployment says the same on its own page and on that of its saturation', async () => {
    const page = await site.open(`/deliver/deployments/${town.deployment}`, { as: 'programme-lead' })
    const hand = byHand(homesOf({ area: 'E1' }))
    await page
      .getByText(`${hand.protected} of ${hand.homes} homes, ${hand.toGo} homes to go to 85%`)
      .waitFor()
    expect(await cellsOf(page, 'Its areas', 'E1 001A')).toMatchObject({
      'Homes now': String(hand.homes),
      Protected: String(hand.protected),
    })
    await isFit(page)
    await page.getByRole('link', { name: 'Saturation of this deployment' }).click()
    isCountedByHand(await cellsOf(page, 'Areas, most to go first', 'E1 001A'), homesOf({ area: 'E1' }))
    await isFit(page)
  })

  test('a sergeant sees the places of the own BCU alone, a ward officer no BCU', async () => {
    const page = await site.open('/deliver/saturation?of=ward', { as: 'sergeant' })
    expect(await rowsOf(page, 'Wards 1 to 2 of 2').count()).toBe(2)
    await isFit(page)
    for (const path of ['ward/W3', 'bcu/South', 'ward/none', 'area/none', 'area/E1/streets/None']) {
      await page.goto(`${site.address}/deliver/saturation/${path}`)
      await page
        .getByText(/^There is no such (place|street), or none of its homes is in your wards\.$/)
        .waitFor()
    }
    await page.goto(`${site.address}/deliver/saturation/bcu/North`)
    await page.getByRole('img', { name: /^Share protected of each ward/ }).waitFor()
    isCountedByHand(await cellsOf(page, 'Wards, most to go first', 'Bridge'), homesOf({ ward: 'W2' }))
    await isFit(page)
    const officer = await site.open('/deliver/saturation?of=bcu', { as: 'ward-officer' })
    expect(await officer.getByRole('link', { name: 'BCUs' }).count()).toBe(0)
    await officer.goto(`${site.address}/deliver/saturation/bcu/North`)
    await officer.getByText('There is no such place').waitFor()
    // Whoever is posted beside the border is told the same of the area, and whose streets are not listed.
    await officer.goto(`${site.address}/deliver/saturation/area/E3`)
    const hand = byHand(homesOf({ area: 'E3' }))
    await officer.getByText(`${hand.protected} of ${hand.homes} homes;`).waitFor()
    await officer.getByText('2 homes of this area are on streets of other wards').waitFor()
    isCountedByHand(
      await cellsOf(officer, 'Streets, most to go first', 'Far Street'),
      homesOf({ ward: 'W2', area: 'E3' }),
    )
    await isFit(officer)
  })

  test('a ward officer is two clicks from an area to a door: odd and even sides, flats by floors', async () => {
    const page = await site.open('/deliver/saturation/area/E1', { as: 'ward-officer' })
    await page.getByRole('link', { name: 'Mill Lane' }).click()
    await page.getByRole('heading', { name: 'Mill Lane', level: 1 }).waitFor()
    const doorsOf = async (side: string): Promise<string[]> =>
      (await page.getByRole('region', { name: side }).getByRole('link').allInnerTexts()).map((text) =>
        text.replaceAll(/\s+/g, ' ').trim(),
      )
    expect(await doorsOf('Odd side')).toEqual([
      '1 Protected, 1 visit',
      '3 Delivered only, 1 visit',
      '5 No answer, 2 visits',
      '5A Not yet',
      '7 Excluded',
    ])
    expect(await doorsOf('Even side')).toEqual([
      '2 Protected, 3 visits',
      '4 Refused, 1 visit',
      '6 Not yet: come back, 1 visit',
      '10 Not yet',
    ])
    const { rows } = await owner.query<{ size: number }>(
      `select list_size::int4 as size from log.entry where purpose = 'doors of a street' and kind = 'home'`,
    )
    expect(rows).toEqual([{ size: homesOf({ street: 'Mill Lane' }).length }])
    await isFit(page)
    await page.getByRole('link', { name: /^5A/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '5A Mill Lane' }).waitFor()

    await page.goto(`${site.address}/deliver/saturation/area/E1`)
    await page.getByRole('link', { name: 'Tower Road' }).click()
    await page.getByRole('heading', { name: '12 6 homes' }).waitFor()
    expect(await page.getByRole('heading', { level: 4 }).allInnerTexts()).toEqual([
      'Floor 2',
      'Floor 1',
      'Ground floor',
    ])
    await isFit(page)
    await page.getByRole('link', { name: 'Flat 3, Refused, 1 visit' }).click()
    await page.getByRole('heading', { name: 'Flat 3, 12 Tower Road' }).waitFor()
  })

  test('doors are for whoever may see homes there', async () => {
    const address = '/deliver/saturation/area/E1/streets/Mill%20Lane'
    const lead = await site.open(address, { as: 'programme-lead' })
    await lead.getByRole('heading', { name: 'You may not do that' }).waitFor()
    const elsewhere = await site.open(address, { as: 'ward-officer-2' })
    await elsewhere.getByText('There is no such place').waitFor()
    const sergeant = await site.open(address, { as: 'sergeant' })
    await sergeant.getByRole('link', { name: /^10 Not yet/ }).waitFor()
    // Of a street across a border whoever is of one ward sees the doors of that ward.
    const far = await site.open('/deliver/saturation/area/E3/streets/Far%20Street', { as: 'ward-officer-2' })
    expect(await far.getByRole('link', { name: /visit/ }).count()).toBe(2)
  })

  test('all of it goes by keyboard, and without script', async () => {
    const page = await site.open('/deliver/saturation?of=ward', { as: 'programme-lead', withoutScript: true })
    const link = page.getByRole('link', { name: 'Abbey' })
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Abbey', level: 1 }).waitFor()
    const table = page.getByRole('region', { name: /^Areas, most to go first/ })
    await table.focus()
    expect(await table.evaluate('document.activeElement?.getAttribute("role")')).toBe('region')
  })
})

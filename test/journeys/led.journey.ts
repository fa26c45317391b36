import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { londonToday } from '../../apps/server/foundation/days.ts'
import { demonstrationPersonIds } from '../../apps/server/identity/demonstration/post-people.ts'
import { carriedPhone } from '../field/carried-phone.ts'
import { newHandCount, type PaperDoor } from '../field/hand-count.ts'
import { enrol, isInstalled, ownPin, press } from '../field/phone-page.ts'
import { walkDoors } from '../field/walk-doors.ts'
import { giveToOfficer, putDoors, putPlacesOfSmallCity, tellElsewhere } from '../led-town.ts'
import { freshLog } from '../log.ts'
import { loadSmallCity } from '../small-city.ts'
import { openSite } from './open-page.ts'
import { rowsOf } from './read-page.ts'

// A plan becomes a deployment, the deployment a round, the round visits, and visits the figures on the wall, an exception decided
// among them. Another officer looks again, the last home that is needed is marked, and the report of effect reads what was reached.
// What each page says is held against one count by hand: of a street of seven doors, of which six make 85%.

const log = await freshLog()
afterAll(log.drop)
const { database, owner } = log
await putPlacesOfSmallCity(owner)
const codes = await loadSmallCity(database)
const site = await openSite(database, { logDirectory: log.directory })
const phone = await carriedPhone(site.address)
afterAll(() => phone.throwAway())

const today = londonToday()
const [lead, sergeant, officer, checker] = ['programme-lead', 'sergeant', 'ward-officer', 'ward-officer-2']
const hand = newHandCount()
const walk = walkDoors(hand, () => Promise.resolve())
let doors: PaperDoor[]
let kits: string[]
let person: string
let area: string
let screen: Page

/** Doors whose record the station has not taken: what the officer counted, and nobody else. */
const aside = new Set<string>()
const protectedByHand = (): number =>
  [...hand.last].filter(([home, outcome]) => outcome === 'protected' && !aside.has(home)).length
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const toGoByHand = (): number => Math.max(0, Math.ceil(0.85 * doors.length) - protectedByHand())

const expectOnWall = async (page: Page): Promise<void> => {
  const row = rowsOf(page, 'Deployments under way')
  const told = async () => (await row.first().innerText()).replaceAll(/\s+/g, ' ')
  const isProtected = protectedByHand()
  await expect.poll(told).toContain(`${isProtected} of ${doors.length}`)
  expect(await told()).toContain(percent(isProtected / doors.length))
  const cells = await row.first().getByRole('cell').allInnerTexts()
  expect(cells[2]).toBe(toGoByHand() === 0 ? 'reached' : String(toGoByHand()))
}

test('a plan that was saved becomes a deployment', async () => {
  const page = await site.open('/target/plan?kits=500&until=2022-12')
  await page.getByLabel('Name of the draft').fill('Linden')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Not approved.').waitFor()
  const approving = await site.open('/target/plan/drafts', { as: lead })
  await approving.getByRole('link', { name: 'Linden' }).click()
  await approving.getByLabel('Start without an order').fill('2023-03')
  await approving.getByRole('button', { name: 'Approve as deployments' }).click()
  await approving.getByText('Deployments of Linden only').waitFor()
  const { rows } = await owner.query<{ code: string }>('select code from target.deployment_area')
  expect(rows).toHaveLength(1)
  area = rows[0]!.code
  // What the register knows there is all that there is.
  await owner.query('update places.home_count set homes = 7 where code = $1', [area])
  doors = await putDoors(database, owner, area, 7)
  person = (await demonstrationPersonIds(database)).get(officer)!
  kits = await giveToOfficer(database, person, doors.length)
})

test('the sergeant makes its round and gives it to an officer', async () => {
  const page = await site.open('/deliver/rounds', { as: sergeant })
  await page.getByLabel('Day', { exact: true }).fill(today)
  await page.getByRole('button', { name: 'Make rounds' }).click()
  const rounds = rowsOf(page, 'Rounds, the numbers as on the map')
  await rounds.first().waitFor()
  expect(await rounds.count()).toBe(1)
  await page.getByRole('link', { name: 'Round 1', exact: true }).click()
  await expect.poll(() => rowsOf(page, 'Doors in the order of the walk').count()).toBe(doors.length)
  await page.getByLabel('Give this round to').fill('Owen')
  await page.getByRole('button', { name: 'Give out' }).click()
  expect(await rowsOf(page, 'Rounds given out for').allInnerTexts()).toEqual([
    expect.stringMatching(/D-001, round 1\s+Owen Hughes\s.*not begun/s),
  ])
})

test('what the phone tells is on the wall, but for the kit that the ledger has elsewhere', async () => {
  const wall = await site.open('/deliver/wall', { as: lead })
  await expectOnWall(wall)
  await wall.getByText('and live').waitFor()
  const { context, page } = await phone.on()
  screen = page
  await press(page, 'Sign in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator(`button[name="who"][value="${officer}"]`).click()
  await enrol(page, ownPin)
  await page.getByText(`of ${doors.length} doors tried`).waitFor()
  await isInstalled(page)
  await context.setOffline(true)
  await press(page, 'Doors')
  for (const [at, door] of doors.slice(0, 5).entries())
    await walk.deliver(page, door, kits[at]!, { agrees: false, marked: ['Laptop'], sticker: 'Up, seen' })
  await walk.record(page, doors[5]!, 'no-answer', /^No answer no card/)
  await walk.record(page, doors[6]!, 'refused', 'Refused', 'Not wanted')
  const [elsewhere] = await putDoors(
    database,
    owner,
    codes.find((code) => code !== area)!,
    1,
  )
  await tellElsewhere(database, { serial: kits[4]!, person, home: elsewhere!.home })
  aside.add(doors[4]!.home)
  await context.setOffline(false)
  await page.locator('.sent-tab').click()
  await press(page, 'Try now')
  await expectOnWall(wall)
  expect(protectedByHand()).toBe(4)
})

test('the sergeant reads both stories of the kit, and believes the officer', async () => {
  const page = await site.open('/', { as: sergeant })
  await page.getByRole('link', { name: '1 disputed kit' }).click()
  await page.locator('main tbody a').first().click()
  await page.getByText('Both stories, side by side').waitFor()
  await page
    .getByText('The visit that reported it counts once its record is accepted under Set aside.')
    .waitFor()
  await page.goto(site.address)
  await page.getByRole('link', { name: '1 record' }).click()
  await page.getByLabel(/Reason, for/).fill('The bottle is at this door.')
  await page.getByRole('button', { name: 'Accept record' }).click()
  await page.getByText('Accepted by Dawn Fletcher').waitFor()
  aside.clear()
  await expectOnWall(await site.open('/deliver/wall', { as: lead }))
})

const ways = ['Marks seen', 'Kit, nothing marked', 'No kit', 'Refused', 'No answer'] as const
/** What the checker finds at each door: a kit that nobody has used, a door where nobody comes, and a home without a kit. */
const finds = [
  ...Array<'Marks seen'>(4).fill('Marks seen'),
  'Kit, nothing marked',
  'No answer',
  'No kit',
] as const

/** Doors reported protected, or the others, and at how many of them each thing was found. */
const countedOf = (reported: boolean) => {
  const isOfKind = (_: unknown, at: number): boolean =>
    (hand.last.get(doors[at]!.home) === 'protected') === reported
  const own = finds.filter(isOfKind)
  return { homes: own.length, times: (what: string): number => own.filter((each) => each === what).length }
}

test('another officer, who was never there, looks again without being told what was reported', async () => {
  const ordering = await site.open(`/deliver/spot-checks?area=${area}`, { as: sergeant })
  await ordering
    .getByText(`${protectedByHand()} of ${doors.length} homes are reported protected: 71.4%`)
    .waitFor()
  // So near only all doors tell it: none is left to the draw.
  await ordering.getByLabel('The share, to within 5 points either way').check()
  await ordering.getByLabel('Who checks').fill('Fatima')
  await ordering.getByRole('button', { name: 'Order spot check' }).click()
  await ordering.getByRole('heading', { name: 'Not drawn yet' }).waitFor()
  const { rows } = await owner.query<{ entries: number }>('select count(*)::int as entries from log.entry')
  await log.sealTo(rows[0]!.entries)
  await ordering.getByRole('button', { name: 'Draw the doors' }).click()
  await ordering.getByRole('heading', { name: `Fatima Begum checks ${doors.length} doors` }).waitFor()

  const walking = await site.open('/deliver/spot-checks', { as: checker })
  await walking.locator('main tbody a').click()
  await walking.getByRole('heading', { name: 'Doors to check' }).waitFor()
  expect(await walking.locator('main').innerText()).not.toMatch(/protected|71|refused|no answer/i)
  for (const [at, door] of doors.entries()) {
    const what = finds[at]!
    await walking.getByRole('link', { name: new RegExp(`^${door.name},`) }).click()
    await walking.getByLabel(what, { exact: true }).check()
    await walking.getByRole('button', { name: 'Save' }).click()
    await walking.getByText(`${at + 1} of ${doors.length} doors visited`).waitFor()
  }

  const closing = await site.open('/deliver/spot-checks', { as: sergeant })
  await closing.locator('main tbody a').click()
  await closing.getByRole('button', { name: 'Close and show the result' }).click()
  const [reported, others] = [countedOf(true), countedOf(false)]
  const shareOf = ({ homes, times }: typeof reported): number =>
    (homes / doors.length) * (times('Marks seen') / (homes - times('No answer')))
  await closing
    .getByRole('heading', {
      name: `${percent(shareOf(reported) + shareOf(others))} verified, 71.4% reported`,
    })
    .waitFor()
  const cellsOf = async (name: string): Promise<number[]> =>
    (await closing.getByRole('row', { name }).getByRole('cell').allInnerTexts()).map(Number)
  const cells = ({ homes, times }: typeof reported): number[] => [homes, homes, ...ways.map(times)]
  expect(await cellsOf('Reported protected')).toEqual(cells(reported))
  expect(await cellsOf('Other homes')).toEqual(cells(others))
  expect(await rowsOf(closing, 'doors that differ').allInnerTexts()).toEqual([
    expect.stringMatching(/^5 Linden Road.*Protected\s+Kit, nothing marked/s),
  ])
})

test('the officer goes back to the door where nobody came, and the wall has 85%', async () => {
  await press(screen, 'Doors')
  await walk.deliver(screen, doors[5]!, kits[5]!, { agrees: false, marked: ['Laptop'], sticker: 'Up, seen' })
  await screen.locator('.sent-tab').click()
  await press(screen, 'Try now')
  const wall = await site.open('/deliver/wall', { as: lead })
  await expectOnWall(wall)
  expect(protectedByHand() / doors.length).toBeGreaterThan(0.85)
  expect(toGoByHand()).toBe(0)
})

const posters = 3

test('the sergeant records a sign on the street, and posters of the area', async () => {
  const { rows } = await owner.query<{ easting: number; northing: number }>(
    'select easting, northing from engagement.home where id = $1',
    [doors[0]!.home],
  )
  const { easting, northing } = rows[0]!
  const page = await site.open('/deliver/signs', { as: sergeant })
  await page.getByLabel('Easting, metres').fill(String(easting))
  await page.getByLabel('Northing, metres').fill(String(northing))
  await page.getByLabel('Where is it?').fill('Lamp post 1, Linden Road')
  await page.getByLabel('Placed on').fill(today)
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: 'Lamp post 1, Linden Road' }).waitFor()
  await page.goto(`${site.address}/deliver/press-and-posters`)
  await page.getByLabel('Poster', { exact: true }).check()
  await page.getByLabel('Area', { exact: true }).selectOption(area)
  await page.getByLabel('Day', { exact: true }).fill(today)
  await page.getByLabel('How many', { exact: true }).fill(String(posters))
  await page.getByRole('button', { name: 'Save item' }).click()
  await page.getByRole('cell', { name: String(posters), exact: true }).waitFor()
})

test('the report of effect reads what was reached, and what could be seen: signs, posters, stickers at the doors', async () => {
  const page = await site.open('/measure')
  const choice = page.getByLabel('Deployments, draft or order of starts')
  await choice.selectOption(
    await choice.locator('option', { hasText: 'Deployments: Linden' }).getAttribute('value'),
  )
  await page.getByRole('button', { name: 'Save and measure' }).first().click()
  await page.getByRole('heading', { name: 'Linden', level: 1 }).waitFor()
  const [isCovered, stickers] = [protectedByHand(), hand.kits.size]
  const months = rowsOf(page, 'Saturation and exposure by month')
  const cells = await months.last().getByRole('cell').allInnerTexts()
  expect(cells).toEqual([percent(isCovered / doors.length), '1', String(stickers), '0', String(posters), '0'])
  const saved = await page.request.get(`${page.url()}/programme.json`)
  const { deployments } = (await saved.json()) as { deployments: { coverage: unknown[] }[] }
  expect(deployments[0]?.coverage.at(-1)).toEqual({
    month: today.slice(0, 7),
    share: isCovered / doors.length,
  })
})

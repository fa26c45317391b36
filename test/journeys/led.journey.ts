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
// among them. What each page says is held against one count by hand: of a street of seven doors, of which six make 85%.

const log = await freshLog()
afterAll(log.drop)
const { database, owner } = log
await putPlacesOfSmallCity(owner)
const codes = await loadSmallCity(database)
const site = await openSite(database, { logDirectory: log.directory })
const phone = await carriedPhone(site.address)
afterAll(() => phone.throwAway())

const today = londonToday()
const [lead, sergeant, officer] = ['programme-lead', 'sergeant', 'ward-officer']
const hand = newHandCount()
const walk = walkDoors(hand, () => Promise.resolve())
let doors: PaperDoor[]
let kits: string[]
let person: string
let area: string

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
  expect(cells[2]).toBe(String(toGoByHand()))
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
  await page.getByLabel('Day').fill(today)
  await page.getByRole('button', { name: 'Make rounds' }).click()
  const rounds = rowsOf(page, 'Rounds, the numbers as on the map')
  await rounds.first().waitFor()
  expect(await rounds.count()).toBe(1)
  await page.getByRole('link', { name: 'Round 1', exact: true }).click()
  expect(await rowsOf(page, 'Doors in the order of the walk').count()).toBe(doors.length)
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
  await page.goto(site.address)
  await page.getByRole('link', { name: '1 record' }).click()
  await page.getByLabel(/Reason, for/).fill('The bottle is at this door.')
  await page.getByRole('button', { name: 'Accept record' }).click()
  await page.getByText('Accepted by Dawn Fletcher').waitFor()
  aside.clear()
  await expectOnWall(await site.open('/deliver/wall', { as: lead }))
})

import { afterAll, expect, test } from 'vitest'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { putSpotArea, spotArea } from '../spot-town.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
const { database, owner } = log
await putPlacesToPost(owner, { wards: ['Ash', 'Beech', 'Cedar', 'Dale'], bcus: ['North', 'South'] })
await putSpotArea(owner, { ward: 'E05000001', bcu: 'B1', homes: 60, reported: 52 })
const site = await openSite(database)

const seal = async (): Promise<void> => {
  const { rows } = await owner.query<{ entries: number }>('select count(*)::int as entries from log.entry')
  await log.sealTo(rows[0]!.entries)
}
const phone = { width: 390, height: 844 }
type Door = { turn: number; home: string; is_reported: boolean }
const drawn = async (): Promise<Door[]> =>
  (await owner.query<Door>('select turn, home, is_reported from engagement.spot_door order by turn')).rows
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
/** The other doors are walked in the database: each as the form would add it. */
const walkTheRest = (found: string, reported: boolean): Promise<unknown> =>
  owner.query(
    `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
     select gen_random_uuid(), d.spot_check, d.home, d.ward, d.bcu, $1, 'person:' || c.checker
     from engagement.spot_door d join engagement.spot_check c on c.id = d.spot_check
     where d.is_reported = $2 and not exists (select from engagement.spot_finding f where f.home = d.home)`,
    [found, reported],
  )

test('a sergeant orders a spot check, and its doors are drawn by the next signature of the log', async () => {
  const page = await site.open('/deliver/spot-checks', { as: 'sergeant' })
  await page.getByRole('heading', { name: 'Spot checks' }).waitFor()
  await isFit(page)
  await page.getByLabel('Area').selectOption(spotArea)
  await page.getByRole('button', { name: 'Show how many doors' }).click()
  await page.getByText('52 of 60 homes are reported protected: 86.7%').waitFor()
  await isFit(page)
  await page.getByRole('button', { name: 'Order spot check' }).click()
  await page.getByRole('link', { name: 'Enter the name of the officer who checks' }).waitFor()
  await isFit(page)
  await page.getByLabel('Who checks').fill('Owen Hughes')
  await page.getByRole('button', { name: 'Order spot check' }).click()
  await page.getByRole('link', { name: /this one can read what was reported/ }).waitFor()
  await page.getByLabel('Who checks').fill('Fatima')
  await page.getByRole('button', { name: 'Order spot check' }).click()
  await page.getByRole('heading', { name: 'Not drawn yet' }).waitFor()
  await isFit(page)
  await seal()
  await page.getByRole('button', { name: 'Draw the doors' }).click()
  const doors = await drawn()
  expect(doors.length).toBeGreaterThan(20)
  await page.getByRole('heading', { name: `Fatima Begum checks ${doors.length} doors` }).waitFor()
  await page.getByText(`0 of ${doors.length} doors are visited`).waitFor()
  await isFit(page)
})

test('the officer walks the list with a phone and by keyboard, and is not told what was reported', async () => {
  const doors = await drawn()
  const page = await site.open('/deliver/spot-checks', { as: 'ward-officer-2', viewport: phone })
  await page.getByRole('link', { name: 'Example 001A (E01000001)' }).click()
  await page.getByRole('heading', { name: 'Doors to check' }).waitFor()
  expect(await page.locator('main').innerText()).not.toMatch(/protected|87%|86\.7/i)
  await isFit(page)
  await page.setViewportSize(phone)
  const links = page.locator('main .mettrace-doors a')
  expect(await links.count()).toBe(doors.length)
  const height = await page.locator('main .mettrace-doors a').first().boundingBox()
  expect(height!.height).toBeGreaterThanOrEqual(44)
  await links.first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'What did you find?' }).waitFor()
  await page.keyboard.press('Tab')
  await isFit(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByLabel('No answer', { exact: true }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText(`1 of ${doors.length} doors visited`).waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  await links.first().click()
  await page.getByText('Recorded: No answer').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Choose what you found' }).waitFor()
  await isFit(page)
  await page.getByLabel('Marks seen').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`1 of ${doors.length} doors visited`).waitFor()
  await links.nth(1).click()
  await page.getByLabel('Refused').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`2 of ${doors.length} doors visited`).waitFor()
})

test('the sergeant closes it, and every figure is what a count by hand comes to', async () => {
  await walkTheRest('marked', true)
  await walkTheRest('nothing', false)
  const page = await site.open('/deliver/spot-checks', { as: 'sergeant' })
  await page.getByRole('link', { name: 'Example 001A (E01000001)' }).click()
  await page.getByRole('button', { name: 'Close and show the result' }).click()
  const { rows } = await owner.query<{ reported: boolean; found: string; doors: number }>(
    `select is_reported as reported, found, count(*)::int as doors from (
       select distinct on (f.home) d.is_reported, f.found from engagement.spot_finding f join engagement.spot_door d using (spot_check, home)
       order by f.home, f.at desc, f.id desc) last group by 1, 2`,
  )
  const doorsOf = (reported: boolean, ...found: string[]): number =>
    rows
      .filter((row) => row.reported === reported && found.includes(row.found))
      .reduce((sum, row) => sum + row.doors, 0)
  const looked = ['marked', 'not marked', 'nothing']
  const share =
    (52 * doorsOf(true, 'marked')) / doorsOf(true, ...looked) / 60 +
    (8 * doorsOf(false, 'marked')) / doorsOf(false, ...looked) / 60
  await page.getByRole('heading', { name: `${percent(share)} verified, 86.7% reported` }).waitFor()
  const agreed = doorsOf(true, 'marked') + doorsOf(false, 'not marked', 'nothing')
  const all = doorsOf(true, ...looked) + doorsOf(false, ...looked)
  const figures = await page.locator('.mettrace-figures').innerText()
  expect(figures).toContain(percent(agreed / all))
  expect(figures.replaceAll(/\s+/g, ' ')).toContain(`Nobody could look 1 of ${all + 1} doors`)
  const row = await page.getByRole('row', { name: /^Reported protected/ }).innerText()
  expect(row.split(/\s+/).slice(2).map(Number)).toEqual([
    52,
    doorsOf(true, ...looked, 'refused'),
    doorsOf(true, 'marked'),
    0,
    doorsOf(true, 'nothing'),
    doorsOf(true, 'refused'),
    0,
  ])
  await isFit(page)
  const shown = await site.open('/deliver/spot-checks', { as: 'sergeant' })
  await shown.getByText('closed', { exact: true }).waitFor()
})

test('visits that are always at the same minute raise a question, with its innocent answer', async () => {
  const device = '00000000-0000-7000-8000-0000000000a1'
  await owner.query(
    `insert into engagement.phone (id, actor, enrolled_at)
     select $1, 'person:' || id, now() from identity.person where display_name = 'Owen Hughes'`,
    [device],
  )
  await owner.query(
    `with told as (
       insert into engagement.phone_event
         (id, phone, sequence, kind, format, home, occurred_at, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
       select gen_random_uuid(), p.id, n, 'no-answer', 1, h.id, t.at, t.at, t.at, sha256(n::text::bytea), 'accepted', '{}', now(),
              h.ward, h.bcu, p.actor
       from engagement.phone p, generate_series(1, 40) n
       cross join lateral (select date_trunc('hour', now()) - n * interval '1 hour' as at) t
       join engagement.home h on h.number = n::text
       where p.id = $1 returning id, home, ward, bcu, at, actor
     )
     insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
     select id, home, ward, bcu, 'no-answer', at, actor from told`,
    [device],
  )
  const page = await site.open('/deliver/spot-checks', { as: 'sergeant' })
  await page.getByRole('link', { name: 'Questions about visits' }).click()
  await page.getByRole('heading', { name: /Owen Hughes/ }).waitFor()
  await page
    .getByRole('heading', { name: 'Why are so many visits at the same minute of the hour?' })
    .waitFor()
  await page.getByText('40 of 40 visits, 100.0%').waitFor()
  expect(await page.getByText('An innocent answer:').count()).toBe(1)
  await isFit(page)
})

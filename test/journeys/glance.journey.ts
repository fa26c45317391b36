import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown, townHomes } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const site = await openSite(database)

// Counted by hand: the homes of the one deployment that is under way.
const inDeployment = townHomes.filter(({ area, state }) => area === 'E1' && state !== 'excluded')
const share = `${((100 * inDeployment.filter(({ state }) => state === 'protected').length) / inDeployment.length).toFixed(1)}%`

test('the programme lead begins with a figure of each room, as its own page has it', async () => {
  const page = await site.open('/', { as: 'programme-lead' })
  await page.getByRole('heading', { name: 'The programme at a glance', level: 1 }).waitFor()
  const boxes = page.locator('.mettrace-glance')
  expect(await boxes.locator('h2').allInnerTexts()).toEqual([
    'Target',
    'Supply',
    'Deliver',
    'Deliver',
    'Measure',
    'Account',
    'No figure yet',
  ])
  // A box is as tall as its figure and words take, and no taller.
  expect((await boxes.first().boundingBox())!.height).toBeLessThan(320)
  const wall = page.getByRole('region', { name: /^Deliver Homes protected/ })
  expect(await wall.innerText()).toContain(share)
  expect(await wall.innerText()).toContain(`of ${inDeployment.length} homes`)
  expect(await wall.innerText()).toContain('1 with a silent phone, so the figure may be low')
  const supply = page.getByRole('region', { name: /^Supply Kits/ })
  const kits = /(\S+) kits?\n/.exec(await supply.innerText())?.[1]
  await isFit(page)
  await supply.getByRole('link', { name: 'Stock by holder' }).click()
  await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor()
  const { rows } = await owner.query<{ kits: number }>(
    `select count(*)::int4 as kits from engagement.kit_position
     where disputed = 0 and holder_kind in ('store', 'bcu', 'team', 'person', 'named')`,
  )
  expect(kits).toBe(String(rows[0]?.kits))
  await page.goBack()
  await wall.getByRole('link', { name: 'Live wall' }).click()
  await page.getByRole('row').filter({ hasText: share }).first().waitFor()
})

test('the control room is shown figures of what it may read, and everybody else their work', async () => {
  const page = await site.open('/', { as: 'control-room', withoutScript: true })
  expect(await page.locator('.mettrace-glance h2').allInnerTexts()).toEqual([
    'Deliver',
    'Deliver',
    'No figure yet',
  ])
  await page.getByRole('link', { name: 'Officers out' }).first().click()
  await page.getByRole('heading', { name: 'Officers out', level: 1 }).waitFor()
  const sergeant = await site.open('/', { as: 'sergeant' })
  await sergeant.getByRole('heading', { name: 'Your work', level: 1 }).waitFor()
  expect(await sergeant.locator('.mettrace-glance').count()).toBe(0)
})

test('each is told what waits for them, with a way in, and what they did themselves waits for somebody else', async () => {
  const control = await site.open('/', { as: 'control-room', withoutScript: true })
  await control.getByRole('link', { name: '1 silent phone' }).click()
  await control.getByRole('heading', { name: 'Officers out', level: 1 }).waitFor()
  const page = await site.open('/', { as: 'sergeant' })
  const waits = page.getByRole('region', { name: 'What waits for you' })
  expect(await waits.innerText()).toContain('Nothing, as of now.')
  await owner.query(
    `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, actor)
     select gen_random_uuid(), 'exclude', h.id, h.ward, h.bcu, 'void', 'Example', by.actor
     from (select * from engagement.home where ward = 'W2' order by id limit 2) h
     cross join lateral (select case when h.id = (select min(id::text)::uuid from engagement.home where ward = 'W2')
       then 'person:' || (select id from identity.person where subject = 'sergeant') else 'person:' || gen_random_uuid() end as actor) by`,
  )
  await page.reload()
  expect(await waits.getByRole('listitem').allInnerTexts()).toEqual([
    '1 proposal about homes: approve or refuse',
  ])
  await isFit(page)
  await waits.getByRole('link').click()
  await page.getByRole('heading', { name: /proposals/i, level: 1 }).waitFor()
})

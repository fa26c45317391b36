import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putHomes } from '../homes.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { accessibilityFaults, focused, isFit, openSite, scrollsSideways } from './open-page.ts'
import { rowsOf } from './read-page.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(database)
const deployment = '00000000-0000-7000-8000-0000000000a2'
const day = '2031-03-04'
const address = `/deliver/rounds?deployment=${deployment}&day=${day}`

/** A deployment of one area with all homes of two wards of Owen Hughes, fixed as a plan would have it. */
beforeAll(async () => {
  await putHomes(database, {
    E05000001: { bcu: 'B1', homes: 6, postcode: 'ZX11AA' },
    E05000002: { bcu: 'B1', homes: 4, postcode: 'ZX22BB' },
  })
  await owner.query("insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')")
  await owner.query(
    `insert into places.point_area (kind, valid_from, easting, northing, code)
     select distinct 'lsoa', '2021-01-01'::date, easting, northing, 'Z01000001' from engagement.home`,
  )
  await owner.query(
    `insert into target.deployment_approval (id, actor, origin, name, kind, valid_from, digest, approved_at)
     values ('00000000-0000-7000-8000-0000000000a1', 'command line: example', 'demonstration', 'Example', 'lsoa', '2021-01-01',
             repeat('0', 64), '2026-01-05T10:00Z')`,
  )
  await owner.query(
    `insert into target.deployment (id, approval, number, name, starts_on, start_known, held_out, kits)
     values ($1, '00000000-0000-7000-8000-0000000000a1', 12, 'Ash Hill', '2026-01-05', 'day', false, 10)`,
    [deployment],
  )
  await owner.query(
    `insert into target.deployment_area (deployment, place, kind, valid_from, code, name, ward, bcu)
     values ($1, 1, 'lsoa', '2021-01-01', 'Z01000001', 'Ash Hill', 'E05000001', 'B1')`,
    [deployment],
  )
})

const homesOf = async (person: string): Promise<string[]> => {
  const { rows } = await owner.query<{ address: string }>(
    `select h.address from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
     join identity.person p on p.id = a.person where p.display_name = $1 and a.from_day = $2 order by h.address`,
    [person, day],
  )
  return rows.map(({ address: at }) => at)
}

describe('rounds of a day', () => {
  test('a sergeant makes them with the keyboard and sees each on a map and in a table', async () => {
    const page = await site.open('/deliver/rounds', { as: 'sergeant' })
    await page.getByText('Nothing is given out until you say so').waitFor()
    await isFit(page)
    await page.getByLabel('Day', { exact: true }).fill(day)
    await page.getByRole('button', { name: 'Make rounds' }).press('Enter')
    const rounds = rowsOf(page, 'Rounds, the numbers as on the map')
    await rounds.first().waitFor()
    expect(await rounds.count()).toBe(2)
    expect(await page.locator('.mettrace-walks__begin').count()).toBe(2)
    await isFit(page)
    await page.getByRole('link', { name: 'Round 2', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'Round 2' }).waitFor()
    expect(await rowsOf(page, 'Doors in the order of the walk').count()).toBe(4)
    await isFit(page)
  })

  test('a round is given to an officer by name, and nobody else', async () => {
    const page = await site.open(`/deliver/rounds/round?deployment=${deployment}&day=${day}&round=2`, {
      as: 'sergeant',
    })
    await page.getByRole('button', { name: 'Give out' }).click()
    await page.getByRole('link', { name: 'Enter the name of the officer' }).press('Enter')
    expect(await focused(page, 'id')).toBe('person')
    expect(await accessibilityFaults(page)).toEqual([])
    const doors = await rowsOf(page, 'Doors in the order of the walk').getByRole('link').allInnerTexts()
    await page.getByLabel('Give this round to').fill('Fatima')
    await page.getByRole('button', { name: 'Give out' }).click()
    await page.getByRole('link', { name: /^They are not posted to Beech/ }).waitFor()
    await page.getByLabel('Give this round to').fill('Owen')
    await page.getByRole('button', { name: 'Give out' }).press('Enter')
    const given = rowsOf(page, 'Rounds given out for 4 March 2031')
    await given.first().waitFor()
    expect(await given.allInnerTexts()).toEqual([
      expect.stringMatching(/D-012, round 1\s+Owen Hughes\s.*not begun/s),
    ])
    expect((await homesOf('Owen Hughes')).toSorted()).toEqual(doors.toSorted())
    await isFit(page)
    await given.getByRole('link').click()
    await page.getByRole('heading', { name: 'D-012, round 1' }).waitFor()
    const walked = await rowsOf(page, 'Doors in the order of the walk').getByRole('link').allInnerTexts()
    expect(walked).toEqual(doors)
    await isFit(page)
  })

  test('those on duty get a round each, cut to their hours, and what is left is dealt out again', async () => {
    const page = await site.open(address, { as: 'sergeant' })
    await page.getByRole('button', { name: 'Put on duty' }).click()
    await page.getByRole('link', { name: 'Enter when they begin, such as 14:00' }).waitFor()
    await page.getByLabel('Name of the officer').fill('Dawn Fletcher')
    await page.getByLabel('From').fill('14:00')
    await page.getByLabel('To', { exact: true }).fill('14:28')
    await isFit(page)
    await page.getByRole('button', { name: 'Put on duty' }).press('Enter')
    const dealt = rowsOf(page, 'A round for each officer on duty, cut to their hours')
    await dealt.first().waitFor()
    expect(await dealt.first().innerText()).toMatch(/Dawn Fletcher\s+14:00 to 14:28\s+Round 1\s+4 homes/)
    await isFit(page)
    const stale = await page.context().newPage()
    await stale.goto(site.address + address)
    await page.getByRole('button', { name: 'Give out 1 round' }).press('Enter')
    await page.getByText('D-012, round 2').first().waitFor()
    expect(await homesOf('Dawn Fletcher')).toHaveLength(4)
    const all = [...(await homesOf('Dawn Fletcher')), ...(await homesOf('Owen Hughes'))]
    expect(new Set(all).size).toBe(8)
    // Somebody who looks at the page of before is told, and gives nothing out.
    await stale.getByRole('button', { name: 'Give out 1 round' }).click()
    await stale.getByText('Some of these homes were given out meanwhile').waitFor()
    expect(await accessibilityFaults(stale)).toEqual([])
    expect(await homesOf('Dawn Fletcher')).toHaveLength(4)
    await stale.close()
    await page.goto(site.address + address)
    const rest = rowsOf(page, 'Rounds, the numbers as on the map')
    expect(await rest.count()).toBe(1)
    expect(await rest.first().innerText()).toMatch(/Round 1\s+E05000001 Street.*\s2\s/s)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await scrollsSideways(page)).toBe(false)
    await page.setViewportSize({ width: 1366, height: 900 })
  })
})

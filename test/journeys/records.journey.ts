import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { putBurglary } from '../burglary.ts'
import { putHomes } from '../homes.ts'
import { putKit } from '../kits.ts'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const homes = await putHomes(log.database, {
  E05000001: { bcu: 'B1', homes: 3, postcode: 'ZX11AA' },
  E05000003: { bcu: 'B1', homes: 3, postcode: 'ZX22BB' },
})
const [home, second, third] = homes.get('E05000001')!
if (!home || !second || !third) throw new Error('There are three homes.')

/** Registers somebody for a home, on its page. */
const register = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByText(name).waitFor()
}

describe('a record and what is done with it', () => {
  test('an officer finds a home of their ward by its postcode, and registers who lives there', async () => {
    const page = await site.open('/deliver/homes', { as: 'ward-officer' })
    await page.getByLabel('Postcode').fill('zx1 1aa')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: '3 homes' }).waitFor()
    await isFit(page)
    await page.getByRole('link', { name: `1 ${home.street}` }).click()
    await page.getByRole('heading', { name: `1 ${home.street}` }).waitFor()
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByRole('link', { name: 'Enter the name of the resident' }).waitFor()
    await isFit(page)
    await register(page, 'Ada Example')
    expect(page.url()).toBe(`${site.address}/deliver/homes/${home.id}`)
    await isFit(page)
  })

  test('a data protection officer sees who saw it and what they did, and that they looked', async () => {
    await log.sealer.pass()
    const page = await site.open('/account/log/records', { as: 'data-protection' })
    await isFit(page)
    const find = async (sought: string): Promise<void> => {
      await page.getByLabel('Address, postcode, name or reference').fill(sought)
      await page.getByRole('button', { name: 'Search' }).click()
    }
    await find('?')
    await page.getByRole('link', { name: 'Enter an address, a postcode, a name or a reference' }).waitFor()
    await isFit(page)
    await find('zx1 1aa')
    await page.getByRole('heading', { name: '3 records match' }).waitFor()
    await isFit(page)
    await find(`1 ${home.street}`)
    await page.getByRole('table', { name: /about this record/ }).waitFor()
    expect(await page.locator('main').innerText()).toContain('register a resident')
    await isFit(page)
    await page.getByLabel('Operation').selectOption('collection')
    await page.getByRole('button', { name: 'Apply filters' }).click()
    await page.getByText('with these filters').or(page.getByRole('table')).first().waitFor()
    await find('Ada Example')
    await page.getByRole('table', { name: /about this record/ }).waitFor()
    expect(await page.locator('main').innerText()).toContain('collection of 1 resident')
    await page.goto(`${site.address}/account/log/people`)
    await isFit(page)
    await page.getByLabel('Name of a member of staff').fill('Owen')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('heading', { name: 'Owen Hughes' }).waitFor()
    await page.getByRole('cell', { name: 'register a resident' }).first().waitFor()
    await isFit(page)
    await page.goto(`${site.address}/account/log/records`)
    await find(home.id)
    await page.getByRole('cell', { name: 'who saw a record' }).first().waitFor()
  })

  test.each(['heads', 'samples'])('an auditor reads the %s of the log', async (name) => {
    const page = await site.open(`/account/log/${name}`, { as: 'auditor' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('main').getByRole('table').count()).toBeGreaterThan(0)
    await isFit(page)
  })

  test('an investigator traces a code, and is told where it leads nowhere', async () => {
    const page = await site.open('/trace/code', { as: 'investigator' })
    await page.getByLabel('Code or serial').fill('ZX000001')
    await page.getByLabel('Day of the offence').fill('2026-01-01')
    await page.getByRole('textbox', { name: 'Case' }).fill('C/1')
    await page.getByRole('textbox', { name: 'Purpose' }).fill('Exhibit 6')
    await page.getByRole('button', { name: 'Trace' }).click()
    await page.getByText('No kit of ours has this code or serial.').waitFor()
    await isFit(page)
  })

  test('an investigator sees through how many hands a bottle has gone: anybody of them could have planted a mark', async () => {
    const officer = await site.open(`/deliver/homes/${second.id}`, { as: 'ward-officer' })
    await register(officer, 'Bo Example')
    await log.owner.query(
      `update engagement.resident set from_day = '2026-01-01'
       where id = (select id from engagement.resident where home = $1 order by registered_at desc limit 1)`,
      [second.id],
    )
    await putKit(log.database, 'ZX000002', [
      { at: '2026-01-05', kind: 'received', holder: 'Central store' },
      { at: '2026-02-02', kind: 'issued', holder: 'PC Hughes' },
      { at: '2026-02-03', kind: 'delivered', home: second },
      { at: '2026-04-20', kind: 'returned', holder: 'Front counter' },
      { at: '2026-05-11', kind: 'delivered', home: third },
    ])
    const page = await site.open('/trace/code', { as: 'investigator' })
    await page.getByLabel('Code or serial').fill('zx000002')
    await page.getByLabel('Urgent').check()
    await page.getByRole('button', { name: 'Trace' }).click()
    await page.getByRole('button', { name: 'Show names' }).click()
    const life = page.getByRole('table', { name: 'Everything on record' }).locator('tbody tr')
    await life.first().waitFor()
    const held = await life.allInnerTexts()
    expect(held.map((row) => row.split('\t').slice(1, 3))).toEqual([
      ['received', 'Central store'],
      ['issued', 'PC Hughes'],
      ['delivered', `${second.number} ${second.street}`],
      ['returned', 'Front counter'],
      ['delivered', `${third.number} ${third.street}`],
    ])
    const owners = await page.locator('.govuk-inset-text').allInnerTexts()
    expect(owners).toHaveLength(2)
    expect(owners.join(' ')).toContain('Bo Example')
    expect(owners.join(' ')).toContain('Nobody was registered here')
    await isFit(page)
  })
})

describe('homes around a burglary', () => {
  test('are those of the officer’s own wards, without the crime, and lead to the home to be visited', async () => {
    const page = await site.open('/deliver/cocoon', { as: 'ward-officer' })
    await page.getByText('No burglary in the last 14 days').waitFor()
    await isFit(page)
    await putBurglary(log.database, { reference: 'CRIME-1', easting: 530_020, northing: 180_000 })
    await page.reload()
    const rows = page.getByRole('table', { name: '3 homes' }).locator('tbody tr')
    await rows.first().waitFor()
    // The burgled home first; its neighbours of Cedar are another officer's.
    expect(await rows.first().innerText()).toMatch(/^2 E05000001 Street.*\s0$/)
    expect(await page.locator('main').innerText()).not.toMatch(/CRIME-1|Victim Road|E05000003/)
    await isFit(page)
    await rows.nth(1).getByRole('link').click()
    await page.getByRole('heading', { name: 'Registered here' }).waitFor()
    await page.getByRole('button', { name: 'Register' }).waitFor()
  })
})

const find = async (page: Page, name: string): Promise<void> => {
  await page.goto(`${site.address}/homes`)
  await page.getByLabel('Name of a resident').fill(name)
  await page.getByRole('button', { name: 'Find' }).click()
}

describe('the rights of a resident', () => {
  test('a data protection officer tells what is held, and erases it for everybody', async () => {
    const page = await site.open('/deliver/homes', { as: 'data-protection' })
    await find(page, 'ada example')
    await page.getByRole('link', { name: `1 ${home.street}` }).click()
    await isFit(page)
    await page.getByRole('button', { name: 'Show data held' }).click()
    await page.getByRole('heading', { name: 'Data held about a resident' }).waitFor()
    const held = await page.locator('main').innerText()
    for (const words of ['Ada Example', 'Your registration', 'The home', 'ZX11AA'])
      expect(held).toContain(words)
    await isFit(page)

    await page.getByRole('link', { name: 'The home', exact: true }).click()
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByRole('link', { name: 'Say why the record is to be erased' }).waitFor()
    await isFit(page)
    await page.getByLabel('Reason for erasing').fill('Moved away, and asked us to')
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByText('what named them can no longer be read').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('Ada Example')
    await isFit(page)
    await find(page, 'Ada Example')
    await page.getByText('No home in your wards matches. Check the spelling.').waitFor()

    const officer = await site.open(`/deliver/homes/${home.id}`, { as: 'ward-officer' })
    await officer.getByText('Erased', { exact: true }).waitFor()
    expect(await officer.locator('main').innerText()).not.toContain('Ada Example')
    await page.goto(`${site.address}/deliver/homes/${home.id}`)
    await page.getByRole('button', { name: 'Show data held' }).click()
    await page.getByRole('heading', { name: 'Data held about a resident' }).waitFor()
    expect(await page.locator('main').innerText()).not.toContain('Ada Example')
  })
})

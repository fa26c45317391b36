import { afterAll, describe, expect, test } from 'vitest'
import { putHomes } from '../homes.ts'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const homes = await putHomes(log.database, { E05000001: { bcu: 'B1', homes: 3, postcode: 'ZX11AA' } })
const home = homes.get('E05000001')![0]!

describe('a record and what is done with it', () => {
  test('an officer finds a home of their ward by its postcode, and registers who lives there', async () => {
    const page = await site.open('/homes', { as: 'ward-officer' })
    await page.getByLabel('Postcode').fill('zx1 1aa')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: '3 homes' }).waitFor()
    await isFit(page)
    await page.getByRole('link', { name: `1 ${home.street}` }).click()
    await page.getByRole('heading', { name: `1 ${home.street}` }).waitFor()
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByRole('link', { name: 'Enter the name of the resident' }).waitFor()
    await isFit(page)
    await page.getByLabel('Name', { exact: true }).fill('Ada Example')
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText('Ada Example').waitFor()
    expect(page.url()).toBe(`${site.address}/homes/${home.id}`)
    await isFit(page)
  })

  test('a data protection officer sees who saw it and what they did, and that they looked', async () => {
    await log.sealer.pass()
    const page = await site.open('/account/log/records', { as: 'data-protection' })
    await page.getByLabel('Id of the record').fill(home.id)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('table', { name: /entries about this record/ }).waitFor()
    expect(await page.locator('main').innerText()).toContain('register a resident')
    await isFit(page)
    const { rows } = await log.owner.query<{ actor: string }>(
      `select actor from log.entry where purpose = 'register a resident'`,
    )
    await page.goto(`${site.address}/account/log/people`)
    await page.getByLabel(/^Account/).fill(rows[0]?.actor ?? '')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('cell', { name: 'register a resident' }).waitFor()
    await isFit(page)
    await page.goto(`${site.address}/account/log/records`)
    await page.getByLabel('Id of the record').fill(home.id)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByText('who saw a record').first().waitFor()
  })

  test.each(['heads', 'samples'])('an auditor reads the %s of the log', async (name) => {
    const page = await site.open(`/account/log/${name}`, { as: 'auditor' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('main').getByRole('table').count()).toBeGreaterThan(0)
    await isFit(page)
  })

  test('an investigator traces a code, and is told where it leads nowhere', async () => {
    const page = await site.open('/trace', { as: 'investigator' })
    await page.getByLabel('Code').fill('ZX000001')
    await page.getByLabel('Day that matters').fill('2026-01-01')
    await page.getByRole('button', { name: 'Trace' }).click()
    await page.getByText('No home has had a bottle with this code.').waitFor()
    await isFit(page)
  })
})

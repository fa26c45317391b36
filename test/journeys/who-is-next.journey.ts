import { beforeAll, describe, expect, test } from 'vitest'
import { putBurglary } from '../burglary.ts'
import { testDatabase } from '../database.ts'
import { putHomes } from '../homes.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'
import { download, rowsOf } from './read-page.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(database)

beforeAll(async () => {
  await putHomes(database, {
    E05000001: { bcu: 'B1', homes: 12, postcode: 'ZX11AA' },
    E05000003: { bcu: 'B2', homes: 4, postcode: 'ZX33CC' },
  })
})

describe('who is next', () => {
  test('a sergeant sees the burgled home and four either side of it, and nothing of the crime', async () => {
    const page = await site.open('/deliver/who-is-next', { as: 'sergeant' })
    await page.getByText('Nobody to call at').waitFor()
    await isFit(page)
    await putBurglary(database, { reference: 'CRIME-1', easting: 530_060, northing: 180_000 })
    await page.reload()
    const rows = rowsOf(page, 'in the order in which to call')
    await rows.first().waitFor()
    const told = await rows.allInnerTexts()
    expect(told).toHaveLength(9)
    expect(told[0]).toMatch(/^1\s+6 E05000001 Street.*Nearest door to a burglary.*With nobody yet/s)
    expect(told[1]).toMatch(/^2\s+\d E05000001 Street.*1 door from a burgled home/s)
    expect(told.at(-1)).toMatch(/4 doors from a burgled home/)
    expect(await page.locator('main').innerText()).not.toMatch(/CRIME-1|Victim Road|E05000003/)
    await isFit(page)
  })

  test('what was done around each burgled home is told on its own page, and kept as a file', async () => {
    const page = await site.open('/deliver/who-is-next', { as: 'sergeant' })
    await page.getByRole('link', { name: 'What was done around each burgled home' }).press('Enter')
    await page.getByRole('heading', { name: 'What was done around burgled homes' }).waitFor()
    const rows = rowsOf(page, 'the latest report first')
    expect(await rows.count()).toBe(1)
    expect(await rows.first().innerText()).toMatch(
      /^6 E05000001 Street\s.*\s9\s+0\s+not over\s+0\s+not over\s+0\s+not over\s+0/s,
    )
    await isFit(page)
    const file = await download(page, 'Download day by day (CSV)')
    expect(file.name).toMatch(/mettrace-who-is-next-dosage\.csv$/)
    expect(file.rows.map(({ what, homes, so_far }) => [what, homes, so_far])).toEqual([
      ['visited', '9', '0'],
      ['offered', '9', '0'],
      ['delivered', '9', '0'],
    ])
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await scrollsSideways(page)).toBe(false)
  })
})

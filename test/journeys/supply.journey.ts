import { afterAll, expect, test } from 'vitest'
import { addLives, type Life } from '../../apps/server/rooms/supply/lives.ts'
import { putHomes } from '../homes.ts'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const homes = await putHomes(log.database, {
  E05000001: { bcu: 'B1', homes: 2, postcode: 'ZX11AA' },
  E05000009: { bcu: 'B9', homes: 2, postcode: 'ZX22BB' },
})
const [ours, theirs] = [homes.get('E05000001')![0]!, homes.get('E05000009')![0]!]
const at = (day: string): Date => new Date(`${day}T10:00:00Z`)
const nowhere = { ward: null, bcu: null }
const sending = '00000000-0000-7000-8000-000000000071'

/** Bottles that are with a home of one ward, with one of another, on their way, quarantined, and in the central store. */
const lives: Life[] = [
  ...[ours, theirs].map((home, number): Life => {
    const { ward, bcu } = home
    return {
      serial: `KIT${number + 1}`,
      code: null,
      madeOn: '2026-01-05',
      expiresOn: null,
      events: [
        { at: at('2026-02-01'), kind: 'received', holder: 'store', place: nowhere },
        { at: at('2026-02-10'), kind: 'issued', holder: `bcu:${bcu}`, place: { ward: null, bcu } },
        { at: at('2026-03-01'), kind: 'delivered', holder: `home:${home.id}`, place: { ward, bcu } },
      ],
    }
  }),
  ...Array.from({ length: 6 }, (_, number): Life => {
    const events: Life['events'] = [
      { at: at('2026-02-01'), kind: 'received', holder: 'store', place: nowhere },
    ]
    const more: Life['events'] =
      number < 2
        ? [
            {
              at: at('2026-04-01'),
              kind: 'sent',
              holder: `transit:${sending}`,
              place: { ward: null, bcu: 'B1' },
              act: sending,
            },
          ]
        : number === 2
          ? [
              {
                at: at('2026-04-01'),
                kind: 'quarantined',
                holder: 'store',
                place: nowhere,
                reason: 'Labels lift',
              },
            ]
          : []
    return {
      serial: `STORED${number}`,
      code: null,
      madeOn: '2026-01-05',
      expiresOn: null,
      events: [...events, ...more],
    }
  }),
]
await log.database.withActor({ id: 'test', role: 'registrar' }, 'kits of a test', (tx) =>
  addLives(tx, 'test', lives),
)

test('the keeper of the central store sees who has kits, and the whole life of one', async () => {
  const page = await site.open('/supply/stock', { as: 'store-keeper' })
  const stores = page.getByRole('table', { name: /Stores/ })
  await stores.waitFor()
  expect(await stores.locator('tbody tr').first().innerText()).toMatch(/Central store\s+4\s+0\s+1\s/)
  await isFit(page)
  await page.getByRole('link', { name: 'Find a kit' }).click()
  await page.getByRole('button', { name: 'Find kit' }).click()
  await page.getByRole('link', { name: 'Enter the serial of the kit' }).waitFor()
  await page.getByLabel('Serial').fill('kit1')
  await page.getByRole('button', { name: 'Find kit' }).click()
  await page.getByRole('heading', { name: 'KIT1', level: 1 }).waitFor()
  expect(await page.locator('.mettrace-life__what strong').allInnerTexts()).toEqual([
    'Delivered: Store of B1 → a home',
    'Issued: Central store → Store of B1',
    'Received: Central store',
  ])
  await isFit(page)
})

test('a ward officer sees nothing of another ward’s bottles, which answer like those that there are not', async () => {
  const page = await site.open('/supply/stock', { as: 'ward-officer' })
  await page.getByText('At homes').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('Central store')
  const answerTo = async (serial: string): Promise<string> => {
    await page.goto(`${site.address}/supply/kit`)
    await page.getByLabel('Serial').fill(serial)
    await page.getByRole('button', { name: 'Find kit' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    return (await page.locator('main').innerText()).replaceAll(serial, 'it')
  }
  expect(await answerTo('KIT1')).toContain('Delivered')
  expect(await answerTo('KIT2')).toBe(await answerTo('KIT9'))
  expect(await answerTo('STORED1')).toBe(await answerTo('KIT9'))
  await isFit(page)
})

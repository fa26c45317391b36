import { afterAll, expect, test } from 'vitest'
import { plainSerial, spelled } from '@mettrace/kit-codes/serial/serial'
import { addLives, type Life } from '../../apps/server/rooms/supply/lives.ts'
import { putHomes } from '../homes.ts'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const homes = await putHomes(log.database, { E05000001: { bcu: 'B1', homes: 2, postcode: 'ZX11AA' } })
const [first, second] = [homes.get('E05000001')![0]!, homes.get('E05000001')![1]!]
const phone = { width: 390, height: 844 }

/** Serials with their check character, as they are typed. */
const serials = Array.from({ length: 40 }, (_, at) =>
  plainSerial(`KZ00${String(at).padStart(4, '0')}`),
).flatMap((serial) => serial ?? [])
const [delivered, ...stored] = serials.slice(0, 7) as [string, ...string[]]
const batch = '00000000-0000-7000-8000-0000000000b1'
const at = (day: string): Date => new Date(`${day}T10:00:00Z`)
const nowhere = { ward: null, bcu: null }

const supplier = '00000000-0000-7000-8000-0000000000b2'
const contract = '00000000-0000-7000-8000-0000000000b3'
await log.owner.query(`insert into engagement.supplier (id, name, actor) values ($1, 'Liquid Ltd', 'test')`, [
  supplier,
])
await log.owner.query(
  `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
   values ($1, 'C-1', $2, '2026-01-01', '2027-12-31', 'test')`,
  [contract, supplier],
)
await log.owner.query(
  `insert into engagement.kit_batch (id, contract, reference, announced, ordered, due_on, made_on, actor)
   values ($1, $2, 'B-1', 8, 8, '2026-01-20', '2026-01-05', 'test')`,
  [batch, contract],
)

/** Bottles of one batch: one that a home was given, the others in the central store. */
const lives = [delivered, ...stored].map((serial, number): Life => {
  const events: Life['events'] = [{ at: at('2026-02-01'), kind: 'received', holder: 'store', place: nowhere }]
  const { ward, bcu } = first
  const given: Life['events'] = [
    { at: at('2026-02-10'), kind: 'issued', holder: `bcu:${bcu}`, place: { ward: null, bcu } },
    { at: at('2026-03-01'), kind: 'delivered', holder: `home:${first.id}`, place: { ward, bcu } },
  ]
  return {
    serial,
    code: null,
    batch,
    madeOn: '2026-01-05',
    expiresOn: null,
    events: number === 0 ? [...events, ...given] : events,
  }
})
await log.database.withActor({ id: 'test', role: 'registrar' }, 'kits of a test', (tx) =>
  addLives(tx, 'test', lives),
)

test('a count is blind; another person decides what differs', async () => {
  const keeper = await site.open('/supply/counts', { as: 'store-keeper' })
  await keeper.getByRole('button', { name: 'Begin count' }).click()
  await keeper.getByRole('link', { name: 'Choose who to count' }).waitFor()
  await isFit(keeper)
  await keeper.getByLabel('Whose kits do you count?').selectOption({ label: 'Central store' })
  await keeper.getByRole('button', { name: 'Begin count' }).click()
  await keeper.getByRole('heading', { name: 'What do you count?' }).waitFor()
  await isFit(keeper)
  const count = keeper.url()
  await keeper.goto(`${site.address}/supply/stock`)
  await keeper.getByText('You are counting Central store').waitFor()
  expect(await keeper.getByRole('table', { name: /Stores/ }).count()).toBe(0)

  await keeper.goto(count)
  await keeper.getByRole('button', { name: 'Finish count' }).click()
  await keeper.getByRole('link', { name: /Scan or enter the serials you counted/ }).waitFor()
  await keeper.getByLabel('Kits you counted').fill(stored.slice(1).map(spelled).join('\n'))
  await keeper.getByRole('button', { name: 'Finish count' }).click()
  await keeper.getByRole('heading', { name: `You counted ${stored.length - 1} kits` }).waitFor()
  expect(await keeper.locator('main').innerText()).not.toContain(stored[0])
  await isFit(keeper)

  const lead = await site.open('/supply/counts', { as: 'programme-lead' })
  await isFit(lead)
  await lead.getByRole('link', { name: /^Central store/ }).click()
  await lead.getByRole('heading', { name: '1 missing', level: 1 }).waitFor()
  await isFit(lead)
  await lead.getByRole('button', { name: 'Decide differences' }).click()
  await lead.getByRole('link', { name: 'Decide at least one kit' }).waitFor()
  await lead.getByLabel(`Decision on ${stored[0]}`).selectOption({ label: 'Lost' })
  await lead.getByLabel('Why').fill('Searched for twice')
  await lead.getByRole('button', { name: 'Decide differences' }).click()
  await lead.getByRole('cell', { name: /^Lost\. .*Searched for twice$/ }).waitFor()
  await isFit(lead)
  const small = await site.open('/supply/losses', { as: 'programme-lead', viewport: phone })
  await small.getByRole('rowheader', { name: 'Missing at a count' }).waitFor()
  await isFit(small)
})

test('a recall stops a whole batch, and says which holders and homes were told', async () => {
  const keeper = await site.open('/supply/recalls', { as: 'store-keeper' })
  await keeper.getByRole('button', { name: 'Stop kits' }).click()
  await keeper.getByRole('link', { name: 'Choose recall or quarantine' }).waitFor()
  await isFit(keeper)
  await keeper.getByRole('radio', { name: /^Recall:/ }).check()
  await keeper.getByLabel('A whole batch').selectOption(batch)
  await keeper.getByLabel('What is wrong with them').fill('The pump leaks')
  await keeper.getByRole('button', { name: 'Stop kits' }).click()
  await keeper.getByRole('heading', { name: 'Recall of batch B-1' }).waitFor()
  await isFit(keeper)
  await keeper.getByRole('button', { name: 'Save who was told' }).click()
  await keeper.getByRole('link', { name: 'Choose who was told' }).waitFor()
  await keeper.getByLabel('A home in ward E05000001').check()
  await keeper.getByLabel('Central store').check()
  await keeper.getByLabel('By telephone').check()
  await keeper.getByRole('button', { name: 'Save who was told' }).click()
  await keeper
    .getByRole('cell', { name: /by telephone, by/ })
    .first()
    .waitFor()
  await keeper.getByLabel('A home in ward E05000001').check()
  await keeper.getByLabel('They acknowledged it').check()
  await keeper.getByRole('button', { name: 'Save who was told' }).click()
  await keeper.locator('.mettrace-figure', { hasText: /Acknowledged\s*1 of 2 told/ }).waitFor()
  await isFit(keeper)

  await keeper.getByLabel('Why they can be used again').fill('Pumps were changed')
  await keeper.getByRole('button', { name: 'Release kits' }).click()
  await keeper.getByRole('heading', { name: 'Release of batch B-1' }).waitFor()
  const small = await site.open('/supply/suppliers', { as: 'store-keeper', viewport: phone })
  await small.getByRole('link', { name: 'Liquid Ltd' }).click()
  await small.getByRole('rowheader', { name: 'B-1' }).waitFor()
  await isFit(small)
})

test('a disputed fact stands beside what the ledger says, and a sergeant decides', async () => {
  const act = '00000000-0000-7000-8000-0000000000b4'
  const { ward, bcu } = second
  const teller = 'person:00000000-0000-7000-8000-0000000000b5'
  await log.owner.query(
    `insert into engagement.kit_act (id, kind, at, from_holder, to_holder, kits, ward, bcu, actor)
     values ($1, 'delivered', '2026-03-02T10:00Z', 'bcu:B1', $2, 1, $3, $4, $5)`,
    [act, `home:${second.id}`, ward, bcu, teller],
  )
  await log.owner.query(
    `insert into engagement.kit_movement (id, act, kind, at, from_holder, holder, claimed_serial, ward, bcu, actor)
     values (gen_random_uuid(), $1, 'delivered', '2026-03-02T10:00Z', 'bcu:B1', $2, $3, $4, $5, $6)`,
    [act, `home:${second.id}`, delivered, ward, bcu, teller],
  )
  const sergeant = await site.open('/supply/disputed-facts', { as: 'sergeant' })
  await isFit(sergeant)
  await sergeant.getByRole('link', { name: delivered }).click()
  await sergeant.getByRole('table', { name: /^Both stories/ }).waitFor()
  await isFit(sergeant)
  await sergeant.getByRole('button', { name: 'Decide' }).click()
  await sergeant.getByRole('link', { name: 'Choose which story is right' }).waitFor()
  await isFit(sergeant)
  await sergeant.getByLabel('The report is right: accept it').check()
  await sergeant.getByLabel('Why').fill('The resident has it')
  await sergeant.getByRole('button', { name: 'Decide' }).click()
  await sergeant.getByText('The report was accepted by').waitFor()
  const officer = await site.open('/supply/disputed-facts', { as: 'ward-officer', viewport: phone })
  await officer.getByText('Accepted').waitFor()
  await isFit(officer)
})

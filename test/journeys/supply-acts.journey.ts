import { afterAll, expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { uuidv7 } from '../../apps/server/foundation/uuid.ts'
import { importKits } from '../../apps/server/rooms/supply/batch/import-kits.ts'
import { putHomes } from '../homes.ts'
import { freshLog } from '../log.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { temporaryFile } from '../temporary-files.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const homes = await putHomes(log.database, {
  E05000001: { bcu: 'B1', homes: 1, postcode: 'ZX11AA' },
  E05000003: { bcu: 'B1', homes: 1, postcode: 'ZX33CC' },
})
const home = homes.get('E05000001')![0]!
const phone = { width: 390, height: 844 }

const serials = Array.from({ length: 4 }, (_, at) => {
  const body = `K7A00000${at}`
  return body + checkCharacterOf(body)
})
const [bottle, second] = serials as [string, string]
const swapped = `${bottle.slice(0, 1)}A7${bottle.slice(3)}`

/** A supplier announces a batch of one box. */
const announce = async (): Promise<void> => {
  const registrar = { id: 'command line: test', role: 'registrar' } as const
  await log.database.withActor(registrar, 'a contract', async (tx) => {
    const supplier = uuidv7()
    await tx.query('insert into engagement.supplier (id, name, actor) values ($1, $2, $3)', [
      supplier,
      'Example Marking Ltd',
      registrar.id,
    ])
    await tx.query(
      `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
       values ($1, 'C-1', $2, '2026-01-01', '2030-12-31', $3)`,
      [uuidv7(), supplier, registrar.id],
    )
  })
  const rows = serials.map((serial, at) => `${serial},ZXCODE${at},12,B26,2026-09-01`)
  const file = await temporaryFile('kits.csv', ['serial,code,box,batch,made', ...rows, ''].join('\n'))
  await importKits(log.database, registrar, [file], () => undefined, { contract: 'C-1', announced: true })
}

test('a batch comes in: a swapped character is refused, what is missing is said, and nothing is taken twice', async () => {
  await announce()
  const page = await site.open('/supply/receive', { as: 'store-keeper' })
  await page.getByRole('table', { name: /Boxes/ }).waitFor()
  await isFit(page)
  await page.getByLabel('Boxes or kits').fill([bottle, swapped].join('\n'))
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('link', { name: /is not a serial/ }).waitFor()
  await isFit(page)

  await page.getByLabel('Boxes or kits').fill([...serials.slice(0, 3), bottle].join('\n'))
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('cell', { name: spelled(serials[3]!) }).waitFor()
  await page.getByRole('heading', { name: 'Given more than once' }).waitFor()
  await isFit(page)
  await page.getByRole('button', { name: 'Receive 3 kits' }).click()
  await page.getByRole('link', { name: 'Enter what is missing and who was told' }).waitFor()
  await page.getByLabel('What is missing, and who was told').fill('One short; the driver signed for it')
  await page.getByRole('button', { name: 'Receive 3 kits' }).click()
  await page.getByText('3 kits received').waitFor()
  await isFit(page)

  await page.getByRole('link', { name: /^12/ }).click()
  await page.getByLabel(spelled(serials[3]!)).check()
  await isFit(page)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Receive 1 kit' }).click()
  await page.getByText('1 kit received').waitFor()
  await page.getByLabel('Boxes or kits').fill(bottle)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('it was received before').waitFor()
  expect(await page.getByRole('button', { name: /^Receive/ }).count()).toBe(0)
})

test('a box goes to the BCU, to a team, to an officer, and each side confirms', async () => {
  const store = await site.open('/supply/send', { as: 'store-keeper' })
  await isFit(store)
  await store.getByRole('button', { name: 'Send' }).click()
  await store.getByRole('link', { name: 'Choose who they go to' }).waitFor()
  await store.getByLabel('Store of B1').check()
  await store.getByLabel('Number of a box').fill('12')
  await store.getByRole('button', { name: 'Send' }).click()
  await store.getByText('4 kits on').waitFor()
  await isFit(store)

  const bcu = await site.open('/supply/transfers', { as: 'stock-keeper' })
  await isFit(bcu)
  await bcu.getByRole('link', { name: 'Central store → Store of B1' }).click()
  await bcu.getByText('Not all are here').click()
  await bcu.getByLabel('Kits of this transfer').fill(bottle)
  await isFit(bcu)
  await bcu.getByRole('button', { name: 'Say so' }).click()
  await bcu.getByRole('button', { name: 'Confirm all 3' }).click()
  await bcu.getByText('both sides are done').waitFor()

  const officer = await site.open('/supply/my-kits', { as: 'ward-officer', viewport: phone })
  const sergeant = await site.open('/supply/teams', { as: 'sergeant' })
  await sergeant.getByLabel('Name of the team').fill('Ash team')
  await sergeant.getByLabel('Ward').selectOption({ label: 'Ash' })
  await isFit(sergeant)
  await sergeant.getByRole('button', { name: 'Make team' }).click()
  await sergeant.getByLabel('Name of the officer').fill('nobody')
  await sergeant.getByRole('button', { name: 'Add member' }).click()
  await sergeant.getByRole('link', { name: 'Nobody who holds or hands out kits has this name' }).waitFor()
  await sergeant.getByLabel('Name of the officer').fill('fa')
  await sergeant.getByRole('button', { name: 'Add member' }).click()
  await sergeant.getByRole('link', { name: 'Choose which of them you mean' }).waitFor()
  await sergeant.getByLabel('Fatima Begum, ward officer').waitFor()
  await isFit(sergeant)
  await sergeant.getByLabel('Name of the officer').fill('owen h')
  await sergeant.getByRole('button', { name: 'Add member' }).click()
  await sergeant.getByRole('rowheader', { name: 'Owen Hughes' }).waitFor()
  await isFit(sergeant)

  await bcu.goto(`${site.address}/supply/send`)
  await bcu.getByLabel('Ash team').check()
  await bcu.getByLabel('Kits or boxes').fill([bottle, second].join('\n'))
  await bcu.getByRole('button', { name: 'Send' }).click()
  await bcu.getByText('2 kits on').waitFor()
  await sergeant.goto(`${site.address}/supply/transfers`)
  await sergeant.getByRole('link', { name: 'Store of B1 → Ash team' }).click()
  await sergeant.getByRole('button', { name: 'Confirm all 2' }).click()
  await sergeant.getByText('both sides are done').waitFor()

  await sergeant.goto(`${site.address}/supply/send`)
  await sergeant.getByRole('link', { name: 'Ash team' }).click()
  await sergeant.getByLabel('Owen Hughes').check()
  await sergeant.getByLabel('Kits or boxes').fill([bottle, second].join('\n'))
  await sergeant.getByRole('button', { name: 'Send' }).click()
  await sergeant.getByText('2 kits on').waitFor()

  await officer.goto(`${site.address}/supply/my-kits`)
  await isFit(officer)
  await officer.getByRole('button', { name: /^Accept 2/ }).click()
  await officer.getByRole('heading', { name: '2 kits in hand' }).waitFor()
  await isFit(officer)
})

test('an officer returns a kit, and loses none alone', async () => {
  const page = await site.open('/supply/my-kits', { as: 'ward-officer', viewport: phone })
  await page.getByLabel(`Choose ${spelled(second)}`).check()
  await page.getByLabel('They are lost').check()
  await page.getByLabel('What happened').fill('Fell off the bicycle')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Choose or enter who confirms it with you' }).waitFor()
  await page.getByLabel('I return them').check()
  await page.getByLabel('Ash team').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('1 kit on').waitFor()
})

test('a kit is handed over on the home’s page, once, and its whole life is told', async () => {
  const page = await site.open(`/deliver/homes/${home.id}`, { as: 'ward-officer', viewport: phone })
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.getByRole('link', { name: 'Scan or enter the serial of the kit' }).waitFor()
  await isFit(page)
  await page.getByLabel('Kit that you hand over').fill(bottle)
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.getByText('here since').waitFor()
  await isFit(page)
  await page.getByLabel('Kit that you hand over').fill(bottle)
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.getByRole('link', { name: /somebody else has it/ }).waitFor()

  const store = await site.open('/supply/kit', { as: 'store-keeper' })
  await store.getByLabel('Serial').fill(spelled(bottle))
  await store.getByRole('button', { name: 'Find kit' }).click()
  await store.getByRole('heading', { name: bottle, level: 1 }).waitFor()
  expect(await store.locator('.mettrace-life__what strong').allInnerTexts()).toEqual([
    'Delivered: Owen Hughes → a home',
    'Taken: on the way → Owen Hughes',
    'Sent: Ash team, B1 → on the way',
    'Taken: on the way → Ash team, B1',
    'Sent: Store of B1 → on the way',
    'Taken: on the way → Store of B1',
    'Sent: Central store → on the way',
    'Received: Central store',
  ])
  await isFit(store)
})

test('a ward officer sees nothing of another ward’s kits, and meets nothing of them by a guess', async () => {
  const page = await site.open('/supply/transfers', { as: 'ward-officer-2' })
  await page.getByText('Nothing is on the way').waitFor()
  await page.goto(`${site.address}/supply/my-kits`)
  await page.getByRole('heading', { name: '0 kits in hand' }).waitFor()
  const answerTo = async (serial: string): Promise<string> => {
    await page.goto(`${site.address}/supply/kit`)
    await page.getByLabel('Serial').fill(serial)
    await page.getByRole('button', { name: 'Find kit' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    return (await page.locator('main').innerText()).replaceAll(serial, 'it')
  }
  const unknown = `K7A99999${checkCharacterOf('K7A99999')}`
  expect(await answerTo(bottle)).toBe(await answerTo(unknown))
  const other = homes.get('E05000003')![0]!
  const refusalOf = async (serial: string): Promise<string> => {
    await page.goto(`${site.address}/deliver/homes/${other.id}`)
    await page.getByLabel('Kit that you hand over').fill(serial)
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    return (await page.locator('main').innerText()).replaceAll(serial, 'it')
  }
  expect(await refusalOf(bottle)).toBe(await refusalOf(unknown))
})

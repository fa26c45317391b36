import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { testDatabase } from '../database.ts'
import { isFitPhone } from '../field/fit-phone.ts'
import { enrol, isInstalled, newPhone, openField, ownPin, press, unlock } from '../field/phone-page.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'

// Whoever scans in custody, with the real server: signed in once, then without a signal.

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
await putSaturationTown(database, owner)
const site = await openSite(database)
const browser = await launchBrowser()
const complaints: string[] = []
afterAll(async () => {
  await browser.close()
  expect(complaints).toEqual([])
})

test('three negatives and a glow without a signal are on the desk’s list and in the rate once', async () => {
  const desk = await site.open('/trace/scans/lamps', { as: 'custody' })
  await desk.getByLabel('Custody and property store').check()
  await desk.getByRole('button', { name: 'Act in this role' }).click()
  for (const lamp of ['L-09', 'L-10']) {
    await desk.getByLabel('What is written on it').fill(lamp)
    await desk.getByRole('button', { name: 'Add lamp' }).click()
    await desk.getByRole('rowheader', { name: lamp }).waitFor()
  }
  await desk.getByLabel('Lamp or arch').selectOption('L-09')
  await desk.getByLabel('Yes, it passed').check()
  await desk.getByLabel('Holds until, if it passed').fill('2099-12-07')
  await desk.getByRole('button', { name: 'Save check' }).click()
  await desk.getByRole('cell', { name: /in check until/ }).waitFor()
  await desk.getByLabel('What it is called').fill('Saltings')
  await desk.getByRole('button', { name: 'Add place' }).click()
  await desk.getByRole('rowheader', { name: 'Saltings' }).waitFor()

  const context = await newPhone(browser)
  const page = await openField(context, site, complaints)
  await page.getByRole('link', { name: 'Scans' }).click()
  await press(page, 'Sign in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('button[name="who"][value="custody"]').click()
  await page.getByLabel('Custody and property store').check()
  await page.getByRole('button', { name: 'Act in this role' }).click()
  await enrol(page, ownPin)
  await isInstalled(page)
  await page.getByText('No lamp chosen').waitFor()
  await isFitPhone(page)
  await press(page, /^Saltings/)
  await page.getByLabel('L-10').check()
  await page.getByText('! never checked').waitFor()
  await isFitPhone(page)
  await page.getByLabel('L-09').check()
  await press(page, 'Scan')

  await context.setOffline(true)
  // A tap too few: nothing is recorded without the law, and nothing was filled in.
  await press(page, /^Nothing glowed/)
  await page.getByText(/Choose the legal basis: .*DPA 2018 s.35/).waitFor()
  await isFitPhone(page)
  for (const custody of ['01cu/4471/26', '01cu/4472/26', '01cu/4473/26']) {
    await page.getByLabel('Custody reference').fill(custody)
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    // The first tap, and the second.
    await page.getByLabel('PACE s.54, search in custody').check()
    await press(page, /^Nothing glowed/)
    await page.getByText(`${custody.toUpperCase()}: nothing glowed`).waitFor()
  }
  await isFitPhone(page)
  await page.getByLabel('Custody reference').fill('John Doe')
  await page.getByLabel('Consent of the person').check()
  await press(page, /^Nothing glowed/)
  await page.getByText(/never a name \(DPA 2018 s.37\)/).waitFor()
  await page.getByLabel('Custody reference').fill('01CU/4474/26')
  await press(page, /^Glow/)
  await page.getByLabel('Part of the body').fill('left sleeve')
  await isFitPhone(page)
  await press(page, /^Save/)
  await page.getByText('01CU/4474/26: glow').waitFor()
  await press(page, 'Done')
  await expect.poll(() => page.getByText('on this phone', { exact: true }).count()).toBe(4)
  await isFitPhone(page)

  // Locked and opened again without a signal; the other side of the phone knows nobody, and nothing of it.
  await press(page, 'End of shift: lock')
  await page.getByText('4 not sent, on this phone').waitFor()
  await isFitPhone(page)
  await page.getByRole('link', { name: 'Doors' }).click()
  await page.getByText('Nobody is set up on this phone').waitFor()
  await page.getByRole('link', { name: 'Scans' }).click()
  const sealed = await page.evaluate(`(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name).sort()
    const open = (name) => new Promise((resolve, reject) => {
      const asked = indexedDB.open(name)
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    const rows = async (name) => {
      const database = await open(name)
      const all = {}
      for (const store of database.objectStoreNames)
        all[store] = await new Promise((resolve) => {
          const asked = database.transaction(store).objectStore(store).getAll()
          asked.onsuccess = () => resolve(asked.result)
        })
      database.close()
      return all
    }
    const of = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await rows(name)])))
    const text = JSON.stringify(of, (_, value) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value)
        : ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value)
    return { names, doors: of.mettrace.outbox.length, scans: of['mettrace-scans'].outbox.length,
      plain: ['4471', 'Saltings', 'L-09', 'PACE'].filter((word) => text.includes(word)) }
  })()`)
  expect(sealed).toEqual({ names: ['mettrace', 'mettrace-scans'], doors: 0, scans: 4, plain: [] })
  await unlock(page, ownPin)
  await page.getByRole('button', { name: /^Saltings L-09, in check/ }).waitFor()

  await context.setOffline(false)
  await page.getByText(/^All sent/).waitFor()
  await desk.goto(`${site.address}/trace/scans`)
  const listed = desk.getByRole('row', { name: /by phone/ })
  expect(await listed.count()).toBe(4)
  expect(await desk.getByRole('row', { name: /01CU\/4474\/26.*Glow: left sleeve/ }).count()).toBe(1)
  expect(await desk.getByText('(out of check)').count()).toBe(0)

  const { rows: shifts } = await owner.query<{ onDay: string; shift: string }>(
    `select distinct on_day::text as "onDay", shift from enforcement.scan`,
  )
  await desk.goto(`${site.address}/trace/scans/booked-in`)
  await desk.getByText('Many at once, from a file').click()
  await desk
    .getByLabel('Lines of the custody record system')
    .fill(shifts.map(({ onDay, shift }) => `Saltings,${onDay},${shift},5`).join('\n'))
  await desk.getByRole('button', { name: 'Take lines' }).click()
  await desk.getByRole('cell', { name: 'file' }).first().waitFor()
  const days = shifts.map(({ onDay }) => onDay).toSorted()
  await desk.goto(`${site.address}/trace/scans/rates?from=${days[0]}&to=${days.at(-1)}`)
  const share = ((4 / (5 * shifts.length)) * 100).toFixed(1)
  await desk.getByRole('heading', { name: `Was every detainee scanned? ${share}% were` }).waitFor()

  // A correction that comes second is set aside: it counts nowhere until somebody at the desk decides.
  await context.setOffline(true)
  await press(page, 'Done')
  await press(page, /01CU\/4472\/26/)
  await isFitPhone(page)
  await press(page, 'Correct')
  await page.getByText('Correcting a scan.').waitFor()
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
  await page.getByLabel('Consent of the person').check()
  await press(page, /^Unclear/)
  await press(page, /^Save/)
  await page.getByText('01CU/4472/26: unclear').waitFor()
  await desk.goto(`${site.address}/trace/scans`)
  await desk
    .getByRole('row', { name: /01CU\/4472\/26/ })
    .getByRole('link', { name: /^Correct/ })
    .click()
  await desk.getByLabel('Consent of the person').check()
  await desk.getByRole('button', { name: 'Nothing glowed' }).click()
  await desk.waitForURL(`${site.address}/trace/scans`)
  await context.setOffline(false)
  await press(page, /not sent|All sent/)
  await page.getByRole('heading', { name: '1 set aside by the station' }).waitFor()
  await press(page, /01CU\/4472\/26: unclear/)
  await page.getByText(/was corrected before/).waitFor()
  await isFitPhone(page)
  await desk.goto(`${site.address}/trace/scans/set-aside`)
  await isFit(desk)
  await desk.getByRole('link', { name: /^Record\s+the scan/ }).click()
  expect(await desk.getByLabel('Custody reference of a person').inputValue()).toBe('01CU/4472/26')
  expect(await desk.getByRole('radio', { name: 'Consent of the person' }).isChecked()).toBe(false)
  await desk.goBack()
  await desk.getByRole('combobox', { name: 'Scan', exact: true }).selectOption({ index: 1 })
  await desk.getByLabel('Why it is left out').fill('corrected at the desk')
  await desk.getByRole('button', { name: 'Leave out' }).click()
  await desk.getByText('Nothing waits.').waitFor()
})

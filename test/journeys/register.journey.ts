import { afterAll, expect, test } from 'vitest'
import { addressImporter, coreFile, loadWards, type CoreRow } from '../address-files.ts'
import { freshLog } from '../log.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)

await loadWards(log.database)
const site = await openSite(log.database, { logDirectory: log.directory })

const rows: CoreRow[] = [1, 2, 3, 4].map((uprn) => ({ uprn }))
const phone = { width: 390, height: 844 }

test('an edition waits, is looked at and accepted; what the door says of a home is decided by another', async () => {
  const take = addressImporter(log.database)
  await take(await coreFile([...rows, { uprn: 5, at: [6000, 1000], parent: 77, unit: 'FLAT 1' }]))

  const lead = await site.open('/deliver/address-editions', { as: 'programme-lead' })
  await isFit(lead)
  await lead.getByRole('link', { name: 'Edition 1' }).click()
  await lead.getByRole('heading', { name: 'Is this edition to stand?' }).waitFor()
  await isFit(lead)
  await lead.getByRole('button', { name: 'Refuse' }).click()
  await lead.getByRole('link', { name: 'Say why the edition is refused' }).waitFor()
  await isFit(lead)
  await lead.getByRole('button', { name: 'Accept' }).click()
  await lead.getByRole('heading', { name: 'Edition 1 Accepted' }).waitFor()
  await isFit(lead)

  await take(
    await coreFile([
      { uprn: 2, class: 'CR' },
      ...rows.slice(2),
      { uprn: 5, at: [6000, 1000], parent: 77, unit: 'FLAT 1' },
    ]),
  )
  await lead.goto(`${site.address}/deliver/address-editions`)
  await lead.getByRole('link', { name: 'Edition 2' }).click()
  await lead.getByRole('link', { name: 'Reclassified' }).click()
  await lead.getByRole('table', { name: 'Addresses 1 to 1 of 1' }).waitFor()
  expect(await lead.locator('main').innerText()).toContain('class RD')
  const planner = await site.open(new URL(lead.url()).pathname, { as: 'planner', viewport: phone })
  await planner.getByRole('table', { name: /Homes before and after/ }).waitFor()
  expect(await planner.getByRole('button', { name: 'Accept' }).count()).toBe(0)
  await isFit(planner)

  const officer = await site.open('/deliver/homes', { as: 'ward-officer' })
  await officer.getByLabel('Postcode').fill('zx1 1aa')
  await officer.keyboard.press('Enter')
  await officer.getByRole('link', { name: '3 ASH LANE' }).click()
  await officer.getByText('dwelling (RD)').waitFor()
  await isFit(officer)
  const home = officer.url()
  await officer.getByText('This is no home, or one is missing').click()
  await officer.getByRole('button', { name: 'Propose to leave it out' }).click()
  await officer.getByRole('link', { name: 'Choose why the home is to be left out' }).waitFor()
  await isFit(officer)
  await officer.getByLabel('Demolished').check()
  await officer.getByLabel('What was seen').first().fill('A hole in the ground')
  await officer.getByRole('button', { name: 'Propose to leave it out' }).click()
  await officer.getByText('Waits for another person to decide').waitFor()
  await isFit(officer)

  const sergeant = await site.open('/deliver/proposals', { as: 'sergeant' })
  await sergeant.getByRole('cell', { name: 'A hole in the ground' }).waitFor()
  await isFit(sergeant)
  await sergeant.getByRole('button', { name: /^Approve/ }).click()
  await sergeant.getByRole('cell', { name: /^Approved by/ }).waitFor()
  await isFit(sergeant)
  await officer.goto(home)
  await officer.getByText('This home does not count as one of its area').waitFor()
  const small = await site.open(new URL(home).pathname, { as: 'ward-officer', viewport: phone })
  await isFit(small)
})

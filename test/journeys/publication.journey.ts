import { afterAll, expect, test } from 'vitest'
import { freshLog } from '../log.ts'
import { putPayment } from '../money-things.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
await putPayment(log.owner)
const site = await openSite(log.database, { logDirectory: log.directory })

test('a quarter’s payments over £30,000: a reason, a draft, a second person, published', async () => {
  const finance = await site.open('/account/money/publication', { as: 'finance' })
  const due = finance.getByRole('row', { name: /^Payments over £30,000 1 July 2026 to 30 September 2026/ })
  await due.getByText('Missing: Why “Kits for Harrow” is good value for money').waitFor()
  await due.getByText(/30 October 2026/).waitFor()
  await isFit(finance)

  await finance.goto(`${site.address}/account/money/orders`)
  await finance.getByRole('link', { name: 'PO-1' }).click()
  await finance.getByText('Say what is published of it').click()
  await finance.getByLabel('Why it is good value for money').fill('Lowest of three tenders')
  await finance.getByRole('button', { name: 'Save', exact: true }).click()
  await finance.getByText('good value because Lowest of three tenders').waitFor()
  await isFit(finance)

  await finance.goto(`${site.address}/account/money/publication`)
  await due.getByRole('button', { name: /^Draft/ }).click()
  await finance.getByRole('cell', { name: '36000.00' }).waitFor()
  await finance.getByText('You drafted it: a second person checks it.').waitFor()
  const at = finance.url()
  await isFit(finance)

  const lead = await site.open(new URL(at).pathname, {
    as: 'programme-lead',
    viewport: { width: 320, height: 800 },
  })
  await isFit(lead)
  await lead.getByRole('radio', { name: 'It is right, and names no resident' }).check()
  await lead.getByRole('button', { name: 'Save', exact: true }).click()
  await lead.getByRole('heading', { name: 'Publish it' }).waitFor()

  await finance.goto(at)
  await finance.getByLabel('Where it is found').fill('UK17-0042')
  await finance.getByRole('button', { name: 'Publish' }).click()
  await finance.getByText(/: UK17-0042/).waitFor()
  const file = await (await finance.request.get(`${at}/file.csv`)).text()
  expect(file).toContain('North Marking,Kits for Harrow,Lowest of three tenders,C-1,36000.00,6000.00')
  const digest = await finance.locator('code').innerText()
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  await finance.goto(`${site.address}/account/money/publication`)
  await finance
    .getByRole('row', { name: /^Payments over £30,000 1 July 2026.*Published, version 1/ })
    .waitFor()
  await isFit(finance)
})

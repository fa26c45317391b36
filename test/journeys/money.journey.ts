import { financialYearOf, yearInWords } from '@mettrace/money/year/financial-year'
import { afterAll, expect, test } from 'vitest'
import { londonToday } from '../../apps/server/foundation/days.ts'
import { freshLog } from '../log.ts'
import { putBatch } from '../money-things.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const log = await freshLog()
afterAll(log.drop)
await putPlacesToPost(log.owner, { wards: ['Ash', 'Beech', 'Cedar'], bcus: ['North'] })
const site = await openSite(log.database, { logDirectory: log.directory })
const phone = { width: 320, height: 800 }

// A supplier of kits, of which Supply registered 990.
const contract = '00000000-0000-7000-8000-0000000000c3'
await log.owner.query(
  `with supplier as (
     insert into engagement.supplier (id, name, actor) values (gen_random_uuid(), 'North Marking', 'test') returning id)
   insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
   select $1, 'C-1', id, '2026-01-01', '2031-12-31', 'test' from supplier`,
  [contract],
)
await putBatch(log.owner, 'B-1', 990, contract)

test('a budget, an order, a short delivery, its invoice and its payment', async () => {
  const finance = await site.open('/account/money', { as: 'finance' })
  await finance.getByRole('link', { name: 'Add the first budget line' }).click()
  await finance.getByLabel('Name').fill('Kits')
  await finance.getByRole('button', { name: 'Add budget line' }).click()
  await finance.getByRole('heading', { name: 'Change a budget' }).waitFor()
  await finance.getByRole('combobox', { name: 'Budget line' }).selectOption({ label: 'Kits' })
  await finance.getByLabel('More, or less with a minus').fill('20,000')
  await finance.getByLabel('Decision that it rests on').fill('PCD 536')
  await finance.getByRole('button', { name: 'Enter change' }).click()
  await finance.getByText('You entered it: a second person decides').waitFor()
  await isFit(finance)
  const second = await site.open('/account/money', { as: 'programme-lead' })
  await second.getByRole('link', { name: 'PCD 536' }).click()
  await second.getByRole('button', { name: 'Approve change' }).click()
  await second.getByText('Approved by Sunita Rao').waitFor()
  await isFit(second)

  await finance.goto(`${site.address}/account/money/orders`)
  const order = async (quantity: string): Promise<void> => {
    await finance.getByLabel('From', { exact: true }).fill('North Marking')
    await finance.getByLabel('For', { exact: true }).fill('Kits for Harrow')
    await finance.getByRole('combobox', { name: 'Budget line' }).selectOption({ index: 1 })
    await finance.getByRole('textbox', { name: 'Quantity' }).fill(quantity)
    await finance.getByLabel('Price, net').fill('12.72')
    await finance.getByLabel('These are kits').check()
    await finance.getByRole('button', { name: 'Place order' }).click()
  }
  // Beyond the budget: refused with what is left, and nothing that was typed is lost.
  await order('2000')
  await finance.getByRole('link', { name: /£20,000.00 is left on this line/ }).waitFor()
  expect(await finance.getByLabel('Price, net').inputValue()).toBe('12.72')
  await isFit(finance)
  await order('1000')
  await finance.getByRole('heading', { name: 'PO-2: Kits for Harrow' }).waitFor()
  await finance.getByText('You ordered it: a second person approves').waitFor()
  const at = finance.url()
  await isFit(finance)

  const lead = await site.open(new URL(at).pathname, { as: 'programme-lead' })
  await lead.getByRole('radio', { name: 'Approve' }).check()
  await lead.getByRole('button', { name: 'Save decision' }).click()
  await lead.getByText('Approved by Sunita Rao').waitFor()

  const keeper = await site.open(new URL(at).pathname, { as: 'store-keeper', viewport: phone })
  await keeper.getByRole('combobox', { name: 'Batch' }).selectOption({ label: 'B-1: 990 registered kits' })
  await isFit(keeper)
  await keeper.getByRole('button', { name: 'Receive' }).click()
  await keeper.getByText(/^990 on /).waitFor()

  // Finance enters an invoice of 1,000: ten more than came.
  await finance.goto(at)
  await finance.getByRole('textbox', { name: 'Number' }).fill('INV-0041')
  await finance.getByRole('textbox', { name: 'How many' }).first().fill('1000')
  await finance.getByRole('textbox', { name: 'Net' }).fill('12,720.00')
  await finance.getByRole('textbox', { name: 'VAT' }).fill('2,544.00')
  await finance.getByRole('button', { name: 'Enter invoice' }).click()
  await finance.getByText('10 more invoiced than came').waitFor()
  const invoice = finance.url()
  await finance.getByRole('button', { name: 'Approve' }).click()
  await finance.getByRole('link', { name: /You ordered it: somebody else approves/ }).waitFor()
  await isFit(finance)

  await lead.goto(invoice)
  const many = lead.getByLabel('How many of Kits for Harrow')
  expect(await many.inputValue()).toBe('990')
  await many.fill('1000')
  await lead.getByRole('button', { name: 'Approve' }).click()
  await lead.getByRole('link', { name: /Only 990 came and is not invoiced yet/ }).waitFor()
  await many.fill('990')
  await lead.getByRole('button', { name: 'Approve' }).click()
  await lead.getByText('Enter the payment of £15,111.36').waitFor()
  await isFit(lead)

  await finance.goto(invoice)
  await finance.getByLabel('Reference in the force’s ledger').fill('BACS 0907')
  await finance.getByRole('button', { name: 'Enter payment' }).click()
  await finance.getByText(/BACS 0907/).waitFor()

  // Ten will not come: the money is free again.
  await finance.goto(at)
  await finance.getByRole('textbox', { name: 'How many' }).nth(1).fill('10')
  await finance.getByRole('textbox', { name: 'Why', exact: true }).fill('The supplier cannot send them')
  await finance.getByRole('button', { name: 'Cancel the rest' }).click()
  await expect.poll(() => finance.locator('tbody td').allInnerTexts()).toContain('990')
  await finance.goto(`${site.address}/account/money`)
  await finance
    .getByRole('heading', {
      name: `£7,407.20 of the ${yearInWords(financialYearOf(londonToday()))} budget is left`,
    })
    .waitFor()
  await isFit(finance)
  await finance.getByRole('row', { name: /^Kits/ }).getByRole('link', { name: '£12,592.80' }).click()
  await finance.getByText('these entries make £12,592.80').waitFor()
  await isFit(finance)

  const journal = await (await finance.request.get(`${site.address}/account/money/journal.csv`)).text()
  const sides = journal
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').slice(-2).map(Number) as [number, number])
  expect(sides.reduce((sum, [debit]) => sum + debit, 0)).toBe(2 * 1_511_136)
  expect(sides.reduce((sum, [, credit]) => sum + credit, 0)).toBe(2 * 1_511_136)
  expect(journal).toContain('VAT recoverable,251856,0')
})

test('a virement is asked for by one person and decided by another, and never beyond what is left', async () => {
  const finance = await site.open('/account/money/budget', { as: 'finance' })
  await finance.getByLabel('Name').fill('Signs')
  await finance.getByRole('button', { name: 'Add budget line' }).click()
  await finance.getByRole('rowheader', { name: 'Signs' }).waitFor()
  const ask = async (amount: string): Promise<void> => {
    await finance.getByLabel('From', { exact: true }).selectOption({ label: 'Kits' })
    await finance.getByLabel('To', { exact: true }).selectOption({ label: 'Signs' })
    await finance.getByLabel('Amount', { exact: true }).fill(amount)
    await finance.getByLabel('Why it is needed').fill('More street signs')
    await finance.getByRole('button', { name: 'Ask for virement' }).click()
    await finance.getByText(`£${amount} from Kits to Signs`).waitFor()
  }
  await ask('9,000')
  await ask('7,000')
  await finance.getByText('You asked for it: a second person decides').first().waitFor()
  const lead = await site.open('/account/money', { as: 'programme-lead' })
  await lead.getByRole('link', { name: 'More street signs' }).first().click()
  const virement = (amount: string) => lead.locator('.govuk-inset-text', { hasText: `£${amount} from` })
  await virement('9,000').getByRole('button', { name: 'Approve virement' }).click()
  await lead.getByRole('link', { name: /£7,407.20 is left on this line/ }).waitFor()
  await virement('7,000').getByRole('button', { name: 'Approve virement' }).click()
  await virement('7,000').getByText('Approved by Sunita Rao').waitFor()
  await isFit(lead)
})

import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright-core'

/** The number that a figure of the summary shows. */
export const figure = async (page: Page, label: string): Promise<number> => {
  const value = page
    .locator('.mettrace-figure')
    .filter({ has: page.locator('dt').getByText(label, { exact: true }) })
    .locator('.mettrace-figure__value')
  return Number.parseFloat((await value.innerText()).replaceAll(',', ''))
}

/** The rows of the table with this caption. */
export const rowsOf = (page: Page, caption: string | RegExp): Locator =>
  page.getByRole('table', { name: caption }).locator('tbody tr')

/** Follows a link to a CSV file: its name, and a record for each of its rows. */
export const download = async (
  page: Page,
  link: string,
): Promise<{ name: string; rows: Record<string, string>[] }> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ])
  const content = readFileSync(await file.path(), 'utf8')
  return { name: file.suggestedFilename(), rows: parse(content, { columns: true }) }
}

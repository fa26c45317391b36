import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { filesOfZip } from '@mettrace/court-bundle/verify/zip'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { launchBrowser } from '../browser.ts'
import { putExhibit } from '../exhibit-things.ts'
import { freshLog, testLogKey } from '../log.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { isFit, openSite, scrollsSideways } from './open-page.ts'

const log = await freshLog()
await putSaturationTown(log.database, log.owner)
await putExhibit(log.owner, 1, { bcu: 'North' })
const site = await openSite(log.database, { logDirectory: log.directory })
const folder = await mkdtemp(join(tmpdir(), 'mettrace-bundle-'))
afterAll(async () => {
  await log.drop()
  for (const each of [log.directory, folder]) await rm(each, { recursive: true, force: true })
})

test('a bundle is given out, and checked from a file without a connection', async () => {
  const page = await site.open('/trace/bundle', { as: 'investigator' })
  await page.getByLabel('Crime reference').fill('C/1')
  await page.getByRole('button', { name: 'Show case' }).click()
  await page.getByRole('link', { name: 'JS/1' }).waitFor()
  await page.getByText('Which scan JS/1 glowed in.').waitFor()
  await page.getByLabel('Add items, one on each line').fill('MG11')
  await page.getByRole('button', { name: 'Add to schedule' }).click()
  await page.getByRole('link', { name: /a form number is no description/ }).waitFor()
  await page.getByLabel('Add items, one on each line').fill('Notebook of PC Amos, pages 14 to 16')
  await page.getByRole('button', { name: 'Add to schedule' }).click()
  await page.getByRole('rowheader', { name: '1', exact: true }).waitFor()
  await isFit(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await scrollsSideways(page)).toBe(false)
  await page.getByLabel('Who receives it?').fill('CPS London North')
  await page.getByLabel('What is it for?').fill('charging advice')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download bundle' }).click()
  const zip = join(folder, 'bundle.zip')
  await (await coming).saveAs(zip)

  const files = filesOfZip(await readFile(zip))
  const verifier = join(folder, 'verify.html')
  await writeFile(verifier, files.get('verify.html')!)
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ offline: true })
    const check = await context.newPage()
    const asked: string[] = []
    check.on('request', (request) => asked.push(request.url()))
    const complaints: string[] = []
    check.on('pageerror', (error) => complaints.push(error.message))
    check.on('console', (message) => complaints.push(message.text()))
    const own = pathToFileURL(verifier).href
    await check.goto(own)
    const said = check.getByRole('status')
    await check.getByLabel('Bundle (zip)').setInputFiles(zip)
    // By the key of the bundle alone nothing is called whole.
    await said.getByText(`The bundle of case C/1, ${files.size} files, is unchanged`).waitFor()
    await said.getByText('Whose key that is, is not yet known.').waitFor()
    const key = verifyingKeyText(testLogKey)
    await said.getByText(key).waitFor()
    expect(await said.getAttribute('class')).toBe('')
    await check.getByLabel('Key of the log as it is published').fill(key)
    await check.getByLabel('Key of the log as it is published').blur()
    await said.getByText(`The bundle of case C/1 is whole: ${files.size} files.`).waitFor()
    expect(await said.getAttribute('class')).toBe('whole')
    for (const [path, bytes] of files) {
      const altered = Buffer.from(bytes)
      altered[Math.floor(bytes.length / 2)]! ^= 1
      const other = join(folder, `${path.replaceAll('/', '-')}.zip`)
      await writeFile(other, zipSync(Object.fromEntries([...files, [path, altered]])))
      await check.getByLabel('Bundle (zip)').setInputFiles(other)
      await said.getByText(`The bundle is not whole. ${path}: altered.`).waitFor()
      expect(await check.getByRole('cell', { name: 'Whole', exact: true }).count()).toBe(files.size - 1)
    }
    await check.evaluate(axe.source)
    expect(
      await check.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))'),
    ).toEqual([])
    expect([asked, complaints]).toEqual([[own], []])
  } finally {
    await browser.close()
  }
})

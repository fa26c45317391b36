import type { BrowserContext, Page } from 'playwright-core'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { launchProfile } from '../browser.ts'
import { testCounts } from '../counts.ts'
import { seeded } from '../simulate/seeded.ts'
import { phoneScreen } from './phone-page.ts'
import { openSavingPage } from './saving-page.ts'
import { smallDisk } from './small-disk.ts'

// A disk that is filled and freed at random beside a phone that saves: what was called saved is there at the end of each filling. All of a test
// comes to less than 4 MB: at so much Chromium writes by itself, and what a disk that is full just then does to it no trial prevents.

const fillings = testCounts.full ? 10 : 6
const disk = smallDisk(160)
if (!disk) console.log('Skipped: no disk can be mounted here, so none can be filled.')
const site = await openSavingPage()
let open: BrowserContext | undefined
afterAll(async () => {
  await open?.close()
  site.close()
  await disk?.throwAway()
})

test.skipIf(!disk)(`what was called saved outlives ${fillings} fillings of the disk`, async () => {
  const chance = seeded(Date.now(), 'fillings')
  const saved = new Set<string>()
  const wait = (most: number): Promise<void> => setTimeout(chance.between(0, most))
  let first = 1

  const launched = async (): Promise<Page> => {
    await open?.close()
    open = await launchProfile(disk!.folder, phoneScreen)
    await open.exposeFunction('saved', (key: string) => void saved.add(key))
    const page = await open.newPage()
    await page.goto(site.address)
    return page
  }
  let page = await launched()
  const opened = async (): Promise<void> => {
    await page.waitForFunction('window.isReady')
  }
  const begin = async (): Promise<void> => {
    await opened()
    await page.evaluate(`begin(${first}, true)`)
    first += 10_000
  }
  const openedAnew = async (): Promise<void> => {
    await page.evaluate('stop()')
    await page.reload()
    await begin()
  }
  /** To the last byte, or nearly, between two writes. */
  const fill = async (): Promise<void> => {
    await page.evaluate('hold()')
    await disk!.fill(chance.percent(40) ? 0 : chance.between(0, 1_500_000))
    await page.evaluate('letGo()')
  }

  let found: Set<string> = new Set()
  for (let filling = 0; filling < fillings; filling++) {
    await begin()
    await wait(1500)
    await fill()
    await wait(1500)
    while (chance.percent(40)) {
      await openedAnew()
      await wait(500)
      await disk!.free()
      await wait(500)
      await fill()
      await wait(500)
    }
    await disk!.free()
    await wait(500)
    await page.evaluate('stop()')
    if (chance.percent(20)) page = await launched()
    else await page.reload()
    await opened()
    found = new Set(await page.evaluate<string[]>('read()'))
    expect(
      [...saved].filter((key) => !found.has(key)),
      `filling ${filling + 1}`,
    ).toEqual([])
  }
  expect(saved.size).toBeGreaterThan(fillings)
})

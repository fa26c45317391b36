import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { launchProfile } from '../browser.ts'
import { openFieldApp } from '../field/field-app.ts'
import {
  enrol,
  isInstalled,
  noAnswer,
  ownPin,
  phoneScreen,
  press,
  roundIsHere,
  unlock,
} from '../field/phone-page.ts'
import { smallDisk } from '../field/small-disk.ts'

// A phone whose disk is really full: the browser's profile stands on a disk of its own, which is filled beside it.

const disk = smallDisk(160)
if (!disk) console.log('Skipped: no disk can be mounted here, so none can be filled.')
const app = await openFieldApp()
const station = await app.openStation()
let open: BrowserContext | undefined
afterAll(async () => {
  await open?.close()
  await disk?.throwAway()
})

const onDisk = async (): Promise<Page> => {
  open = await launchProfile(disk!.folder, phoneScreen)
  return app.openPage(open, station)
}

const hasRoom = (page: Page): Promise<boolean> =>
  page.evaluate(
    `caches.has('mettrace-room').then((has) => has && caches.open('mettrace-room')).then((cache) => cache && cache.match('/field/room')).then(Boolean)`,
  )

test.skipIf(!disk)(
  'on a full disk nothing is called saved, and the phone still opens or says why not',
  async () => {
    const page = await onDisk()
    await enrol(page, ownPin)
    await roundIsHere(page)
    await isInstalled(page)
    await expect.poll(() => hasRoom(page)).toBe(true)
    await open!.setOffline(true)
    await press(page, 'Doors')
    await noAnswer(page, 1)
    await page.locator('.sent-tab', { hasText: /^1not sent/ }).waitFor()

    // Full while somebody records: held on the screen, and saved once there is room. Files have a little room in their last block.
    let recorded = 1
    const banner = page.getByText('This phone is full.')
    while ((await banner.count()) === 0 && recorded < 10) {
      await disk!.fill()
      await noAnswer(page, recorded * 2 + 1)
      recorded++
      await page.waitForTimeout(1500)
    }
    await page.locator('.sent-tab', { hasText: /^1not saved/ }).waitFor()
    await page.locator('.sent-tab').click()
    await page.getByRole('heading', { name: 'This phone is full' }).waitFor()
    await press(page, 'Lock this phone')
    await page.getByRole('heading', { name: 'This phone is full' }).waitFor()
    await disk!.free()
    // It tries again by itself, every 20 seconds at the latest.
    await page.getByRole('heading', { name: `${recorded} not sent` }).waitFor({ timeout: 60_000 })
    await press(page, 'Lock this phone')

    // Full while somebody unlocks: the room that was kept counts the try.
    await disk!.fill()
    await unlock(page, '000000')
    await page.getByText('Wrong PIN. 9 tries left.').waitFor()
    await disk!.free()
    await unlock(page, ownPin)
    await roundIsHere(page)
    await page.locator('.sent-tab', { hasText: `${recorded}not sent` }).waitFor()
    await open!.setOffline(false)
    await expect
      .poll(() => station.written.map(({ sequence }) => sequence))
      .toEqual(Array.from({ length: recorded }, (_, at) => at + 1))
  },
)

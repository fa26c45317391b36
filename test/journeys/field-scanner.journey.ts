import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { spelled } from '../../packages/kit-codes/serial/serial.ts'
import { openFieldApp } from '../field/field-app.ts'
import { isFitPhone } from '../field/fit-phone.ts'
import { blackVideo, code128, dataMatrix, movingPicture, qrCode, type Look } from '../field/moving-picture.ts'
import { press } from '../field/phone-page.ts'
import { kitsInBox, kitsInHand } from '../field/station-town.ts'

// A bottle's code before a real browser's camera, which sees pictures drawn here: read, not to be read, black, refused, not there.

const folder = await mkdtemp(join(tmpdir(), 'mettrace-scanner-'))
const camera = join(folder, 'camera.y4m')
const { browser, anotherBrowser, openStation, onRound } = await openFieldApp([
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${camera}`,
])
const withoutCamera = await anotherBrowser()
const station = await openStation()
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the camera sees from its next opening. */
const cameraSees = (video: Buffer): Promise<void> => writeFile(camera, video)

/** Keeps hold of every stream that the app is given, and of what it does to the phone. */
const watchPhone = `(() => {
  window.streams = []
  window.shaken = 0
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted)
    window.streams.push(stream)
    return stream
  }
  navigator.vibrate = () => { window.shaken++; return true }
})()`

const liveTracks = (page: Page): Promise<number> =>
  page.evaluate(
    `streams.flatMap((each) => each.getTracks()).filter(({ readyState }) => readyState === 'live').length`,
  )
const streamsAsked = (page: Page): Promise<number> => page.evaluate('streams.length')

type Phone = { context: BrowserContext; page: Page }

/** A phone at the first step of a delivery. */
const atDelivery = async ({
  by = browser,
  mayUseCamera = true,
}: { by?: Browser; mayUseCamera?: boolean } = {}): Promise<Phone> => {
  const phone = await onRound(station, {
    by,
    prepare: async (context) => {
      if (mayUseCamera) await context.grantPermissions(['camera'], { origin: station.address })
      await context.addInitScript(watchPhone)
    },
  })
  await toDelivery(phone.page)
  return phone
}

const toDelivery = async (page: Page): Promise<void> => {
  await press(page, 'Doors')
  await press(page, /^17 Tannery Row/)
  await press(page, 'Deliver a kit')
}

const scan = (page: Page): Promise<void> => press(page, /^Scan (by camera|again)$/)
const readByCamera = (page: Page, kit: string): Promise<void> =>
  page.locator('.found', { hasText: 'Read by camera' }).getByText(spelled(kit)).waitFor()

const serialField = (page: Page) => page.getByLabel(/^Serial on the carton/)
const fieldHasFocus = (page: Page): Promise<boolean> =>
  serialField(page).evaluate(
    (field) =>
      field === (field as { ownerDocument?: { activeElement?: unknown } }).ownerDocument?.activeElement,
  )

/** Milliseconds from a tap on "Scan" until the field is ready for typing. */
const untilTyping = async (page: Page): Promise<number> => {
  const tapped: number = await page.evaluate(`new Promise((resolve) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => /^Scan/.test(textContent))
    const began = performance.now()
    document.querySelector('#kit').addEventListener('focus', () => resolve(performance.now() - began), { once: true })
    button.click()
  })`)
  expect(await fieldHasFocus(page)).toBe(true)
  return tapped
}

test('a delivery by the camera, without a signal from the first opening of the scanner (C40)', async () => {
  const kit = kitsInHand[0]!
  await cameraSees(movingPicture({ symbol: qrCode(kit) }))
  const { context, page } = await atDelivery()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await context.setOffline(true)
  expect(await streamsAsked(page)).toBe(0)
  await scan(page)
  await readByCamera(page, kit)
  await page.getByText('Does it match the carton?').waitFor()
  expect(await serialField(page).inputValue()).toBe(spelled(kit))
  expect([await streamsAsked(page), await liveTracks(page)]).toEqual([1, 0])
  expect(await page.evaluate('shaken')).toBe(1)
  expect(asked.filter((url) => !url.startsWith(`${station.address}/`))).toEqual([])

  await press(page, 'Use this kit')
  await press(page, 'Does not')
  await press(page, 'Next: mark and sticker')
  await press(page, /^Finish/)
  await page.getByText('Saved on this phone').waitFor()
  await context.setOffline(false)
  await page.evaluate(`dispatchEvent(new Event('online'))`)
  await expect.poll(() => station.written.at(-1)?.fact).toMatchObject({ kit, recorded: 'camera' })

  // The same bottle at the next door: where it went is said before it is used again.
  await page.getByRole('button', { name: /^Next/ }).click()
  await press(page, 'Deliver a kit')
  await scan(page)
  await page.getByText(/You recorded this kit as given at 17 Tannery Row/).waitFor()
  // What is changed by hand was not read by the camera.
  await serialField(page).fill(kitsInHand[1]!)
  await page.locator('.found').getByText('Check character right', { exact: true }).waitFor()
  await context.close()
})

test('codes that are small, turned, leaning, round a bottle, blurred or pale are read; worse ones are said (C44)', async () => {
  const { context, page } = await atDelivery()
  const looks: Look[] = [
    { size: 60 },
    { turn: 30 },
    { tilt: 45 },
    { isRound: true },
    { blur: 4 },
    { contrast: 0.25 },
  ]
  const kits = kitsInHand.slice(2)
  for (const look of looks)
    for (const draw of [qrCode, dataMatrix]) {
      const kit = kits.shift()!
      await cameraSees(movingPicture({ symbol: await draw(kit), look }))
      await scan(page)
      await readByCamera(page, kit).catch((error: unknown) => {
        throw new Error(`Not read: ${draw.name} ${JSON.stringify(look)}`, { cause: error })
      })
    }
  expect(await liveTracks(page)).toBe(0)

  await cameraSees(movingPicture({ symbol: qrCode(kits[0]!), look: { blur: 16 } }))
  await scan(page)
  await page.getByText('No code read yet. Hold still, a hand’s width away, or type the serial.').waitFor()
  expect(await liveTracks(page)).toBe(1)
  await press(page, 'Stop the camera')
  expect(await liveTracks(page)).toBe(0)
  await context.close()
})

test('labels of GS1, a box, a stranger’s code, and two kits at once: asked, never guessed (C41)', async () => {
  const { context, page } = await atDelivery()
  const [kit, other] = [kitsInHand[20]!, kitsInHand[21]!]
  const label = `(01)09504000059101(10)LOT1(17)270900(21)${kit}`
  await cameraSees(movingPicture({ symbol: await dataMatrix(label) }))
  await scan(page)
  await readByCamera(page, kit)
  await page.getByText('Batch LOT1, use by 30 September 2027').waitFor()

  await cameraSees(movingPicture({ symbol: await code128(other), look: { size: 500 } }))
  await scan(page)
  await readByCamera(page, other)

  await cameraSees(
    movingPicture({ symbol: qrCode(kit), look: { at: -250 } }, { symbol: qrCode(other), look: { at: 250 } }),
  )
  await scan(page)
  await page.getByText('Several kits are in the picture. Which serial is on the carton?').waitFor()
  expect(await serialField(page).inputValue()).toBe('')
  await isFitPhone(page)
  await press(page, `Kit ${spelled(other)}`)
  await readByCamera(page, other)

  // Neither a box nor a stranger's code stops the camera.
  await cameraSees(movingPicture({ symbol: qrCode('https://example.org/offer') }))
  await scan(page)
  await page.getByText('This code is not of a kit.').waitFor()
  expect(await liveTracks(page)).toBe(1)
  await press(page, 'Stop the camera')
  await cameraSees(movingPicture({ symbol: await dataMatrix('(00)006141411234567890') }))
  await scan(page)
  await page.getByText('This is the code of a box. Scan a kit.').waitFor()
  await press(page, 'Back')
  expect(await liveTracks(page)).toBe(0)
  await context.close()
})

test('a black camera: typing is ready within two seconds, and no track outlives screen, page or phone’s lock (C43)', async () => {
  await cameraSees(blackVideo())
  const { context, page } = await atDelivery()
  expect(await untilTyping(page)).toBeLessThan(2000)
  await page.getByText('The camera shows black. Uncover it, or type the serial.').waitFor()
  expect(await liveTracks(page)).toBe(1)
  await isFitPhone(page)
  // By the phone's own Back.
  await page.goBack()
  await page.getByRole('button', { name: 'Deliver a kit' }).waitFor()
  expect(await liveTracks(page)).toBe(0)

  // Somebody leaves while the camera is still opening.
  await press(page, 'Deliver a kit')
  const asked = await streamsAsked(page)
  await page.evaluate(`(() => {
    const named = (words) => [...document.querySelectorAll('button')].find(({ textContent }) => words.test(textContent))
    named(/^Scan/).click()
    named(/^Back/).click()
  })()`)
  await expect.poll(() => streamsAsked(page)).toBe(asked + 1)
  await expect.poll(() => liveTracks(page)).toBe(0)

  // The page is hidden: the camera is off when somebody comes back, and opens by a tap again.
  await press(page, 'Deliver a kit')
  await scan(page)
  await page.getByText('The camera shows black').waitFor()
  const seen = (state: string): Promise<unknown> =>
    page.evaluate(`(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => '${state}', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })()`)
  await seen('hidden')
  expect(await liveTracks(page)).toBe(0)
  await seen('visible')
  await scan(page)
  await page.getByText('The camera shows black').waitFor()
  expect(await liveTracks(page)).toBe(1)

  // The phone is locked by the station.
  station.revoked = true
  await page.evaluate(`dispatchEvent(new Event('online'))`)
  await page.getByText('Nobody is set up on this phone').waitFor()
  expect(await liveTracks(page)).toBe(0)
  station.revoked = false
  await context.close()
})

test('a camera that is refused, and none at all: typing is ready within two seconds, and why is said (C43)', async () => {
  const refused = await atDelivery({ mayUseCamera: false })
  expect(await untilTyping(refused.page)).toBeLessThan(2000)
  await refused.page.getByText(/^The camera is not allowed for this app/).waitFor()
  await isFitPhone(refused.page)
  await refused.context.close()

  const none = await atDelivery({ by: withoutCamera })
  expect(await untilTyping(none.page)).toBeLessThan(2000)
  await none.page.getByText(/^We found no camera/).waitFor()
  await serialField(none.page).fill(kitsInHand[3]!)
  await press(none.page, 'Use this kit')
  await none.page.getByLabel('Name', { exact: true }).waitFor()
  await none.context.close()
})

test('a torch is offered where the camera has one', async () => {
  await cameraSees(blackVideo())
  const { context, page } = await atDelivery()
  // No camera of a test has a torch: this one says that it has, and keeps what is asked of it.
  await page.evaluate(`(() => {
    const capable = MediaStreamTrack.prototype.getCapabilities
    MediaStreamTrack.prototype.getCapabilities = function () { return { ...capable.call(this), torch: true } }
    window.lights = []
    MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { lights.push(advanced[0].torch) }
  })()`)
  await scan(page)
  await page.getByText('Uncover it, turn the torch on, or type the serial.').waitFor()
  await press(page, 'Torch on')
  await press(page, 'Torch off')
  expect(await page.evaluate('lights')).toEqual([true, false])
  await context.close()
})

/** A hand scanner: keys at once, to whatever has the focus. */
const handScans = (page: Page, text: string): Promise<void> =>
  page.evaluate(`for (const key of [...${JSON.stringify(text)}, 'Enter'])
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`)

test('a hand scanner reads wherever the focus is; a lost separator is asked about (C41)', async () => {
  const { context, page } = await atDelivery()
  const kit = kitsInHand[24]!
  await page.getByRole('heading', { name: /^Deliver/ }).focus()
  await handScans(page, kit)
  await page.getByText('Read by hand scanner, check character right').waitFor()
  expect(await serialField(page).inputValue()).toBe(spelled(kit))

  // A label whose separator the scanner dropped. Its batch ends in 21, as the identifier of a serial begins.
  await page.getByRole('button', { name: 'Back' }).focus()
  await handScans(page, `010950400005910110LOT121${kit}`)
  await page.getByText('The scanner lost a separator').waitFor()
  expect(await serialField(page).inputValue()).toBe('')
  await press(page, 'Use this kit')
  await page.getByText('Scan or enter a serial.').waitFor()
  await press(page, `Kit ${spelled(kit)} of batch LOT1`)
  await page.getByText('Batch LOT1').waitFor()

  // A wrong character is shown where it can be mended, and what is mended by hand is typed.
  await handScans(page, `${kit.slice(0, -1)}${kit.endsWith('A') ? 'B' : 'A'}`)
  await page.getByText(/is not a serial: a character is wrong/).waitFor()
  await handScans(page, kit)
  await press(page, 'Use this kit')
  await press(page, 'Does not')
  await press(page, 'Next: mark and sticker')
  await press(page, /^Finish/)
  await expect.poll(() => station.written.at(-1)?.fact).toMatchObject({ kit, recorded: 'hand-scanner' })
  await context.close()
})

test('my kits: one is found by its code, to accept or to return, and how is recorded', async () => {
  const { context, page } = await atDelivery()
  await press(page, 'Back')
  await page.goto(`${station.address}/field/`)
  await page.getByLabel('PIN', { exact: true }).fill('204060')
  await press(page, 'Unlock')
  await press(page, 'Kits')
  const [inBox, inHand] = [kitsInBox[0]!, kitsInHand[26]!]
  await cameraSees(movingPicture({ symbol: qrCode(inBox) }))
  await press(page, 'Find by scan')
  await isFitPhone(page)
  await scan(page)
  await readByCamera(page, inBox)
  await page.getByText('This kit is on its way to you: you have not accepted it yet.').waitFor()
  await press(page, 'Choose this kit')
  await page.getByRole('button', { name: 'Accept 1', exact: true }).waitFor()
  await press(page, 'Find by scan')
  await page.getByRole('heading', { name: 'Find a kit' }).waitFor()
  await handScans(page, 'MT2699990')
  await press(page, 'Choose this kit')
  await page.getByText(/MT26.*is not a serial/).waitFor()
  await handScans(page, inHand)
  await press(page, 'Choose this kit')
  await press(page, 'Return 1')
  await press(page, 'Accept 1')
  await expect
    .poll(() => station.written.slice(-2).map(({ fact }) => fact))
    .toMatchObject([
      { kind: 'kits-returned', kits: [{ kit: inHand, recorded: 'hand-scanner' }] },
      { kind: 'kits-accepted', kits: [{ kit: inBox, recorded: 'camera' }] },
    ])
  await context.close()
})

import type { Browser, BrowserContext, Page } from 'playwright-core'

/** A phone of £150, as far as its screen goes. */
export const phoneScreen = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
}

export const smallScreen = phoneScreen.viewport

export const newPhone = (browser: Browser): Promise<BrowserContext> => browser.newContext(phoneScreen)

/** Opens the app; what it writes to its console as an error goes to `complaints`. */
export const openField = async (
  context: BrowserContext,
  { address }: { address: string },
  complaints: string[],
): Promise<Page> => {
  const page = await context.newPage()
  // The first to ask waits until the app is built.
  page.setDefaultNavigationTimeout(120_000)
  // A limit ends what hangs only: a busy machine is not in a hurry.
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const isNetwork = /Failed to load resource|ERR_/.test(message.text())
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text())
  })
  await page.goto(`${address}/field/`)
  return page
}

/** The officer's PIN, where a journey is not about PINs. */
export const ownPin = '204060'

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click()

const typePin = async (page: Page, pin: string): Promise<void> => {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** Chooses a PIN by the keys for a thumb, twice. */
export const enrol = async (page: Page, pin: string): Promise<void> => {
  await page.getByRole('heading', { name: 'Choose a PIN' }).waitFor()
  await typePin(page, pin)
  await press(page, 'Next')
  await typePin(page, pin)
  await press(page, 'Keep')
}

/** Enters a PIN by keyboard. */
export const unlock = async (page: Page, pin: string): Promise<void> => {
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await press(page, 'Unlock')
}

export const roundIsHere = (page: Page): Promise<void> => page.getByText('45 doors tried').waitFor()

/** The app is on the phone: from now on it opens without a signal. */
export const isInstalled = (page: Page): Promise<unknown> =>
  page.evaluate('navigator.serviceWorker.ready.then(() => true)')

/** Records no answer at a door of Tannery Row, in the two taps that it takes. */
export const noAnswer = async (page: Page, number: number): Promise<void> => {
  await press(page, new RegExp(`^${number} Tannery Row`))
  await press(page, /^No answer no card/)
}

/** What was typed on a form is on the disk: it is sealed first, and its write waits for its turn. */
export const typedIsKept = (page: Page): Promise<unknown> =>
  page.evaluate(`(async () => {
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      await navigator.locks.request('mettrace disk', () => undefined)
    }
  })()`)

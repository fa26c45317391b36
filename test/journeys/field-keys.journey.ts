import type { BrowserContext, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { openFieldApp } from '../field/field-app.ts'
import { isFitPhone } from '../field/fit-phone.ts'
import {
  enrol,
  newPhone,
  noAnswer,
  ownPin,
  press,
  roundIsHere,
  typedIsKept,
  unlock,
} from '../field/phone-page.ts'
import type { Station } from '../field/station.ts'
import { kitsInHand, officers } from '../field/station-town.ts'

// PINs and passkeys: added, refused, forgotten; and what becomes of records that were not sent.

const app = await openFieldApp()
let station: Station
beforeEach(async () => {
  station = await app.openStation()
})

const newPin = '775533'

type Authenticator = { hasPrf?: boolean; isUserVerified?: boolean }

/** A phone with an authenticator of its own. Browsers give passkeys to names, never to bare addresses. */
const withAuthenticator = async ({ hasPrf = true, isUserVerified = true }: Authenticator) => {
  const context = await newPhone(app.browser)
  const page = await app.openPage(context, {
    ...station,
    address: station.address.replace('127.0.0.1', 'localhost'),
  })
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      hasPrf,
      automaticPresenceSimulation: true,
    },
  })
  await enrol(page, ownPin)
  await roundIsHere(page)
  return { context, page, session, authenticatorId }
}

const addPasskey = async (page: Page): Promise<void> => {
  await press(page, /^Help and safety/)
  await press(page, /^Passkey/)
  await page.getByLabel('PIN', { exact: true }).fill(ownPin)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
}

const lock = async (page: Page): Promise<void> => {
  await page.locator('.sent-tab').click()
  await press(page, 'Lock this phone')
  await page.getByRole('heading', { name: 'Unlock' }).waitFor()
}

const choosePin = async (page: Page, chosen: string): Promise<void> => {
  for (const [label, act] of [
    ['New PIN', 'Next'],
    ['Again', 'Keep'],
  ] as const) {
    await page.getByLabel(label).fill(chosen)
    await press(page, act)
  }
}

/** Two doors without a signal. */
const twoUnsent = async (context: BrowserContext, page: Page): Promise<void> => {
  await press(page, 'Doors')
  await context.setOffline(true)
  await noAnswer(page, 1)
  await noAnswer(page, 3)
  await page.locator('.sent-tab', { hasText: /^2not sent/ }).waitFor()
}

const sequences = (): number[] => station.written.map(({ sequence }) => sequence)

test('a passkey beside the PIN opens the phone, and a new PIN by it loses nothing', async () => {
  const { context, page } = await withAuthenticator({})
  await addPasskey(page)
  await page.getByText('Added. Your PIN works too.').waitFor()
  await isFitPhone(page)
  await press(page, 'Back')
  await press(page, 'Back to today')
  await twoUnsent(context, page)
  await lock(page)
  await isFitPhone(page)
  await press(page, 'Use passkey')
  await roundIsHere(page)
  await lock(page)
  // Forgotten, without a signal: the passkey is all that it takes.
  await press(page, 'Forgotten PIN')
  await isFitPhone(page)
  await press(page, 'Use passkey')
  await choosePin(page, newPin)
  await roundIsHere(page)
  await page.locator('.sent-tab', { hasText: /^2not sent/ }).waitFor()
  await lock(page)
  await unlock(page, ownPin)
  await page.getByText('Wrong PIN. 9 tries left.').waitFor()
  await unlock(page, newPin)
  await context.setOffline(false)
  await expect.poll(sequences).toEqual([1, 2])
  await context.close()
})

test('a passkey that is removed from the phone, and one that verifies nobody, leave the PIN', async () => {
  const { context, page, session, authenticatorId } = await withAuthenticator({})
  await addPasskey(page)
  await page.getByText('Added. Your PIN works too.').waitFor()
  await press(page, 'Back')
  await press(page, 'Back to today')
  await lock(page)
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await press(page, 'Use passkey')
  await page.getByText('No passkey came. Use your PIN, or try again.').waitFor()
  await session.send('WebAuthn.clearCredentials', { authenticatorId })
  await press(page, 'Use passkey')
  await page.getByText('No passkey came. Use your PIN, or try again.').waitFor()
  await unlock(page, ownPin)
  await roundIsHere(page)
  await press(page, /^Help and safety/)
  await press(page, /^Passkey/)
  await press(page, 'Remove the passkey')
  await page.getByText('None on this phone.').waitFor()
  await context.close()
})

test.each([
  ['gives no key', { hasPrf: false }],
  ['refuses', { isUserVerified: false }],
])(
  'where an authenticator %s, no passkey is said to be there and the PIN goes on to work',
  async (_, how) => {
    const { context, page } = await withAuthenticator(how)
    await addPasskey(page)
    await page.getByText('No passkey was added').waitFor()
    await page.getByText('None on this phone.').waitFor()
    await press(page, 'Back')
    await press(page, 'Back to today')
    await lock(page)
    expect(await page.getByRole('button', { name: 'Use passkey' }).count()).toBe(0)
    await unlock(page, ownPin)
    await roundIsHere(page)
    await context.close()
  },
)

test('a key that is another one each time is no key: some browsers gave it still encrypted', async () => {
  const { context, page } = await withAuthenticator({})
  await page.evaluate(`(() => {
    const results = PublicKeyCredential.prototype.getClientExtensionResults
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const told = results.call(this)
      return { ...told, prf: { enabled: true, results: { first: crypto.getRandomValues(new Uint8Array(32)) } } }
    }
  })()`)
  await addPasskey(page)
  await page.getByText('No passkey was added').waitFor()
  await context.close()
})

test('who forgets a PIN is told what is not sent, signs in, and goes on; the old PIN brings it back', async () => {
  const { context, page } = await app.onRound(station)
  await twoUnsent(context, page)
  await press(page, /^5 Tannery Row/)
  await press(page, 'More about it')
  await press(page, 'Safety note')
  await page.getByLabel('What must they know?').fill('Two dogs.')
  await page.reload()
  await press(page, 'Forgotten PIN')
  await page.getByText('2 records of yours are not sent, and a new PIN does not open them.').waitFor()
  await page.getByText('What you had begun to type and not recorded is lost').waitFor()
  await isFitPhone(page)
  await context.setOffline(false)
  // The sign-in that the phone knows is not enough, whatever the address says.
  await page.goto(`${station.address}/field/?pin=new`)
  await press(page, 'Sign in, then choose a new PIN')
  await page.getByLabel('New PIN').waitFor()
  await choosePin(page, newPin)
  await roundIsHere(page)
  expect(sequences()).toEqual([])
  // It goes on, in the phone's order, and nothing is said to be sent that is not.
  await press(page, 'Doors')
  await noAnswer(page, 7)
  await expect.poll(sequences).toEqual([3])
  await page.locator('.sent-tab', { hasText: /^2not sent/ }).waitFor()
  await lock(page)
  await page.getByText('2 of them under an earlier PIN').waitFor()
  await unlock(page, newPin)
  await page.locator('.sent-tab').click()
  await page.getByRole('heading', { name: '2 not sent' }).waitFor()
  await press(page, /^2 records under your earlier PIN/)
  await page.getByLabel('Earlier PIN').fill('111111')
  await press(page, 'Open')
  await page.getByText('Wrong PIN. 9 tries left.').waitFor()
  await isFitPhone(page)
  await page.getByLabel('Earlier PIN').fill(ownPin)
  await press(page, 'Open')
  await page.getByRole('heading', { name: /^All sent/ }).waitFor()
  await expect.poll(sequences).toEqual([3, 1, 2])
  expect(new Set(station.written.map(({ author }) => author))).toEqual(new Set([officers[0].person]))
  await context.close()
})

test('ten wrong PINs lock although a session goes on; a sign-in of its own gives ten more', async () => {
  const { context, page } = await app.onRound(station)
  await lock(page)
  for (let left = 9; left > 0; left--) {
    await unlock(page, '000000')
    await page.getByText(`Wrong PIN. ${left} ${left === 1 ? 'try' : 'tries'} left.`).waitFor()
  }
  await unlock(page, '000000')
  await page.getByText('Locked after 10 wrong PINs.').waitFor()
  await page.reload()
  await unlock(page, ownPin)
  await page.getByText('Locked after 10 wrong PINs.').waitFor()
  const told = page.waitForResponse(/sync\/person/)
  await press(page, /sign in/)
  await (await told).finished()
  await page.getByRole('heading', { name: 'Unlock' }).waitFor()
  await unlock(page, ownPin)
  await roundIsHere(page)
  await context.close()
})

test('what is typed about lost kits is sealed like every form, and the kits that were chosen with it', async () => {
  station.signedIn = officers[1].person
  const context = await newPhone(app.browser)
  await context.clock.install({ time: Date.now() })
  const page = await app.openPage(context, station)
  await enrol(page, '111222')
  await page.getByText('You have no round.').waitFor()
  station.signedIn = officers[0].person
  await page.reload()
  await enrol(page, ownPin)
  await roundIsHere(page)
  await press(page, 'Kits')
  await page
    .locator('label', { hasText: kitsInHand[0]!.slice(-4) })
    .first()
    .waitFor()
  await page.getByRole('checkbox').nth(0).check()
  await page.getByRole('checkbox').nth(1).check()
  await press(page, 'Lost or damaged')
  await isFitPhone(page)
  await press(page, 'Damaged')
  await page.getByLabel('Why?').fill('Carton fell into the canal.')
  await typedIsKept(page)
  await page.clock.fastForward(5 * 60_000 + 1000)
  await page.getByText('Locked by itself after 5 minutes').waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/canal|MT26/)
  const dump = await page.evaluate<string>(`new Promise((resolve) => {
    const open = indexedDB.open('mettrace')
    open.onsuccess = () => {
      const asked = open.result.transaction('drafts').objectStore('drafts').getAll()
      asked.onsuccess = () => {
        open.result.close()
        resolve(JSON.stringify(asked.result, (_, part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part)
          ? new TextDecoder('latin1').decode(part) : part))
      }
    }
  })`)
  expect(dump.length).toBeGreaterThan(100)
  expect(dump).not.toMatch(/canal|MT26/)
  await page.getByRole('radio', { name: officers[0].name }).check()
  await unlock(page, ownPin)
  await page.getByRole('heading', { name: 'Lost or damaged' }).waitFor()
  await expect.poll(() => page.getByLabel('Why?').inputValue()).toBe('Carton fell into the canal.')
  await page.getByText('2 kits', { exact: true }).waitFor()
  await page.getByLabel('Who else knows of it?').selectOption({ label: officers[1].name })
  await press(page, 'Save')
  await expect
    .poll(() => station.written.at(-1)?.fact)
    .toMatchObject({ kind: 'kits-lost', what: 'damaged', reason: 'Carton fell into the canal.' })
  await press(page, 'Kits')
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
  await context.close()
})

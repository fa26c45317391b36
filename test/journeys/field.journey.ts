import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openFieldApp } from '../field/field-app.ts'
import { isFitPhone } from '../field/fit-phone.ts'
import {
  enrol,
  isInstalled,
  newPhone,
  ownPin,
  press,
  roundIsHere,
  typedIsKept,
  unlock,
} from '../field/phone-page.ts'
import { cards, kitsInHand, officers } from '../field/station-town.ts'

// An officer with a real browser and a station that judges by the real rules: the app is installed, the signal goes, doors
// are recorded, the signal comes back.

const app = await openFieldApp()
const { browser, onRound } = app
const station = await app.openStation()

const openPage = (context: BrowserContext): Promise<Page> => app.openPage(context, station)

test('a round without a signal: installed, unlocked, recorded, killed, and everything at the station once', async () => {
  const { context, page } = await onRound(station)

  await context.setOffline(true)
  await page.reload()
  await unlock(page, '204061')
  await page.getByText('Wrong PIN. 9 tries left.').waitFor()
  await unlock(page, ownPin)
  await roundIsHere(page)

  // No answer is two taps from the list, and back there on the next door.
  await press(page, 'Doors')
  await press(page, /^15 Tannery Row/)
  await press(page, /^No answer no card/)
  await page.getByText('15: no answer').waitFor()
  await page.getByText('Saved on this phone').waitFor()
  expect(await page.locator('.door.next').innerText()).toMatch(/^(13|17)/)
  // Undo within ten seconds, and an outcome again: three events in the end.
  await press(page, 'Undo')
  await press(page, /^15 Tannery Row/)
  await press(page, /card left: type its code/)
  await page.getByLabel('Code on the card').fill(`${cards[0]!.slice(0, 6)}2`)
  await press(page, 'No answer, card left')
  await page.getByText('This code is not right').waitFor()
  await page.getByLabel('Code on the card').fill(cards[0]!.toLowerCase())
  await press(page, 'No answer, card left')
  await page.locator('.undo-bar').getByText('card').waitFor()

  // A delivery: a slip in the serial is caught, and what was typed outlives the app.
  await press(page, /^17 Tannery Row/)
  await press(page, 'Deliver a kit')
  const kit = kitsInHand[0]!
  await page.getByLabel(/^Serial on the carton/).fill(`${kit.slice(0, -2)}${kit.at(-1)}${kit.at(-2)}`)
  await press(page, 'Use this kit')
  await page.getByText(/is not a serial/).waitFor()
  await page.getByLabel(/^Serial on the carton/).fill(kit)
  await press(page, 'Use this kit')
  await page.getByLabel('Name', { exact: true }).fill('Joan Ellery')
  await press(page, 'Next: mark and sticker')
  await page.getByText('Choose whether the resident agrees.').waitFor()
  await press(page, 'Agrees')
  await press(page, 'Phone or e-mail not given')
  await typedIsKept(page)
  await page.reload()
  await unlock(page, ownPin)
  await press(page, 'Doors')
  await press(page, /^17 Tannery Row/)
  await press(page, 'Deliver a kit')
  await press(page, 'Use this kit')
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Joan Ellery')
  await press(page, 'Next: mark and sticker')
  await page.getByText('Laptop', { exact: true }).click()
  await press(page, 'Up, seen')
  await press(page, 'Finish: 1 marked')
  await page.getByRole('heading', { name: 'Protected' }).waitFor()
  await page.getByText('Saved on this phone').waitFor()

  // The rest of a landing in one.
  await press(page, 'List')
  await press(page, /^Halewood Court/)
  await page.locator('.landing button', { hasText: 'flats 7, 8, no cards' }).click()
  await page.getByText('Flats 7, 8: no answer').waitFor()
  await page.getByText('Saved on this phone').waitFor()

  expect(station.written).toEqual([])
  await press(page, /not sent/)
  await page.getByRole('heading', { name: '5 not sent' }).waitFor()
  await press(page, 'Try now')
  await page.getByText('No network. Everything is saved on this phone').waitFor()

  // The app is killed; answers are lost once the signal is back, and then come.
  await page.close()
  station.losesAnswers = true
  await context.setOffline(false)
  const again = await openPage(context)
  await unlock(again, ownPin)
  await expect.poll(() => station.written.length).toBe(5)
  station.losesAnswers = false
  // It may have sent all by itself meanwhile.
  await again.locator('.sent-tab').click()
  await press(again, 'Try now')
  await again.getByRole('heading', { name: /^All sent/ }).waitFor()
  expect(station.written.map(({ fact, sequence }) => [fact.kind, sequence])).toEqual([
    ['no-answer', 1],
    ['undo', 2],
    ['no-answer', 3],
    ['delivered', 4],
    ['rest-of-landing', 5],
  ])
  const [, , , delivered] = station.written
  expect(delivered!.fact).toMatchObject({ kit, recorded: 'typed', applied: ['laptop'], sticker: 'up' })
  expect(delivered!.author).toBe(officers[0].person)

  await press(again, 'Today')
  await press(again, /done today/)
  await again.getByText('5 of 5 at the station').waitFor()
  await context.close()
})

test('nothing on the disk is readable without the PIN, and nobody sends in another’s name', async () => {
  const before = station.written.length
  const context = await newPhone(browser)
  const page = await openPage(context)
  await enrol(page, '111222')
  await roundIsHere(page)
  await isInstalled(page)
  await context.setOffline(true)
  await press(page, 'Doors')
  await press(page, /^1 Tannery Row/)
  await press(page, 'Refused')
  await press(page, 'Not wanted')
  await page.getByText('Saved on this phone').waitFor()
  const dump = await page.evaluate<string>(`(async () => {
    const text = []
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => resolve(open.result)
      })
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table)
        const all = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result) })
        for (const value of [...await all(store.getAllKeys()), ...await all(store.getAll())])
          text.push(JSON.stringify(value, (_, part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part)
            ? new TextDecoder('latin1').decode(part) : part))
      }
      database.close()
    }
    return text.join('\\n') + JSON.stringify({ ...localStorage })
  })()`)
  expect(dump).toContain(officers[0].name)
  expect(dump).not.toMatch(/Tannery|Halewood|ZZ3 7TR|refused|not-wanted|MT261|111222/)

  // Another officer on the same phone: the first one's record waits for its author.
  await press(page, /not sent/)
  await press(page, 'Lock this phone')
  await page.getByText('1 not sent, on this phone').waitFor()
  station.signedIn = officers[1].person
  await context.setOffline(false)
  await page.reload()
  // Whoever has signed in is asked for a PIN of their own; the first one's is still there.
  await page.getByRole('heading', { name: 'Choose a PIN' }).waitFor()
  await page.getByRole('radio', { name: officers[0].name }).check()
  await unlock(page, '111222')
  await roundIsHere(page)
  await press(page, /not sent/)
  await page.getByText('Sign in again to send. Nothing is lost.').waitFor()
  expect(station.written.length).toBe(before)
  station.signedIn = officers[0].person
  await press(page, 'Try now')
  await page.getByRole('heading', { name: /^All sent/ }).waitFor()
  expect(station.written.slice(before).map(({ author, fact }) => [author, fact.kind])).toEqual([
    [officers[0].person, 'refused'],
  ])

  // The server revokes the phone: everything goes, as soon as the app is opened and before anybody enters a PIN.
  station.revoked = true
  await page.reload()
  await page.getByText('The station has revoked this phone. Everything on it was erased.').waitFor()
  await page.getByText('Nobody is set up on this phone').waitFor()
  station.revoked = false
  await context.close()
})

test('every screen is fit: no fault that axe finds, nothing to scroll sideways at 320 pixels or with large letters', async () => {
  const context = await newPhone(browser)
  const page = await openPage(context)
  const isFit = (): Promise<void> => isFitPhone(page)
  await page.getByRole('heading', { name: 'Choose a PIN' }).waitFor()
  await isFit()
  await enrol(page, ownPin)
  await roundIsHere(page)
  await isFit()
  await press(page, 'Doors')
  await isFit()
  await press(page, /^Halewood Court/)
  await isFit()
  await press(page, /^Flat 8/)
  await isFit()
  await press(page, 'More about it')
  await isFit()
  await press(page, 'Record an outcome')
  await press(page, 'Deliver a kit')
  await isFit()
  await page.getByLabel(/^Serial on the carton/).fill(kitsInHand[5]!)
  await press(page, 'Use this kit')
  await isFit()
  await press(page, 'Does not')
  await press(page, 'Next: mark and sticker')
  await isFit()
  await press(page, /^Finish/)
  await isFit()
  await press(page, 'Kits')
  await isFit()
  await page.locator('.sent-tab').click()
  await isFit()
  await press(page, 'Today')
  await press(page, /done today/)
  await isFit()
  await context.close()
})

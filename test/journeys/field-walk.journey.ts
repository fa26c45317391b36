import { readFile } from 'node:fs/promises'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { atStation, kitsByHand } from '../field/at-station.ts'
import { carriedPhone } from '../field/carried-phone.ts'
import { count, newHandCount, type PaperDoor } from '../field/hand-count.ts'
import { enrol, isInstalled, press, unlock } from '../field/phone-page.ts'
import { readStorage, wordsInFiles } from '../field/read-storage.ts'
import { saved, street, walkDoors } from '../field/walk-doors.ts'
import { nameOnPaper, openTown, pad } from '../field/walked-town.ts'
import { accessibilityFaults, isFit, signInAs } from './open-page.ts'

// The whole of it with the real server and the made-up city: a sergeant gives streets to an officer, who walks forty-five doors without
// a signal, and everything is at the station once. What the server says is held against a count by hand.

const town = await openTown()
const { site } = town
const phone = await carriedPhone(site.address)
afterAll(() => phone.throwAway())
const pin = '204060'
const hand = newHandCount()
const hour = 3_600_000
let storage = ''
const faults = new Map<string, string[]>()

/** Looks at a screen once, by its heading. */
const looked = async (page: Page): Promise<void> => {
  const title = (await page.locator('h1').allInnerTexts()).join()
  if (!faults.has(title)) faults.set(title, await accessibilityFaults(page))
}

const { at, record, deliver, leaveCard, restOf, undo } = walkDoors(hand, looked)

const expectAtDesk = async (desk: Page, code: string, arrived: string): Promise<void> => {
  await desk.goto(`${site.address}/deliver/receipts`)
  const row = desk.getByRole('row', { name: new RegExp(code) })
  expect((await row.innerText()).split('\t').map((cell) => cell.trim())).toEqual(
    expect.arrayContaining([code, arrived, town.officer.name]),
  )
}

const roundIsHere = (page: Page): Promise<void> => page.getByText(/of \d+ doors tried/).waitFor()

test('a sergeant gives streets to an officer, on the page for it', async () => {
  const page = await site.open('/deliver/assignments', { as: 'sergeant' })
  await page.getByLabel('Ward', { exact: true }).selectOption(town.own.ward)
  await page.getByRole('button', { name: 'Show streets' }).click()
  await page.getByLabel('Name of the assignment').fill('Round 7')
  await page.getByLabel('Name of the officer').fill(town.officer.name)
  await page.getByLabel('First day').fill(new Date(town.clock()).toISOString().slice(0, 10))
  for (const each of town.streets) await page.getByRole('checkbox', { name: `${each}, ` }).check()
  await page.getByRole('button', { name: 'Make assignment' }).click()
  await page.getByRole('rowheader', { name: 'Round 7' }).waitFor()
  await isFit(page)
  expect(await page.getByRole('row', { name: /^Round 7/ }).innerText()).toContain(String(town.paper.length))
})

test('forty-five doors without a signal, killed in the middle of saving', async () => {
  const { context, page } = await phone.on(town.clock())
  await page.getByText('Nobody is set up on this phone').waitFor()
  await looked(page)
  await press(page, 'Sign in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator(`button[name="who"][value="${town.officer.subject}"]`).click()
  await enrol(page, pin)
  await roundIsHere(page)
  await isInstalled(page)
  await looked(page)

  await context.setOffline(true)
  // Kits: two of three are in the box, and one goes back.
  await press(page, 'Kits')
  await press(page, 'Not all are here')
  const [notThere, ...here] = town.kits.inBox as [string, ...string[]]
  for (const kit of here) await page.getByText(spelled(kit)).click()
  await looked(page)
  await press(page, `Accept ${here.length}`)
  await saved(page, 'accepted')
  const returned = town.kits.inHand[0]!
  await page.getByText(spelled(returned)).click()
  await press(page, 'Return 1')
  await saved(page, 'returned')
  hand.events += 2

  await press(page, 'Doors')
  await looked(page)
  const { houses, floors } = town
  const next = houses.values()
  const door = (): PaperDoor => next.next().value!
  const kits = town.kits.inHand.slice(1).values()
  const kit = (): string => kits.next().value!

  for (let times = 0; times < 3; times++) await record(page, door(), 'no-answer', /^No answer no card/)
  await leaveCard(page, door(), pad[0]!)
  // The next card of the pad is offered.
  await record(page, door(), 'no-answer', /^No answer card/)
  hand.cards.add(pad[1]!)
  for (const why of ['Not wanted', 'Does not trust it', 'Landlord decides', 'Not said'])
    await record(page, door(), 'refused', 'Refused', why)
  for (let times = 0; times < 2; times++)
    await record(page, door(), 'come-back', /^Come back later/, 'Save: some other time')
  const booked = door()
  await at(page, booked)
  await press(page, /^Come back later/)
  await page.getByLabel(/^Appointment begins/).fill('2027-03-01T10:30')
  await looked(page)
  await press(page, 'Save appointment')
  await saved(page, 'appointment made')
  count(hand, booked, 'come-back')
  hand.appointments++
  for (const [outcome, words] of [
    ['no-way-in', /^No way in/],
    ['no-way-in', /^No way in/],
    ['leave-out', /^Nobody lives here/],
    ['leave-out', /^Not a home/],
    ['leave-out', /^Listed twice/],
  ] as const)
    await record(page, door(), outcome, /^Something else/, words)
  for (const words of ['Vulnerable person', 'Repeat victim'])
    await record(page, door(), 'tell-sergeant', /^Vulnerable or repeat victim/, words)

  await deliver(page, door(), kit(), {
    name: 'Joan Ellery',
    contact: '07700 900123',
    agrees: true,
    marked: ['Laptop', 'Bicycle'],
    sticker: 'Up, seen',
  })
  await deliver(page, door(), kit(), { agrees: true, marked: ['Television'], sticker: 'Given' })
  await deliver(page, door(), kit(), { agrees: false, marked: ['Phone or tablet'] })
  await deliver(page, door(), kit(), {
    name: 'Ibrahim Sesay',
    agrees: true,
    marked: [],
    sticker: 'Not wanted',
  })
  // Undone, and then something else; undone, and put back.
  const wrong = door()
  await record(page, wrong, 'no-answer', /^No answer no card/)
  await undo(page, wrong)
  await deliver(page, wrong, kit(), { agrees: false, marked: ['Laptop'] })
  const right = door()
  await record(page, right, 'refused', 'Refused', 'No time')
  await undo(page, right)
  await page.locator('.undo-bar').getByRole('button', { name: 'Put back' }).click()
  await saved(page, /^(?!Undone)/)
  hand.events++
  hand.last.set(right.home, 'refused')
  // A safety note for whoever comes next.
  const dog = door()
  await at(page, dog)
  await press(page, 'More about it')
  await press(page, 'Safety note')
  await press(page, 'Dog')
  await page.getByLabel('What must they know?').fill('Ring at the gate and wait.')
  await looked(page)
  await press(page, 'Save note')
  await saved(page, 'Safety note')
  hand.events++
  hand.notes++
  await press(page, 'Record an outcome')
  await press(page, /^No answer no card/)
  await saved(page, `${dog.call}: no answer`)
  count(hand, dog, 'no-answer')

  const [ground, first, second] = floors
  await street(page, nameOnPaper.block)
  await looked(page)
  await deliver(page, ground![0]!, kit(), { agrees: true, marked: ['Laptop'], sticker: 'Up, seen' })
  await restOf(page, ground!.slice(1), [])
  await restOf(page, first!, pad.slice(2, 2 + first!.length))
  await restOf(page, second!, [])
  // By the landing undone, and landing by landing again.
  for (const each of second!) hand.last.delete(each.home)
  await page.locator('.undo-bar').getByRole('button', { name: 'Undo' }).click()
  await saved(page, 'Undone')
  hand.events++
  await restOf(page, second!, [])

  // The rest of the houses, up to forty-five doors.
  while (hand.last.size < 44) await record(page, door(), 'no-answer', /^No answer no card/)
  const last = door()
  await record(page, last, 'refused', 'Refused', 'Moving out')
  expect(hand.last.size).toBe(45)
  await page.getByRole('button', { name: `${hand.events} not sent` }).waitFor()

  // One more, and the phone falls in the middle of saving it: between the write and its completion nothing can come.
  const lost = door()
  await at(page, lost)
  await page.evaluate(`{
    const { add } = IDBObjectStore.prototype
    IDBObjectStore.prototype.add = function (...row) {
      const request = add.apply(this, row)
      console.debug('half written')
      for (const until = performance.timeOrigin + 1e15; performance.now() < until;);
      return request
    }
  }`)
  const half = page.waitForEvent('console', (message) => message.text() === 'half written')
  void press(page, /^No answer no card/).catch(() => undefined)
  await half
  await phone.kill()
  expect(await atStation(town)).toMatchObject({ events: 0, visits: 0 })
  town.later(3 * 24 * hour + hour)

  // Three days later: homes are hidden, and nothing that was said to be saved is gone.
  const reopened = await phone.on(town.clock())
  await reopened.context.setOffline(true)
  const again = reopened.page
  await unlock(again, pin)
  await again.getByText('Homes are hidden.').first().waitFor()
  await press(again, `${hand.events} not sent`)
  await again.getByRole('heading', { name: `${hand.events} not sent` }).waitFor()
  await looked(again)
  await press(again, 'Try now')
  await again.getByText('No network.').waitFor()

  await reopened.context.setOffline(false)
  await press(again, 'Try now')
  await again.getByText('Sign in again to send. Nothing is lost.').waitFor()
  await looked(again)
  await press(again, 'Sign in')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.locator(`button[name="who"][value="${town.officer.subject}"]`).click()
  await unlock(again, pin)
  await press(again, /All sent|not sent/)
  await again.getByRole('heading', { name: /^All sent/ }).waitFor()
  expect(await atStation(town)).toEqual({
    events: hand.events,
    accepted: hand.events,
    visits: hand.visits,
    last: hand.last,
    kits: kitsByHand(town, hand, [returned, notThere]),
    cards: hand.cards,
    notes: hand.notes,
    appointments: hand.appointments,
  })
  // And which homes were opened, though they are hidden by now: each that was delivered to was.
  const { rows } = await town.owner.query<{ delivered: number; opened: number }>(
    `select count(*)::int4 as delivered, count(l.home)::int4 as opened
     from engagement.visit v left join engagement.phone_look l on l.home = v.home and l.actor = v.actor
     where v.actor = $1 and v.outcome in ('delivered', 'protected')`,
    [`person:${town.officer.person}`],
  )
  expect(rows[0]?.opened).toBeGreaterThan(0)
  expect(rows[0]?.opened).toBe(rows[0]?.delivered)

  // The homes come back with the PIN; the door that was not saved is done now, and once.
  await press(again, 'Lock this phone')
  await unlock(again, pin)
  await roundIsHere(again)
  await press(again, 'Doors')
  await record(again, lost, 'no-answer', /^No answer no card/)
  await press(again, /All sent|not sent/)
  await again.getByRole('heading', { name: /^All sent/ }).waitFor()
  expect((await atStation(town)).last).toEqual(hand.last)

  // In the evening phone and station show the same code.
  await press(again, 'Today')
  await press(again, /done today/)
  const code = await again.getByRole('heading', { level: 1 }).innerText()
  await looked(again)
  const desk = await site.open('/you', { as: null })
  await signInAs(desk, site.address, 'sergeant', '/deliver/receipts')
  await expectAtDesk(desk, code, '1 of 1')
  await isFit(desk)

  // One more record, and both have another code.
  await press(again, 'Today')
  await press(again, 'Doors')
  await record(again, lost, 'no-way-in', /^Something else/, /^No way in/)
  await press(again, /All sent|not sent/)
  await again.getByRole('heading', { name: /^All sent/ }).waitFor()
  await press(again, 'Today')
  await press(again, /done today/)
  const later = await again.getByRole('heading', { level: 1 }).innerText()
  expect(later).not.toBe(code)
  await expectAtDesk(desk, later, '2 of 2')

  // The list is one click away. Where the station has lost a record, its code is another than the phone's.
  await desk.getByRole('link', { name: later }).click()
  await expect.poll(() => desk.locator('tbody').innerText()).toContain('No way in')
  expect(await desk.locator('tbody tr').count()).toBe(2)
  await isFit(desk)
  await town.owner.query(`set session_replication_role = replica;
    create temp table lost_event as select * from engagement.phone_event order by received_at desc limit 1;
    delete from engagement.phone_event where id in (select id from lost_event)`)
  await expectAtDesk(desk, code, '1 of 1')
  expect(await desk.getByRole('link', { name: later }).count()).toBe(0)
  await town.owner.query(`insert into engagement.phone_event select * from lost_event;
    set session_replication_role = origin`)
  await expectAtDesk(desk, later, '2 of 2')

  // The officer sees their own at the desk too, and nobody of another borough sees it.
  const own = await site.open('/you', { as: null })
  await signInAs(own, site.address, town.officer.subject, '/deliver/receipts')
  await own.getByRole('link', { name: later }).waitFor()

  // A phone that cannot send gives a copy to the sergeant; what comes of its own later is known already.
  await reopened.context.setOffline(true)
  await press(again, 'Today')
  await press(again, 'Doors')
  await record(again, lost, 'refused', 'Refused', 'Not wanted')
  await press(again, '1 not sent')
  await looked(again)
  const [download] = await Promise.all([
    again.waitForEvent('download'),
    press(again, 'Save a copy for the station'),
  ])
  await again.getByText(/1 of them not sent. Give the file to your sergeant/).waitFor()
  const copy = await readFile(await download.path(), 'utf8')
  expect(download.suggestedFilename()).toMatch(/^[\d-]{10}T[\d-]{5}\.mettrace$/)
  for (const word of [lost.home, lost.postcode, town.officer.name, town.officer.person, ...town.streets])
    expect(copy).not.toContain(word)
  await desk.goto(`${site.address}/deliver/saved-copies`)
  await desk
    .getByLabel('Saved copy of a phone')
    .setInputFiles({ name: download.suggestedFilename(), mimeType: '', buffer: Buffer.from(copy) })
  await desk.getByRole('button', { name: 'Read in copy' }).click()
  await desk
    .getByText(
      `Copy of ${town.officer.name} read in. 1 accepted, 0 set aside, ${hand.events - 1} had arrived before.`,
    )
    .waitFor()
  await isFit(desk)
  expect((await atStation(town)).last).toEqual(hand.last)
  const { visits } = await atStation(town)
  await reopened.context.setOffline(false)
  await press(again, 'Try now')
  await again.getByRole('heading', { name: /^All sent/ }).waitFor()
  await press(again, 'Today')
  await press(again, /done today/)
  await expectAtDesk(desk, await again.getByRole('heading', { level: 1 }).innerText(), '3 of 3')
  expect((await atStation(town)).visits).toBe(visits)

  storage = await readStorage(again)
  await phone.off()
})

const unique = (words: readonly string[]): string[] => [...new Set(words)]

test('nothing of another ward is on the phone or went over the network to it', () => {
  const seen = [storage, ...phone.traffic].join('\n')
  // The round itself did go over the network, or nothing was looked at.
  expect(phone.traffic.join('\n')).toContain(town.streets[0])
  expect(town.othersWords.length).toBeGreaterThan(10)
  expect(town.othersWords.filter((word) => seen.includes(word))).toEqual([])
})

test('nothing on the phone is readable without the PIN, neither by scripts nor in the files of the browser', async () => {
  const words = unique([
    ...town.streets,
    ...town.paper.map(({ postcode }) => postcode),
    ...[...town.kits.all, ...hand.cards].flatMap((code) => [code, spelled(code), spelledShort(code)]),
    'Joan Ellery',
    'Ibrahim Sesay',
    '07700 900123',
    'Ring at the gate',
    'Round 7',
    pin,
  ])
  expect(storage).toContain(town.officer.name)
  expect(words.filter((word) => storage.includes(word))).toEqual([])
  expect(await wordsInFiles(phone.profile, [town.officer.name])).not.toEqual([])
  expect(await wordsInFiles(phone.profile, words)).toEqual([])
  // Nothing of what the server said is kept by the browser itself, where it would be compressed.
  expect(await wordsInFiles(phone.profile, ['deliver/sync/'])).toEqual([])
})

test('desk pages say what the officer counted', async () => {
  const page = await site.open('/you', { as: null })
  await signInAs(page, site.address, 'sergeant', '/deliver/assignments')
  const cells = await page
    .getByRole('row', { name: /^Round 7/ })
    .getByRole('cell')
    .allInnerTexts()
  expect(cells).toContain(String(town.paper.length))
  expect(cells).toContain(String(hand.last.size))
  await page.goto(`${site.address}/deliver/phones`)
  const row = page.locator('tbody tr')
  expect(await row.count()).toBe(1)
  expect(await row.innerText()).toContain(town.officer.name)
  // Not sent, and set aside.
  expect((await row.getByRole('cell').allInnerTexts()).filter((each) => each === '0')).toHaveLength(2)
  await page.goto(`${site.address}/deliver/set-aside`)
  await page.getByText('No records set aside').waitFor()
})

test('no fault that axe finds on any screen that was walked', () => {
  expect(Object.fromEntries([...faults].filter(([, found]) => found.length > 0))).toEqual({})
  expect(faults.size).toBeGreaterThan(15)
  expect(phone.complaints).toEqual([])
})

import { spelled } from '@mettrace/kit-codes/serial/serial'
import type { Page } from 'playwright-core'
import { count, type HandCount, type PaperDoor } from './hand-count.ts'
import { press } from './phone-page.ts'
import { nameOnPaper } from './walked-town.ts'

/** Waits until what was recorded last is on the phone. */
export const saved = async (page: Page, words: string | RegExp): Promise<void> => {
  const bar = page.locator('.undo-bar', { hasText: words })
  await bar.getByText('Saved on this phone').waitFor()
}

/** Goes to a street of the list, or to a block. */
export const street = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('group', { name: 'Streets' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()

type Told = { name?: string; contact?: string; agrees: boolean; marked: readonly string[]; sticker?: string }

/** What an officer does with a phone at doors: each is done on the screen, waited for until it is saved, and counted by hand. */
export const walkDoors = (hand: HandCount, looked: (page: Page) => Promise<void>) => {
  const at = async (page: Page, door: PaperDoor): Promise<void> => {
    await street(page, door.street)
    await page.getByRole('button', { name: new RegExp(`^${door.name},`) }).click()
    await page.getByRole('heading', { name: door.name }).waitFor()
    await looked(page)
  }

  /** Records one outcome from the list, and counts it. `taps`: names of buttons. */
  const record = async (page: Page, door: PaperDoor, outcome: string, ...taps: (string | RegExp)[]) => {
    await at(page, door)
    for (const tap of taps) {
      await press(page, tap)
      await looked(page)
    }
    await saved(page, `${door.call}: `)
    count(hand, door, outcome)
  }

  const deliver = async (page: Page, door: PaperDoor, serial: string, told: Told): Promise<void> => {
    await at(page, door)
    await press(page, 'Deliver a kit')
    await page.getByLabel(/^Serial on the carton/).fill(spelled(serial).toLowerCase())
    await looked(page)
    await press(page, 'Use this kit')
    const fields = [
      ['Name', told.name],
      ['Phone or e-mail', told.contact],
    ] as const
    if (told.agrees)
      for (const [label, value] of fields)
        if (value === undefined) await press(page, `${label} not given`)
        else await page.getByLabel(label, { exact: true }).fill(value)
    await press(page, told.agrees ? 'Agrees' : 'Does not')
    await looked(page)
    await press(page, 'Next: mark and sticker')
    for (const thing of told.marked) await page.getByText(thing, { exact: true }).click()
    if (told.sticker !== undefined) await press(page, told.sticker)
    await looked(page)
    await press(page, /^Finish/)
    await page.getByText('Saved on this phone').waitFor()
    await looked(page)
    count(hand, door, told.marked.length > 0 ? 'protected' : 'delivered')
    hand.kits.set(serial, door.home)
    await press(page, 'List')
  }

  const leaveCard = async (page: Page, door: PaperDoor, card: string): Promise<void> => {
    await at(page, door)
    await press(page, /card left: type its code|Another card/)
    await page.getByLabel('Code on the card').fill(card)
    await press(page, 'No answer, card left')
    await saved(page, `${door.call}: no answer, card`)
    hand.cards.add(card)
    count(hand, door, 'no-answer')
  }

  const restOf = async (page: Page, doors: readonly PaperDoor[], cards: readonly string[]): Promise<void> => {
    const flats = doors.map(({ call }) => call).join(', ')
    await street(page, nameOnPaper.block)
    const floor = page.getByRole('region', { name: `Floor ${doors[0]!.floor}` })
    await floor
      .getByRole('button', { name: cards.length > 0 ? /cards left/ : /no answer/ })
      .first()
      .click()
    await saved(page, `Flats ${flats}: no answer`)
    hand.events++
    hand.visits += doors.length
    for (const [each, door] of doors.entries()) {
      hand.last.set(door.home, 'no-answer')
      if (cards[each] !== undefined) hand.cards.add(cards[each])
    }
  }

  /** Undoes what was just recorded of a door that nothing else is known of. */
  const undo = async (page: Page, door: PaperDoor): Promise<void> => {
    await page.locator('.undo-bar').getByRole('button', { name: 'Undo' }).click()
    await saved(page, 'Undone')
    hand.events++
    hand.last.delete(door.home)
  }

  return { at, record, deliver, leaveCard, restOf, undo }
}

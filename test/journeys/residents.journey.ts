import { describe, expect, test } from 'vitest'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import { pageLanguages } from '../../apps/server/rooms/residents/words/in-language.ts'
import { takeMessages } from '../../apps/server/rooms/deliver/card-requests/take-messages.ts'
import { testDatabase } from '../database.ts'
import { putHomes } from '../homes.ts'
import { leaveCard } from '../left-card.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ash'], bcus: ['North'] })
const site = await openSite(database)
const homes = await putHomes(database, { E05000001: { bcu: 'B1', homes: 3, postcode: 'ZX11AA' } })
const [first, second] = homes.get('E05000001')!
const [card, other] = padOfCards(300_000_000, 2)
if (!first || !second || !card || !other) throw new Error('There are two homes and two cards.')
await leaveCard(owner, card, first)
await leaveCard(owner, other, second)

const nobody = { as: null } as const

describe('a card at the door', () => {
  test('its household books a visit, without signing in', async () => {
    const page = await site.open('/card', nobody)
    await page.getByRole('heading', { name: 'You were out when we called' }).waitFor()
    await isFit(page)
    await page.getByRole('link', { name: 'Book a visit' }).click()
    await page.getByRole('button', { name: 'Book the visit' }).click()
    await page.getByRole('link', { name: 'Choose a time of day' }).waitFor()
    await isFit(page)
    await page.getByLabel('Code on the card').fill(spelledShort(card).toLowerCase())
    await page.getByLabel('Postcode of your home').fill('zx1 1aa')
    await page.getByLabel('Day', { exact: true }).selectOption({ index: 3 })
    await page.getByLabel('Evening, 5pm to 8pm').check()
    await page.getByLabel('Language you would like to speak').selectOption('bn')
    await page.getByLabel('An interpreter').check()
    await isFit(page)
    await page.getByRole('button', { name: 'Book the visit' }).click()
    await page.getByRole('heading', { name: 'We have your message' }).waitFor()
    await page.getByText(/You asked for a visit on .* Evening, 5pm to 8pm/).waitFor()
    await isFit(page)
  })

  test('another says no, and reads what becomes of what they say', async () => {
    const page = await site.open('/card/decline', nobody)
    await isFit(page)
    await page.getByLabel('Code on the card').fill(other)
    await page.getByLabel('Postcode of your home').fill('ZX11AA')
    await page.getByRole('button', { name: 'Do not call again' }).click()
    await page.getByText('You asked us not to call again.').waitFor()
    await page.getByRole('link', { name: 'How we use what you tell us' }).click()
    await page.getByRole('heading', { name: 'How we use what you tell us' }).waitFor()
    await isFit(page)
  })

  test('the sergeant sees both, and that the visit is in nobody’s round yet', async () => {
    expect(await takeMessages(database)).toBe(2)
    const page = await site.open('/deliver/card-requests', { as: 'sergeant' })
    await page.getByRole('table', { name: /visits to come first/ }).waitFor()
    const rows = await page.locator('tbody tr').allInnerTexts()
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/Visit booked.*17:00 to 20:00\s+Bengali, interpreter\s+nobody/)
    expect(rows[1]).toMatch(/Declined/)
    await page.getByText('1 booked visit is in nobody’s round.').waitFor()
    await isFit(page)
  })
})

test.each(pageLanguages.slice(1).map((each) => [each.door.english, each] as const))(
  'in %s the same can be done, from the side that it is read from',
  async (_, { door, words }) => {
    const page = await site.open('/card', nobody)
    await page.getByRole('link', { name: door.name, exact: true }).click()
    await page.getByRole('note').getByText(words.machine).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(door.language)
    expect(await page.locator('html').getAttribute('dir')).toBe(door.direction)
    await isFit(page)
    await page.getByRole('link', { name: words.start.visit, exact: true }).click()
    await page.getByRole('button', { name: words.visit.send }).click()
    await page.getByRole('link', { name: words.errors.part }).waitFor()
    await page.getByLabel(words.code.label).fill(card)
    await page.getByLabel(words.postcode.label).fill('ZX1 1AA')
    await page.getByLabel(words.visit.day, { exact: true }).selectOption({ index: 1 })
    await page.getByLabel(words.visit.parts.morning).check()
    await isFit(page)
    await page.getByRole('button', { name: words.visit.send }).click()
    await page.getByRole('heading', { name: words.said.title }).waitFor()
    await page.getByText(words.visit.parts.morning).waitFor()
    await page.getByRole('link', { name: words.privacy }).click()
    await page.getByRole('heading', { name: words.privacy }).waitFor()
    await isFit(page)
  },
)

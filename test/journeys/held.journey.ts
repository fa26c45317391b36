import { expect, test } from 'vitest'
import { pageLanguages } from '../../apps/server/rooms/residents/words/in-language.ts'
import { takeHeldAsks } from '../../apps/server/rooms/deliver/letters/take-held-asks.ts'
import { registerResident } from '../../apps/server/rooms/deliver/residents.ts'
import { testDatabase } from '../database.ts'
import { putHomes } from '../homes.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { unlimited } from '../unlimited.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ash'], bcus: ['North'] })
const site = await openSite(database, { limits: unlimited })
const [home] = (await putHomes(database, { E05000001: { bcu: 'B1', homes: 1, postcode: 'ZX11AA' } })).get(
  'E05000001',
)!
const nobody = { as: null } as const

test.each(
  pageLanguages
    .filter(({ door }) => ['en', 'ar'].includes(door.language))
    .map((each) => [each.door.english, each] as const),
)(
  'in %s somebody asks what is held of them, sees it by a code from their letter, and has it corrected',
  async (english, { door, words: { held, ...words } }) => {
    const name = `Ada ${english}`
    await database.withActor({ id: 'example', role: 'registrar' }, 'registers', (tx) =>
      registerResident(tx, home!, { name, contact: '', vulnerability: '', fromDay: '2026-01-01' }),
    )
    const page = await site.open('/card', nobody)
    if (door.language !== 'en') await page.getByRole('link', { name: door.name, exact: true }).click()
    await page.getByRole('link', { name: held.link }).click()
    await page.getByRole('button', { name: held.send }).click()
    await page.getByRole('link', { name: words.errors.postcode, exact: true }).waitFor()
    await isFit(page)
    await page.getByLabel(words.register.name, { exact: true }).fill(name.toUpperCase())
    await page.getByLabel(words.postcode.label, { exact: true }).fill('zx1 1aa')
    await page.getByRole('button', { name: held.send }).click()
    await page.getByText(held.said.asked).waitFor()
    await isFit(page)

    expect(await takeHeldAsks(database, false)).toBe(1)
    const desk = await site.open('/deliver/letters', { as: 'sergeant' })
    await isFit(desk)
    await desk.getByRole('button', { name: 'Print those ticked' }).click()
    await desk.getByText('Print this page now').waitFor()
    const letter = desk.getByRole('article')
    expect(await letter.innerText()).toContain(name)
    expect(await letter.getAttribute('dir')).toBe(door.direction)
    await isFit(desk)
    const code = await desk.locator('.mettrace-letter__code').innerText()

    await page.goto(`${site.address}/card/code?language=${door.language}`)
    await page.getByLabel(held.code.label, { exact: true }).fill(code.toLowerCase())
    await page.getByLabel(words.postcode.label, { exact: true }).fill('ZX11AA')
    await isFit(page)
    await page.getByRole('button', { name: held.code.send, exact: true }).click()
    await page.getByRole('heading', { name: held.seen.title, exact: true }).waitFor()
    await page.getByText(name).waitFor()
    await isFit(page)
    await page.getByLabel(held.seen.words, { exact: true }).fill(`Not ${name}`)
    await page.getByRole('button', { name: held.seen.send, exact: true }).click()
    await page.getByText(held.said.corrected).waitFor()
    await isFit(page)

    const list = await site.open('/deliver/corrections', { as: 'sergeant' })
    await list.getByText(`Not ${name}`).waitFor()
    await isFit(list)
    await list
      .getByLabel(/What was done/)
      .first()
      .fill('Registered anew')
    await list
      .getByRole('button', { name: /^Corrected/ })
      .first()
      .click()
    await list.getByText('Corrected: Registered anew').first().waitFor()
    await isFit(list)
  },
)

test('cards to leave are made, four to a sheet', async () => {
  const page = await site.open('/deliver/cards', { as: 'sergeant' })
  await isFit(page)
  await page.getByLabel('Sheets').fill('1')
  await page.getByRole('button', { name: 'Make cards' }).click()
  await page.getByRole('article').first().waitFor()
  expect(new Set(await page.locator('.mettrace-door-card__code').allInnerTexts()).size).toBe(4)
  await isFit(page)
})

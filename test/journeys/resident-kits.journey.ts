import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { pageLanguages } from '../../apps/server/rooms/residents/words/in-language.ts'
import { takeKitMessages } from '../../apps/server/rooms/deliver/kit-statements/take-kit-messages.ts'
import { residentsOf } from '../../apps/server/rooms/deliver/residents.ts'
import { homeOf } from '../../apps/server/places/register.ts'
import { testDatabase } from '../database.ts'
import { putHomes } from '../homes.ts'
import { giveKit } from '../given-kit.ts'
import { unlimited } from '../unlimited.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
const site = await openSite(database, { limits: unlimited })
const homes = await putHomes(database, {
  E05000001: { bcu: 'B1', homes: pageLanguages.length, postcode: 'ZX11AA' },
})
const nobody = { as: null } as const
const pin = '4711'

test.each(pageLanguages.map((each, at) => [each.door.english, each, at] as const))(
  'in %s a kit is registered, said to be used, and left behind, without signing in',
  async (_, { door, words }, at) => {
    const home = homes.get('E05000001')![at]!
    const body = `TST00000${at}`
    const serial = `${body}${checkCharacterOf(body)}`
    await giveKit(owner, serial, home, createHash('sha256').update(`${serial}:${pin}`).digest())
    const state = async () => {
      expect(await takeKitMessages(database)).toBe(1)
      const { rows } = await owner.query<{ state: string; ends: boolean }>(
        "select state, ends_on < now() + interval '1 year' as ends from engagement.home_state where home = $1",
        [home.id],
      )
      return rows[0]
    }

    const page = await site.open('/card', nobody)
    if (at > 0) await page.getByRole('link', { name: door.name, exact: true }).click()
    await page.getByRole('link', { name: words.kit.link }).click()
    await page.getByRole('heading', { name: words.kit.title, exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe(door.direction)
    await isFit(page)
    const typed = async (): Promise<void> => {
      await page.getByLabel(words.serial.label, { exact: true }).fill(spelled(serial).toLowerCase())
      await page.getByLabel(words.pin.label, { exact: true }).fill(pin)
    }
    const said = async (text: string): Promise<void> => {
      await page.getByRole('heading', { name: words.said.title, exact: true }).waitFor()
      await page.getByText(text).waitFor()
      await page.getByText(words.said.checkKit).waitFor()
      await isFit(page)
      await page.getByRole('link', { name: words.back, exact: true }).click()
      await page.getByRole('link', { name: words.kit.link }).click()
    }

    await page.getByRole('link', { name: words.kit.register, exact: true }).click()
    await page.getByRole('button', { name: words.register.send, exact: true }).click()
    await page.getByRole('link', { name: words.errors.serial, exact: true }).waitFor()
    await page.getByRole('link', { name: words.errors.name, exact: true }).waitFor()
    await isFit(page)
    await typed()
    await page.getByLabel(words.register.name, { exact: true }).fill('Ada Example')
    await isFit(page)
    await page.getByRole('button', { name: words.register.send, exact: true }).click()
    await said(words.said.registered)
    expect(await state()).toMatchObject({ state: 'delivered' })
    const officer = { id: 'example', role: 'registrar' } as const
    const living = await database.withActor(officer, 'who lives there', async (tx) =>
      residentsOf(tx, await homeOf(tx, home.id)),
    )
    expect(living).toMatchObject([{ name: 'Ada Example', toDay: null }])

    await page.getByRole('link', { name: words.kit.applied, exact: true }).click()
    await typed()
    await isFit(page)
    await page.getByRole('button', { name: words.applied.send, exact: true }).click()
    await said(words.said.applied)
    expect(await state()).toMatchObject({ state: 'protected', ends: false })

    await page.getByRole('link', { name: words.kit.moving, exact: true }).click()
    await typed()
    await page.getByLabel(words.moving.day, { exact: true }).selectOption({ index: 3 })
    await isFit(page)
    await page.getByRole('button', { name: words.moving.send, exact: true }).click()
    await said(words.said.moving.split('{day}')[0]!.trim())
    expect(await state()).toMatchObject({ state: 'protected', ends: true })

    await page.getByRole('link', { name: words.privacy, exact: true }).click()
    await page.getByText(words.notice[4]!).waitFor()
    await isFit(page)
  },
)

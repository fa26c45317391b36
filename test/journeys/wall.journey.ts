import { expect, test } from 'vitest'
import { uuidv7 } from '../../apps/server/foundation/uuid.ts'
import { testDatabase } from '../database.ts'
import { putSaturationTown, townHomes } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
const town = await putSaturationTown(database, owner)
const site = await openSite(database)

const ofDeployment = townHomes.filter(({ area, state }) => area === 'E1' && state !== 'excluded')
const shareOf = (isProtected: number): string => `${((100 * isProtected) / ofDeployment.length).toFixed(1)}%`
const protectedAtFirst = ofDeployment.filter(({ state }) => state === 'protected').length

/** Tells that the kit of a home was applied, as a phone would. */
const apply = (home: string): Promise<unknown> =>
  owner.query(
    `with told as (
       insert into engagement.phone_event (id, phone, kind, home, kit, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
       select $2, phone, 'test', home, kit, now(), now(), sha256('another'), 'accepted', '{}', now(), ward, bcu, actor
       from engagement.phone_event where home = $1 and kit is not null limit 1
       returning *
     )
     insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
     select id, home, ward, bcu, 'protected', at, actor from told`,
    [home, uuidv7()],
  )

test('what is written is on an open wall without a hand, and figures equal a count by hand', async () => {
  const page = await site.open('/deliver/wall', {
    as: 'programme-lead',
    viewport: { width: 1920, height: 1080 },
  })
  const row = page.getByRole('row').filter({ hasText: 'Millside' })
  expect(await row.innerText()).toContain(shareOf(protectedAtFirst))
  expect(await row.innerText()).toContain(`${protectedAtFirst} of ${ofDeployment.length}`)
  await page.getByText('1 with a silent phone').waitFor()
  await isFit(page)
  await page.getByText('and live').waitFor()

  const link = row.getByRole('link', { name: 'Millside' })
  await link.focus()
  await apply(town.homes[townHomes.findIndex(({ state }) => state === 'delivered')]!)
  // Sooner than the page would be fetched anew by itself.
  await expect.poll(() => row.innerText()).toContain(shareOf(protectedAtFirst + 1))
  await page.getByText('and live').waitFor()
  // Whoever is on it by keys stays where they are.
  expect(await link.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)

  await link.press('Enter')
  await page.getByRole('heading', { name: 'Millside', level: 1 }).waitFor()
})

test('a sergeant sees the wall of their own places, and without script it is a page', async () => {
  const page = await site.open('/deliver/wall', { as: 'sergeant', withoutScript: true })
  await page.getByText('when this page was opened').waitFor()
  await page.getByRole('heading', { name: 'Deployments against 85%' }).waitFor()
})

test('an answer comes at once without a mark, and with one that is known only when something is written', async () => {
  const first = await site.fetch('/deliver/wall/changes')
  expect(first.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const [, mark] = /^data: (.+)$/m.exec(await first.text())!
  let isAnswered = false
  const second = site.fetch('/deliver/wall/changes', { headers: { 'last-event-id': mark! } }).finally(() => {
    isAnswered = true
  })
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(isAnswered).toBe(false)
  await apply(town.homes[townHomes.findLastIndex(({ state }) => state === 'delivered')]!)
  expect(await (await second).text()).not.toContain(`data: ${mark}\n`)
})

import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../apps/server/foundation/layout/log.ts'
import { postDemonstrationPeople } from '../../apps/server/identity/demonstration/post-people.ts'
import { makeEmergencyCode } from '../../apps/server/identity/emergency.ts'
import { testDatabase } from '../database.ts'
import { putPlacesToPost } from '../places-to-post.ts'
import { accessibilityFaults, openSite, scrollsSideways, signInAs } from './open-page.ts'

const minute = 60_000
let later = 0
const clock = (): Date => new Date(Date.now() + later)
const lines: string[] = []

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ash', 'Beech'], bcus: ['North', 'South'] })
const site = await openSite(database, {
  clock,
  logger: createLogger('warn', { write: (line) => void lines.push(line) }),
})

afterEach(() => {
  later = 0
})

const who = (page: Page) => page.locator('.mettrace-viewer__who')
const chooseRole = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('radio', { name: title }).check()
  await page.getByRole('button', { name: 'Act in this role' }).click()
}
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click()

describe('signing in', () => {
  test('a stranger is asked to sign in, goes to the provider and comes back to the page asked for', async () => {
    const page = await site.open('/target/settings', { as: null })
    await page.getByRole('heading', { name: 'Sign in to MetTrace' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await press(page, 'Sign in')
    await page.getByRole('heading', { name: 'Choose who you are' }).waitFor()
    expect(new URL(page.url()).port).not.toBe(new URL(site.address).port)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.locator('button[value="planner"]').click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    expect(page.url()).toBe(`${site.address}/target/settings`)
    expect(await who(page).innerText()).toContain('Priya Nair, Planner')
  })

  test('it works without script, at 320 pixels', async () => {
    const page = await site.open('/sign-in', {
      as: null,
      withoutScript: true,
      viewport: { width: 320, height: 640 },
    })
    await press(page, 'Sign in')
    await page.locator('button[value="ward-officer"]').click()
    await page.getByRole('heading', { name: 'Your work', level: 1 }).waitFor()
    await page.goto(`${site.address}/you`)
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: 'Ward officer, Ash ward' }).count()).toBe(1)
    await press(page, 'Sign out')
    await page.getByText('You are signed out.').waitFor()
  })

  test('an answer that this browser did not ask for is not taken', async () => {
    const page = await site.open('/sign-in/answer?code=stolen&state=foreign', { as: null })
    await page.getByText('was begun in another tab').waitFor()
    expect(await page.context().cookies()).toEqual([])
  })
})

describe('roles', () => {
  test('a ward officer arrives at their own page, and is refused what is not theirs', async () => {
    const page = await site.open('/', { as: 'ward-officer' })
    await page.getByRole('heading', { name: 'Your work', level: 1 }).waitFor()
    expect(await page.getByRole('link', { name: 'Target' }).count()).toBe(0)
    await page.goto(`${site.address}/target/plan`)
    await page.getByRole('heading', { name: 'You may not do that' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('who has two chooses the one to act in, and changes it', async () => {
    const page = await site.open('/', { as: 'custody' })
    await page.getByText('Which role do you act in?').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await chooseRole(page, 'Stock keeper')
    expect(await who(page).innerText()).toContain('Ruth Mensah, Stock keeper change')
    await who(page).click()
    await chooseRole(page, 'Custody and property store')
    expect(await who(page).innerText()).toContain('Custody and property store')
  })

  test('a role change takes effect on the next request', async () => {
    const admin = await site.open('/people', { as: 'administrator' })
    const newcomer = await site.open('/', { as: 'newcomer' })
    await newcomer.getByText('Nobody has posted you to a role yet').waitFor()
    await admin.getByRole('link', { name: 'Alex Marlow' }).click()
    expect(await accessibilityFaults(admin)).toEqual([])
    await admin.getByLabel('Role', { exact: true }).selectOption('ward_officer')
    await press(admin, 'Give this posting')
    await admin.getByRole('link', { name: 'Choose the ward to work in' }).waitFor()
    await admin.getByLabel('Ward', { exact: true }).selectOption('E05000002')
    await press(admin, 'Give this posting')
    await admin.getByRole('cell', { name: 'Beech ward', exact: true }).waitFor()
    await newcomer.reload()
    // The directory gives this person no role at all: both must.
    await newcomer.getByText('your directory does not give you this role').waitFor()
    await owner.query(`update identity.session set vouched_roles = null
      from identity.person where person.id = person and subject = 'newcomer'`)
    await newcomer.reload()
    await chooseRole(newcomer, 'Ward officer')
    expect(await who(newcomer).innerText()).toContain('Ward officer')
    await press(admin, /^End now/)
    await newcomer.goto(`${site.address}/`)
    await newcomer.getByText('Nobody has posted you to a role yet').waitFor()
  })

  test('nobody administers themselves', async () => {
    const page = await site.open('/people', { as: 'administrator' })
    await page.getByRole('link', { name: 'Joan Whitfield', exact: true }).click()
    await page.getByText('Ask another administrator to change your postings').waitFor()
    expect(await page.getByRole('button', { name: 'Give this posting' }).count()).toBe(0)
  })
})

describe('sessions', () => {
  test('one that is ended elsewhere is over at the next click', async () => {
    const one = await site.open('/you', { as: null })
    await signInAs(one, site.address, 'finance')
    const other = await site.open('/you', { as: null })
    await signInAs(other, site.address, 'finance')
    const rows = one.locator('tbody tr')
    await one.reload()
    expect(await rows.count()).toBe(2)
    await rows.filter({ hasNotText: 'This one' }).getByRole('button', { name: 'Sign out' }).click()
    await rows.nth(1).waitFor({ state: 'detached' })
    await other.reload()
    await other.getByText('Your session was ended.').waitFor()
    await press(one, 'Sign out everywhere')
    await one.getByText('You are signed out on every device.').waitFor()
  })

  test('an administrator shuts somebody out at once', async () => {
    const auditor = await site.open('/you', { as: 'auditor' })
    const admin = await site.open('/people', { as: 'administrator' })
    await admin.getByRole('link', { name: 'Peter Lindqvist' }).click()
    await press(admin, 'Block access')
    await auditor.reload()
    await auditor.getByText('Your session was ended.').waitFor()
    await press(auditor, 'Sign in')
    await auditor.locator('button[value="auditor"]').click()
    await auditor.getByText('You do not have access.').waitFor()
    await press(admin, 'Restore access')
  })

  test('one that is not used for half an hour is over, and one that is twelve hours old', async () => {
    const page = await site.open('/you', { as: null })
    await signInAs(page, site.address, 'programme-lead')
    later = 29 * minute
    await page.reload()
    expect(await who(page).innerText()).toContain('Sunita Rao')
    later = 58 * minute
    await page.reload()
    expect(await who(page).innerText()).toContain('Sunita Rao')
    // Used without a break until then.
    await owner.query(
      `update identity.session set seen_at = now() + interval '719 minutes' where role = 'programme_lead'`,
    )
    later = 720 * minute
    await page.reload()
    await page.getByText('you had been signed in for long').waitFor()
    await signInAs(page, site.address, 'programme-lead')
    later += 31 * minute
    await page.goto(`${site.address}/you`)
    await page.getByText('because nothing was done for a while').waitFor()
  })
})

describe('in an emergency', () => {
  let code: string

  beforeAll(async () => {
    const made = await makeEmergencyCode(
      database,
      { id: 'command line: root', role: 'identity' },
      { role: 'administrator', reason: 'the provider is down' },
      new Date(),
    )
    code = made.code
  })

  test('a code from the machine lets in once, and shouts', async () => {
    const page = await site.open('/sign-in/emergency', { as: null })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Code').fill('00000-00000-00000-00000')
    await press(page, 'Use the emergency account')
    await page.getByRole('alert').getByText('This code cannot be used').waitFor()
    await page.getByLabel('Code').fill(code.toLowerCase().replaceAll('-', ' '))
    await press(page, 'Use the emergency account')
    await page.getByText('Emergency account in use.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.goto(`${site.address}/people`)
    await page.getByText('Reason given: the provider is down').waitFor()
    expect(lines.join('')).toContain('"level":50')
    expect(lines.join('')).toContain('AN EMERGENCY ACCOUNT IS IN USE')
    expect(lines.join('')).not.toContain(code)

    const again = await site.open('/sign-in/emergency', { as: null })
    await again.getByLabel('Code').fill(code)
    await press(again, 'Use the emergency account')
    await again.getByRole('alert').getByText('This code cannot be used').waitFor()
  })

  test('every administrator and data protection officer is told until they have noted it', async () => {
    for (const as of ['administrator', 'data-protection']) {
      const page = await site.open('/emergencies', { as })
      await page.getByText('An emergency account was used').waitFor()
      if (as === 'administrator') expect(await accessibilityFaults(page)).toEqual([])
      await press(page, 'I have noted this')
      await page.getByText('An emergency account was used').waitFor({ state: 'detached' })
    }
    const page = await site.open('/emergencies', { as: 'data-protection' })
    await page.getByRole('cell', { name: 'Joan Whitfield, Amara Chukwu' }).waitFor()
  })
})

test.each(['/you', '/people', '/devices', '/emergencies'])('%s fits 320 pixels', async (path) => {
  const page = await site.open(path, { as: 'administrator', viewport: { width: 320, height: 640 } })
  expect(await scrollsSideways(page)).toBe(false)
  expect(await accessibilityFaults(page)).toEqual([])
})

const people = async (): Promise<unknown> => {
  const { rows } = await owner.query(
    'select count(*)::int as people, (select count(*)::int from identity.posting) as postings from identity.person',
  )
  return rows
}

test('putting the made-up people in again changes nothing', async () => {
  const before = await people()
  await postDemonstrationPeople(database)
  expect(await people()).toEqual(before)
})

import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { putPlacesToPost } from '../../../test/places-to-post.ts'
import { PlainBrowser, serveSite } from '../../../test/served-site.ts'
import { postDemonstrationPeople } from '../identity/demonstration/post-people.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4'], bcus: ['BCU 1', 'BCU 2'] })
await postDemonstrationPeople(database)
const site = await serveSite(database)
afterAll(() => site.close())

const person = `${site.address}/deliver/sync/person`

test('from the phone app an officer signs in at the provider, whole pages all the way, and is back in the app', async () => {
  const phone = new PlainBrowser()
  expect((await phone.go(person)).text).not.toContain('"person"')
  const page = await phone.go(`${site.address}/sign-in?to=/field/`)
  const begin = /"(\/sign-in\/begin[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  expect(begin).toBe('/sign-in/begin?to=%2Ffield%2F')
  const choice = await phone.go(`${site.address}${begin}`)
  const back = await phone.go(choice.url, { who: 'ward-officer' })
  expect([back.url, back.status]).toEqual([`${site.address}/field/`, 200])
  const first = JSON.parse((await phone.go(person)).text)
  expect(first).toMatchObject({ name: expect.any(String), signIn: expect.any(String) })
  expect(JSON.parse((await phone.go(person)).text)).toEqual(first)
  // For a new PIN the provider is asked to ask again, and the app is told that it is another sign-in.
  const again = await phone.go(`${site.address}/sign-in?why=pin&to=/field/%3Fpin%3Dnew`)
  const ask = /"(\/sign-in\/begin[^"]*)"/.exec(again.text)?.[1]?.replaceAll('&amp;', '&')
  expect(ask).toBe('/sign-in/begin?to=%2Ffield%2F%3Fpin%3Dnew&ask=again')
  const chosen = await phone.go((await phone.go(`${site.address}${ask}`)).url, { who: 'ward-officer' })
  expect(chosen.url).toBe(`${site.address}/field/?pin=new`)
  const second = JSON.parse((await phone.go(person)).text)
  expect([second.person, second.signIn === first.signIn]).toEqual([first.person, false])
})

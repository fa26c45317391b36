import { expect, test } from 'vitest'
import { openFieldApp } from '../field/field-app.ts'
import { noAnswer, ownPin, press, roundIsHere, unlock } from '../field/phone-page.ts'

// A network that is there and leads nowhere, and an app that was out of sight while it changed.

const { openStation, onRound } = await openFieldApp()
const station = await openStation()

test('“online” without a network: the app opens, saves, gives a request up and says so (C16)', async () => {
  const { context, page } = await onRound(station)
  station.swallows = true
  await page.reload()
  await unlock(page, ownPin)
  await roundIsHere(page)
  await press(page, 'Doors')
  const before = station.written.length
  await noAnswer(page, 15)
  await page.getByText('Saved on this phone').waitFor()
  await page.locator('.sent-tab').click()
  // Nothing that the network does not say keeps the screen: it tells that it tries, and after ten seconds that nobody answers.
  await page.getByText('did not answer in 10 seconds').waitFor({ timeout: 60_000 })
  expect(station.written.length).toBe(before)
  station.swallows = false
  await press(page, 'Try now')
  await expect.poll(() => station.written.length).toBe(before + 1)
  await context.close()
})

test('back in the foreground it pushes and pulls at once, and not at the next of its own tries (C25)', async () => {
  const { context, page } = await onRound(station, { prepare: ({ clock }) => clock.install() })
  await press(page, 'Doors')
  // Every connection breaks before it has brought an answer.
  station.losesAnswers = true
  await noAnswer(page, 16)
  await page.locator('.sent-tab', { hasText: /^1not sent/ }).waitFor()
  // Four minutes on, before it locks itself, its timers stand still: what happens from here on is not a try of its own.
  await page.clock.pauseAt(Date.now() + 240_000)
  await page.locator('.sent-tab', { hasText: /^1not sent/ }).waitFor()
  station.losesAnswers = false
  const heard = station.heard.length
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
  const asked = (what: string) => (): number =>
    station.heard.slice(heard).filter((body) => body.includes(what)).length
  await expect.poll(asked('"no-answer"')).toBeGreaterThan(0)
  await expect.poll(asked('"cursor"')).toBeGreaterThan(0)
  await context.close()
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pool } from './pool.ts'
import { WorkUnderWay, type Wanted } from './work.ts'

const usual = pool.threads
beforeAll(() => pool.resize(1))
afterAll(() => pool.resize(usual))

const wanted = (question: string): Wanted => ({
  name: 'test',
  restsOn: [question],
  words: 'The test',
  seconds: 60,
})

let underWay: WorkUnderWay
let made: string[]
let finish: (answer: string) => void
const make = (question: string) => (): Promise<string> => {
  made.push(question)
  return new Promise((resolve) => {
    finish = resolve
  })
}
const failing = (): Promise<never> => Promise.reject(new Error('broken'))
const ask = (person: string, question: string) =>
  underWay.ask(person, `/page?${question}`, wanted(question), make(question))

beforeEach(() => {
  underWay = new WorkUnderWay()
  made = []
})

describe('work that is under way', () => {
  test('is one for all who ask the same, and goes on while anybody waits', async () => {
    const [one, other] = [ask('a', 'q'), ask('b', 'q')]
    expect(one).toBe(other)
    underWay.leave(one, 'a')
    finish('answer')
    expect(await other.turn.answer).toBe('answer')
    expect(made).toEqual(['q'])
    underWay.told(other, 'b')
    await other.turn.ended
  })

  test('ends when the last who waited has left, and gives up its place', async () => {
    const running = ask('a', 'first')
    const waiting = ask('b', 'second')
    expect(underWay.standing(waiting)).toEqual({ before: 0, progress: undefined })
    underWay.leave(waiting, 'b')
    await expect(waiting.turn.answer).rejects.toMatchObject({ code: 'stopped' })
    finish('answer')
    await running.turn.ended
    expect(made).toEqual(['first'])
  })

  test('is stopped by who asked, and by nobody else', async () => {
    const work = ask('a', 'q')
    expect(underWay.stop(work.id, 'b')).toBeUndefined()
    expect(underWay.stop('another', 'a')).toBeUndefined()
    expect(underWay.stop(work.id, 'a')).toBe('/page?q')
    await expect(work.turn.answer).rejects.toMatchObject({ code: 'stopped' })
    finish('too late')
    await work.turn.ended
  })

  test('goes on for the others when one stops it', async () => {
    const work = ask('a', 'q')
    ask('b', 'q')
    underWay.stop(work.id, 'a')
    finish('answer')
    expect(await work.turn.answer).toBe('answer')
    await work.turn.ended
  })

  test('waits for a page to come back, and not for ever', async () => {
    const work = ask('a', 'q')
    underWay.comesBack(work, 'a', 60_000)
    expect(ask('a', 'q')).toBe(work)
    underWay.comesBack(work, 'a', 20)
    await expect(work.turn.answer).rejects.toMatchObject({ code: 'stopped' })
    finish('too late')
    await work.turn.ended
  })

  test('keeps a failure for whoever comes back for it, and then begins anew', async () => {
    const work = underWay.ask('a', '/page', wanted('q'), failing)
    underWay.comesBack(work, 'a', 60_000)
    await expect(work.turn.answer).rejects.toThrow('broken')
    const again = ask('a', 'q')
    expect(again).toBe(work)
    underWay.told(again, 'a')
    expect(ask('a', 'q')).not.toBe(work)
    finish('answer')
    await sleep(0)
  })

  test('is ended when the server is', async () => {
    const [running, waiting] = [ask('a', 'first'), ask('a', 'second')]
    const closed = underWay.close()
    await expect(running.turn.answer).rejects.toMatchObject({ code: 'stopped' })
    await expect(waiting.turn.answer).rejects.toMatchObject({ code: 'stopped' })
    finish('too late')
    await closed
    expect(made).toEqual(['first'])
  })
})

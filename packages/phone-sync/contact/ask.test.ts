import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Ports, Reply } from '../ports.ts'
import { ask, askLimit } from './ask.ts'
import { InTrouble, Revoked, troubleWords } from './trouble.ts'

const never = new Promise<Reply>(() => undefined)

/** What a question comes to over a network that answers so, and whether it was given up. `late`: ten seconds pass first. */
const asked = async (reply: Promise<Reply>, late = false): Promise<{ came: unknown; gaveUp: boolean }> => {
  let gaveUp = false
  const network: Ports['network'] = {
    ask: () => ({
      reply,
      giveUp: () => {
        gaveUp = true
      },
    }),
  }
  const timers: Ports['timers'] = {
    after: (milliseconds, work) => {
      expect(milliseconds).toBe(askLimit)
      if (late) work()
      return () => undefined
    },
  }
  const answer = ask({ network, timers }, { kind: 'events', body: {} }, z.strictObject({ a: z.number() }))
  const came = await answer.catch((error: unknown) => (error instanceof InTrouble ? error.trouble : error))
  return { came, gaveUp }
}

const replied = async (status: number, body: unknown): Promise<unknown> =>
  (await asked(Promise.resolve({ status, body }))).came

test('an answer is believed as far as its schema reads it', async () => {
  expect(await replied(200, { a: 1 })).toEqual({ a: 1 })
  expect(await replied(200, { a: '1' })).toBe('not-understood')
  expect(await replied(200, undefined)).toBe('not-understood')
})

test('each refusal has its own consequence; a page of some portal or proxy has none of them', async () => {
  expect(await replied(401, { refused: 'sign-in-needed' })).toBe('sign-in-needed')
  expect(await replied(403, { refused: 'revoked' })).toBeInstanceOf(Revoked)
  expect(await replied(400, { refused: 'not-understood' })).toBe('app-too-old')
  expect(await replied(503, { refused: 'busy' })).toBe('server-busy')
  expect(await replied(502, '<html>')).toBe('server-busy')
  // A hotel's sign-in page, or a proxy that refuses, erases nothing.
  expect(await replied(403, '<html>')).toBe('not-understood')
  expect(await replied(200, '<html>')).toBe('not-understood')
})

test('no network and no answer are two things, and what is given up is no longer heard', async () => {
  expect(await asked(Promise.reject(new Error('offline')))).toEqual({ came: 'no-network', gaveUp: false })
  expect(await asked(never, true)).toEqual({ came: 'no-answer-in-time', gaveUp: true })
  const both = await asked(Promise.resolve({ status: 200, body: { a: 1 } }), true)
  expect(both).toEqual({ came: 'no-answer-in-time', gaveUp: true })
})

test('every trouble is said in sentences that promise nothing false', () => {
  expect(Object.values(troubleWords).filter((words) => !/^[A-Z].*\.$/.test(words))).toEqual([])
})

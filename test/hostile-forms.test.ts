import { expect, test } from 'vitest'
import { tellFigure } from './figures.ts'
import { fuzzForms } from './hostile-forms.ts'
import { everyoneOf, thingsOf, walkedServer } from './walked-server.ts'

const server = await walkedServer()

test('no field of any form takes more than it may, or shows the inside', { timeout: 600_000 }, async () => {
  const { own } = await thingsOf(server)
  const { people } = await everyoneOf(server)
  const { wrong, ...counts } = await fuzzForms(server, own, people)
  await tellFigure('Forms, each field in turn with all that is no value of it', {
    ...counts,
    wrong: wrong.length,
  })
  expect(wrong).toEqual([])
  expect(counts.forms).toBeGreaterThan(20)
  expect(counts.fields).toBeGreaterThan(counts.forms)
  expect(counts.refused).toBeGreaterThan(counts.forms)
})

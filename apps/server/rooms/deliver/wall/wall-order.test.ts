import { expect, test } from 'vitest'
import { mostToGoFirst } from './areas-on-wall.ts'

const line = (number: number, toGo: number) => ({ toGo, deployment: { number } })

test('whoever has the most homes to go is first on the wall, however large; of as many the lower number', () => {
  const lines = [line(1, 0), line(4, 7), line(2, 497), line(3, 7), line(9, 845)]
  expect(mostToGoFirst(lines).map(({ deployment }) => deployment.number)).toEqual([9, 2, 3, 4, 1])
})

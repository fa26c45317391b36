import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { doubleAt, eachInteger } from './binary-arrays.ts'

const { owner } = await testDatabase()

const sent = async (text: string): Promise<Buffer> => {
  const { rows } = await owner.query<{ sent: Buffer }>(`select array_send(${text}) as sent`)
  return rows[0]!.sent
}

test('integers come as they were sent', async () => {
  const seen: [number, number][] = []
  eachInteger(await sent('array[3, -1, 2147483647]::int4[]'), (value, at) => seen.push([at, value]))
  expect(seen).toEqual([
    [0, 3],
    [1, -1],
    [2, 2_147_483_647],
  ])
  eachInteger(await sent(`'{}'::int4[]`), () => expect.fail('there is none'))
})

test('doubles come as they were sent', async () => {
  const bytes = await sent('array[0.5, -1e300, 4294967297]::float8[]')
  expect([0, 1, 2].map((at) => doubleAt(bytes, at))).toEqual([0.5, -1e300, 4_294_967_297])
})

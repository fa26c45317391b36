import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { homesOfAreas } from './homes.ts'

const { database, owner } = await testDatabase()

test('homes are an area’s own, else carried over, from the look-up that knows all of its parts', async () => {
  await owner.query(`
    insert into places.home_count values
      ('A', '2011-03-27', 'one', 500), ('A', '2021-03-21', 'two', 520), ('B', '2011-03-27', 'one', 300),
      ('C', '2011-03-27', 'one', 200), ('D', '2011-03-27', 'one', 100);
    insert into places.lookup (from_column, to_column, from_code, to_code) values
      ('LSOA11', 'LSOA21', 'B', 'B1'), ('LSOA11', 'LSOA21', 'B', 'B2'),
      ('LSOA11', 'LSOA21', 'C', 'CD'), ('LSOA11', 'LSOA21', 'D', 'CD'),
      ('LSOA11', 'WARD', 'A', 'W'), ('LSOA11', 'WARD', 'B', 'W'),
      ('LSOA21', 'WARD', 'A', 'W'), ('LSOA21', 'WARD', 'B1', 'W'), ('LSOA21', 'WARD', 'B2', 'W')`)
  const { homes, warnings } = await database.withActor({ id: 'test', role: 'risk' }, 'test', (tx) =>
    homesOfAreas(tx, ['A', 'B1', 'B2', 'CD', 'W', 'X']),
  )
  expect([...homes]).toEqual([520, 150, 150, 300, 820, 0])
  expect(warnings).toEqual([
    'Homes of 4 areas are carried over from another vintage by the look-up.',
    'Areas without homes loaded, which count as having none: 1 (X).',
  ])
})

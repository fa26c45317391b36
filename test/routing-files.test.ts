import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { withoutOptional } from '../bench/support/routing/edge-list.ts'
import type { Instance } from '../bench/support/routing/instance.ts'
import { readInstance } from '../bench/support/routing/read-instance.ts'
import { solveInstance } from '../bench/support/routing/solve-instance.ts'
import { sharedData } from './shared-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'routing-'))
afterAll(() => rmSync(folder, { recursive: true }))
const written = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const read = (name: string, text: string): Promise<Instance> => readInstance(written(name, text))

const between = async (name: string, text: string): Promise<number[]> => {
  const instance = await read(name, text)
  return instance.kind === 'visits' ? [...instance.visits.between] : []
}

describe('files of TSPLIB and CVRPLIB', () => {
  const points = 'NODE_COORD_SECTION\n1 0 0\n2 3.0 4.4\n3 6e0 8\nEOF\n'
  const tsp = (type: string, section = points): string =>
    `NAME : three\nTYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE : ${type}\n${section}`

  test.each([
    ['EUC_2D', [5, 10, 5]],
    ['CEIL_2D', [6, 10, 5]],
    ['MAN_2D', [7, 14, 7]],
    ['MAX_2D', [4, 8, 4]],
    ['ATT', [2, 4, 2]],
  ])('distances %s', async (type, [a, b, c]) => {
    expect(await between('plane.tsp', tsp(type))).toEqual([0, a, b, a, 0, c, b, c, 0])
  })

  test('distances GEO, as for two places of ulysses', async () => {
    const section = 'NODE_COORD_SECTION\n1 38.24 20.42\n2 39.57 26.15\n3 40.56 25.32\n'
    expect(await between('geo.tsp', tsp('GEO', section))).toEqual([0, 509, 501, 509, 0, 126, 501, 126, 0])
  })

  test.each([
    ['FULL_MATRIX', '0 1 2\n1 0 3\n2 3 0'],
    ['UPPER_ROW', '1 2\n3'],
    ['UPPER_DIAG_ROW', '0 1 2 0 3 0'],
    ['LOWER_ROW', '1\n2 3'],
    ['LOWER_DIAG_ROW', '0\n1 0\n2 3 0'],
    ['UPPER_COL', '1 2 3'],
    ['UPPER_DIAG_COL', '0 1 0 2 3 0'],
    ['LOWER_COL', '1 2 3'],
    ['LOWER_DIAG_COL', '0 1 2 0 3 0'],
  ])('matrices %s', async (format, numbers) => {
    const text = tsp('EXPLICIT', `EDGE_WEIGHT_FORMAT: ${format}\nEDGE_WEIGHT_SECTION\n${numbers}\nEOF\n`)
    expect(await between('matrix.tsp', text)).toEqual([0, 1, 2, 1, 0, 3, 2, 3, 0])
  })

  test('a matrix that is not the same both ways is kept so', async () => {
    const text = tsp('EXPLICIT', 'EDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 1 2 9 0 3 8 7 0\n')
    expect(await between('asymmetric.tsp', text)).toEqual([0, 1, 2, 9, 0, 3, 8, 7, 0])
  })

  const vrp = (rest: string): string => `${tsp('EUC_2D').replace('EOF\n', '')}CAPACITY : 5\n${rest}EOF\n`
  const demands = 'DEMAND_SECTION\n1 2\n2 0\n3 4\n'

  test('rounds with a depot, and the best cost of the solution beside', async () => {
    written('rounds.sol', 'Route #1: 1 2\nCost 21\n')
    const instance = await read('rounds.vrp', vrp(`${demands}DEPOT_SECTION\n2\n-1\n`))
    expect(instance).toMatchObject({
      kind: 'visits',
      visits: { places: 3, depot: 1, load: Float64Array.of(2, 0, 4), capacity: 5 },
      best: 21,
    })
    expect(solveInstance(instance, { seed: 1, spent: (done) => done / 64 })).toEqual({
      cost: 20,
      exact: false,
    })
  })

  test.each([
    ['a distance that is not known', tsp('EUC_3D'), 4, 'EUC_3D'],
    ['no distance', tsp('EUC_2D').replace(/EDGE.*\n/, ''), undefined, 'the end of the file'],
    ['a place that is not counted', tsp('EUC_2D').replace('3 6e0', '4 6e0'), 8, '4 6e0 8'],
    ['a place that stands twice', tsp('EUC_2D').replace('3 6e0', '2 6e0'), 8, '2 6e0 8'],
    ['a place that is missing', tsp('EUC_2D').replace('3 6e0 8\n', ''), 7, '2 3.0 4.4'],
    ['a word among numbers', tsp('EUC_2D').replace('6e0', 'x'), 8, '3 x 8'],
    ['a number of places that is none', tsp('EUC_2D').replace('DIMENSION: 3', 'DIMENSION: 3.5'), 3, '3.5'],
    ['one place', tsp('EUC_2D').replace('DIMENSION: 3', 'DIMENSION: 1'), 3, '1'],
    ['a matrix in no known form', tsp('EXPLICIT', 'EDGE_WEIGHT_FORMAT: FUNCTION\n'), 5, 'FUNCTION'],
    [
      'a matrix without numbers',
      tsp('EXPLICIT', 'EDGE_WEIGHT_FORMAT: UPPER_ROW\n'),
      undefined,
      'the end of the file',
    ],
    [
      'too few numbers',
      tsp('EXPLICIT', 'EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2\n'),
      7,
      '1 2',
    ],
    ['rounds of limited length', vrp(`DISTANCE : 200\n${demands}`), 10, '200'],
    ['no depot', vrp(demands), undefined, 'the end of the file'],
    ['a depot that is no place', vrp(`${demands}DEPOT_SECTION\n4\n-1\n`), 15, '4'],
    ['two depots', vrp(`${demands}DEPOT_SECTION\n1\n2\n-1\n`), 16, '2'],
  ])('refuses %s', async (_, text, line, found) => {
    const where = { file: 'wrong.vrp', found, ...(line ? { line } : {}) }
    await expect(read('wrong.vrp', text)).rejects.toMatchObject({ code: 'value_invalid', where })
  })
})

describe('files of capacitated arc routing', () => {
  const headed = `NOMBRE : small
 COMENTARIO : 17 (cota superior)
 VERTICES : 3
 ARISTAS_REQ : 2
 ARISTAS_NOREQ : 1
 VEHICULOS : 2
 CAPACIDAD : 5
 TIPO_COSTES_ARISTAS : EXPLICITOS
 COSTE_TOTAL_REQ : 7
 LISTA_ARISTAS_REQ :
 ( 1, 2)   coste 3   demanda 5
 (2,3)  coste 4  demanda 1
 LISTA_ARISTAS_NOREQ :
 (1,3) coste 2
 DEPOSITO :   1
`
  const bare = '3\n3\n0 1 3 5\n1 2 4 1\n0 2 2 0\n2\n5\n15\n17\n'

  test.each([
    ['with Spanish headings', 'small.dat', headed],
    ['with Spanish headings and the line ends of Windows', 'small.dat', headed.replaceAll('\n', '\r\n')],
    ['of numbers alone', 'small.dat', bare],
  ])('%s', async (_, name, text) => {
    const instance = await read(name, text)
    expect(instance).toEqual({
      kind: 'streets',
      streets: {
        places: 3,
        from: Int32Array.of(0, 1, 0),
        to: Int32Array.of(1, 2, 2),
        cost: Float64Array.of(3, 4, 2),
      },
      load: Float64Array.of(5, 1, 0),
      capacity: 5,
      depot: 0,
      best: 17,
    })
    // Out along the first and back; out along the third and back along the second and first, or the other way round.
    expect(solveInstance(instance, { seed: 1, spent: (done) => done / 64 }).cost).toBe(15)
  })

  test('the best cost is that of the bounds beside, where they name the file', async () => {
    written('bounds.txt', 'other 1 2\nbound 13 14\n')
    expect(await read('bound.dat', bare)).toMatchObject({ best: 14 })
    expect(await read('unbound.dat', bare)).toMatchObject({ best: 17 })
    expect(await read('unknown.dat', bare.replace('15\n17\n', ''))).toMatchObject({ best: null })
    written('bounds.txt', '')
  })

  test.each([
    ['a street that is written otherwise', headed.replace('(2,3)', '2-3'), 12, '2-3  coste 4  demanda 1'],
    ['a street too few', headed.replace(/\(2,3\).*\n/, '\n'), 15, 'DEPOSITO :   1'],
    ['a place that is not counted', headed.replace('(2,3)', '(2,4)'), 3, '3'],
    ['no capacity', headed.replace(/CAPACIDAD.*\n/, '\n'), undefined, 'the end of the file'],
    ['a place of a bare file that is not counted', bare.replace('1 2 4', '1 3 4'), 4, '1 3 4 1'],
    ['a bare street without a demand', bare.replace('1 2 4 1', '1 2 4'), 4, '1 2 4'],
    ['nothing', '', undefined, 'the end of the file'],
  ])('refuses %s', async (_, text, line, found) => {
    const where = { file: 'wrong.dat', found, ...(line ? { line } : {}) }
    await expect(read('wrong.dat', text)).rejects.toMatchObject({ code: 'value_invalid', where })
  })
})

describe('lists of streets', () => {
  const list = 'node1,node2,trail,distance,required\na,b,x,1.5,1\n"b, north",a,x,2,0\n"b, north",b,y,3,1\n'

  test('with streets that need not be gone along', async () => {
    const instance = await read('list.csv', list)
    expect(instance).toMatchObject({
      kind: 'postman',
      streets: {
        places: 3,
        from: Int32Array.of(0, 2, 2),
        to: Int32Array.of(1, 0, 1),
        cost: Float64Array.of(1.5, 2, 3),
      },
      required: Uint8Array.of(1, 0, 1),
      best: null,
    })
    const search = { seed: 1, spent: (done: number) => done / 64 }
    expect(solveInstance(instance, search)).toMatchObject({ cost: 6.5, exact: true })
    expect(solveInstance(withoutOptional(instance), search)).toMatchObject({ cost: 9, exact: true })
  })

  test('all of which are needed where nothing else is said', async () => {
    const instance = await read('plain.csv', 'node1,node2,distance\na,b,1\nb,c,0\n')
    expect(instance).toMatchObject({ required: Uint8Array.of(1, 1) })
    expect(withoutOptional(instance)).toEqual(instance)
  })

  test.each([
    ['a length that is none', list.replace('1.5', 'long'), 2, 'distance', 'long'],
    ['a length below nothing', list.replace('1.5', '-1'), 2, 'distance', '-1'],
    ['no length', list.replace('1.5', ''), 2, 'distance', ''],
    ['another need', list.replace('2,0', '2,2'), 3, 'required', '2'],
  ])('refuses %s', async (_, text, line, column, found) => {
    const where = { file: 'wrong.csv', line, column, found }
    await expect(read('wrong.csv', text)).rejects.toMatchObject({ code: 'value_invalid', where })
  })

  test('refuses a list without lengths, a file of another kind and one that is not there', async () => {
    await expect(read('short.csv', 'node1,node2\na,b\n')).rejects.toMatchObject({ code: 'column_missing' })
    await expect(read('other.txt', list)).rejects.toMatchObject({ code: 'file_wrong_kind' })
    await expect(readInstance(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'file_missing' })
  })
})

/** Short budgets, which are no measurement: bench/routing.ts is. The most that a cost may be beyond the best, as a share. */
const published = sharedData('vectors', 'routing')
describe.skipIf(!published)('published problems come near their best', () => {
  test.each([
    ['X-n101-k25.vrp', undefined, 5000, 0.02],
    ['X-n200-k36.vrp', undefined, 5000, 0.04],
    ['berlin52.tsp', 7542, 10_000, 0],
    ['eil101.tsp', 629, 10_000, 0.02],
    ['edgelist_seven_bridges.csv', 39, 64, 0],
    ['edgelist_sleeping_giant.csv', 32.12, 64, 0],
  ])('%s', async (name, best, iterations, most) => {
    const instance = await readInstance(join(published!, name))
    const { cost } = solveInstance(instance, { seed: 1, spent: (done) => done / iterations })
    const gap = cost / (best ?? instance.best!) - 1
    expect(gap).toBeLessThanOrEqual(most + 1e-9)
    expect(gap).toBeGreaterThan(-1e-9)
  })

  test('Sleeping Giant takes 33.25 without its optional roads', async () => {
    const instance = withoutOptional(await readInstance(join(published!, 'edgelist_sleeping_giant.csv')))
    expect(solveInstance(instance, { seed: 1, spent: () => 1 }).cost).toBeCloseTo(33.25, 9)
  })

  test('all of capacitated arc routing', async () => {
    const gaps: number[] = []
    for (const name of readdirSync(join(published!, 'carp')).filter((each) => each.endsWith('.dat'))) {
      const instance = await readInstance(join(published!, 'carp', name))
      const { cost } = solveInstance(instance, { seed: 1, spent: (done) => done / 5000 })
      gaps.push(cost / instance.best! - 1)
    }
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.01)
  })
})

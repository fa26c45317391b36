import { MetTraceError } from '../../../apps/server/foundation/errors.ts'
import { numberedRows } from '../../../apps/server/places/formats/left-out.ts'
import { tablesWith } from '../../../apps/server/places/formats/tables.ts'
import type { Instance } from './instance.ts'

/**
 * Streets of a postman: a table with the columns node1, node2 and distance; where there is a column `required`, streets
 * with 0 in it need not be gone along.
 * Errors: those of `tablesWith`, and `value_invalid` for a distance that is no number from 0 or a `required` that is
 * neither 0 nor 1.
 */
export const readEdgeList = async (path: string): Promise<Instance> => {
  const order = new Map<string, number>()
  const placeOf = (name: string): number => {
    const known = order.get(name) ?? order.size
    order.set(name, known)
    return known
  }
  const [from, to, cost, required]: [number[], number[], number[], number[]] = [[], [], [], []]
  for await (const { file, headings, columns, rows } of tablesWith(path, ['node1', 'node2', 'distance'])) {
    const [firstAt = 0, secondAt = 0, distanceAt = 0] = columns
    const requiredAt = headings.findIndex((heading) => heading.trim().toLowerCase() === 'required')
    for await (const batch of rows()) {
      for (const { row, line } of numberedRows(batch)) {
        const distance = (row[distanceAt] ?? '').trim()
        const need = requiredAt < 0 ? '1' : (row[requiredAt] ?? '').trim()
        const isLength = distance !== '' && Number(distance) >= 0 && Number(distance) < Infinity
        if (!isLength || !/^[01](?:\.0+)?$/.test(need)) {
          throw new MetTraceError('value_invalid', 'This street is not as it should be.', {
            file: file.name,
            line,
            column: isLength ? 'required' : 'distance',
            found: isLength ? need : distance,
            expected: isLength ? '0 or 1' : 'a number from 0',
          })
        }
        from.push(placeOf((row[firstAt] ?? '').trim()))
        to.push(placeOf((row[secondAt] ?? '').trim()))
        cost.push(Number(distance))
        required.push(Number(need))
      }
    }
  }
  const streets = {
    places: order.size,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(cost),
  }
  return { kind: 'postman', streets, required: Uint8Array.from(required), best: null }
}

/** A postman's problem without the streets that need not be gone along; any other as it is. */
export const withoutOptional = (instance: Instance): Instance => {
  if (instance.kind !== 'postman') return instance
  const { streets, required } = instance
  const isKept = (_: number, street: number): boolean => required[street] === 1
  return {
    ...instance,
    streets: {
      places: streets.places,
      from: streets.from.filter(isKept),
      to: streets.to.filter(isKept),
      cost: streets.cost.filter(isKept),
    },
    required: required.filter(isKept),
  }
}

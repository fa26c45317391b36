import { basename } from 'node:path'
import type { PlaceCounts } from '@mettrace/analysis/effect/weighted-displacement'
import { MetTraceError } from '../../foundation/errors.ts'
import { numberedRows } from '../../places/formats/left-out.ts'
import { tablesWith } from '../../places/formats/tables.ts'

export const displacementRoles = ['treated', 'control', 'displacement', 'displacement-control'] as const
export type DisplacementRole = (typeof displacementRoles)[number]

export type DisplacementFile = {
  file: string
  /** Counts and areas of the places of each role, added up. */
  places: Partial<Record<DisplacementRole, PlaceCounts & { rows: number }>>
}

export type DisplacementColumns = { role: string; before: string; after: string; area?: string | undefined }

/**
 * Counts before and after by role; several rows of one role are added up, areas too.
 * Errors: `column_missing`; `value_invalid` for an unknown role or what is no count; `not_enough` where treated or
 * control are missing, displacement stands without its control, or all counts are 0.
 */
export const readDisplacementFile = async (
  path: string,
  { role, before, after, area }: DisplacementColumns,
): Promise<DisplacementFile> => {
  const places: DisplacementFile['places'] = {}
  const wanted = [role, before, after, ...(area === undefined ? [] : [area])]
  for await (const { file, columns, numbers, rows } of tablesWith(path, wanted)) {
    for await (const batch of rows()) {
      for (const { row, line } of numberedRows(batch)) {
        const cell = (at: number): string => (row[columns[at] ?? 0] ?? '').trim()
        const number = (at: number, least: number): number => {
          const value = numbers.read(cell(at), line, wanted[at] ?? at + 1)
          if (value >= least) return value
          throw new MetTraceError('value_invalid', `The column "${wanted[at]}" holds what cannot be used.`, {
            file: file.name,
            line,
            column: wanted[at] ?? '',
            found: cell(at) === '' ? 'nothing' : cell(at),
            expected: least === 0 ? 'a count of 0 or more' : 'a size above 0',
          })
        }
        const place = (places[roleOf(cell(0), file.name, line, role)] ??= {
          before: 0,
          after: 0,
          area: area === undefined ? 1 : 0,
          rows: 0,
        })
        place.before += number(1, 0)
        place.after += number(2, 0)
        if (area !== undefined) place.area += number(3, Number.MIN_VALUE)
        place.rows++
      }
    }
  }
  refuseTooLittle(places, basename(path), role)
  return { file: basename(path), places }
}

const roleOf = (text: string, file: string, line: number, column: string): DisplacementRole => {
  const plain = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  const role = displacementRoles.find((each) => each === plain)
  if (role !== undefined) return role
  throw new MetTraceError('value_invalid', 'This is none of the roles.', {
    file,
    line,
    column,
    found: text === '' ? 'nothing' : text,
    expected: displacementRoles.join(', '),
  })
}

const refuseTooLittle = (places: DisplacementFile['places'], file: string, column: string): void => {
  const needed: DisplacementRole[] = ['treated', 'control']
  if (places.displacement || places['displacement-control'])
    needed.push('displacement', 'displacement-control')
  const missing = needed.find((role) => !places[role])
  if (missing !== undefined) {
    throw new MetTraceError('not_enough', `No row has the role "${missing}".`, {
      file,
      column,
      found: Object.keys(places).join(', ') || 'no rows',
      expected: needed.join(', '),
    })
  }
  if (Object.values(places).every(({ before, after }) => before === 0 && after === 0)) {
    throw new MetTraceError('not_enough', 'All counts are zero: nothing can be told.', {
      file,
      found: '0 before and after in every row',
      expected: 'counts above zero',
    })
  }
}

import { formatReference, parseReference } from '@mettrace/continuity/reference/reference'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsById, exhibitsCalled, type Exhibit } from './positions.ts'

/** Most exhibits of one act. */
export const mostExhibits = 200

/** Lines of a field: codes of labels, or references, a crime or custody reference after a comma where several are called so. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

const called = async (tx: Transaction, line: string): Promise<Exhibit[]> => {
  const id = idFrom(line.toLowerCase())
  if (id !== undefined) return exhibitsById(tx, [id])
  const [first, of] = line.split(',').map((part) => part.trim())
  const reference = parseReference(first ?? '')
  return reference ? exhibitsCalled(tx, formatReference(reference), of || null) : []
}

/** Exhibits as a field names them, as far as the actor may see them, or what is wrong with the field. Logs each. */
export const exhibitsNamed = async (
  tx: Transaction,
  text: string,
  field: string,
): Promise<{ exhibits: Exhibit[]; errors: ErrorAtField[] }> => {
  const lines = linesOf(text)
  const fault = (words: string): { exhibits: Exhibit[]; errors: ErrorAtField[] } => ({
    exhibits: [],
    errors: [{ text: words, href: `#${field}` }],
  })
  if (lines.length === 0) return fault('Scan or enter at least one exhibit')
  if (lines.length > mostExhibits) return fault(`Enter ${mostExhibits} exhibits or fewer`)
  const exhibits: Exhibit[] = []
  const errors: ErrorAtField[] = []
  for (const line of lines) {
    const found = await called(tx, line)
    if (found.length === 1) exhibits.push(found[0]!)
    else
      errors.push({
        text:
          found.length === 0
            ? `No exhibit ${line} is here`
            : `${found.length} exhibits are called ${line}: add a comma and the crime reference`,
        href: `#${field}`,
      })
  }
  return { exhibits, errors }
}

import type { AreaRisk } from '../../../crime/types.ts'
import type { Ground } from './deployment-types.ts'

/**
 * Codes of what was named: an area by its code, a borough by its name with all of its areas. A name that is neither is
 * taken for codes with blanks between, of which the plan says which it does not know.
 */
export const codesNamed = (
  names: readonly string[],
  areas: readonly Pick<AreaRisk, 'code'>[],
  { borough }: Pick<Ground, 'borough'>,
): string[] => {
  const boroughs = new Map(borough.names.map((name, at) => [name.toLowerCase(), at]))
  const known = new Set(areas.map(({ code }) => code))
  const codes = names.flatMap((name) => {
    if (known.has(name)) return [name]
    const at = boroughs.get(name.toLowerCase())
    if (at === undefined) return name.split(/\s+/).filter((part) => part !== '')
    return areas.filter((_, area) => borough.of[area] === at).map(({ code }) => code)
  })
  return [...new Set(codes)]
}

/** Names of the parts of an address that vary: those behind a colon. */
type Names<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}.${string}`
    ? Name
    : Pattern extends `${string}:${infer Name}`
      ? Name
      : never

type Query = URLSearchParams | Readonly<Record<string, string>>

/** Makes an address: from what varies in it, if anything does, and a query. */
type Build<Pattern extends string> = [Names<Pattern>] extends [never]
  ? (query?: Query) => string
  : (values: Readonly<Record<Names<Pattern>, string>>, query?: Query) => string

/** An address of the product; `pattern` is how a route is declared that answers it. */
export type Path<Pattern extends string = string> = Build<Pattern> & { readonly pattern: Pattern }

const withQuery = (path: string, query: Query | undefined): string => {
  const text = query === undefined ? '' : new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}

const variable = /:(\w+)/g

/** Fills in what varies, each part encoded. */
const filled = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replaceAll(variable, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/** The address builder of one pattern, such as `/target/plan/drafts/:id`. */
export const pathOf = <Pattern extends string>(pattern: Pattern): Path<Pattern> => {
  const build = /:\w/.test(pattern)
    ? (values: Readonly<Record<string, string>>, query?: Query) => withQuery(filled(pattern, values), query)
    : (query?: Query) => withQuery(pattern, query)
  return Object.assign(build, { pattern }) as unknown as Path<Pattern>
}

/** Every address of a room by name, below its prefix. */
export const pathsBelow = <const Prefix extends string, const Patterns extends Record<string, string>>(
  prefix: Prefix,
  patterns: Patterns,
): { readonly [Name in keyof Patterns]: Path<`${Prefix}${Patterns[Name]}`> } =>
  Object.fromEntries(
    Object.entries(patterns).map(([name, pattern]) => [name, pathOf(`${prefix}${pattern}`)]),
  ) as { readonly [Name in keyof Patterns]: Path<`${Prefix}${Patterns[Name]}`> }

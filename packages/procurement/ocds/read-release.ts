import { releaseShape, type Shape } from './shapes.ts'

/** A field that was set aside: where it stood (a JSON pointer), what was found there, and why it was not taken. */
export type SetAside = { path: string; reason: string; found: string }

export type Thing = { readonly [field: string]: unknown }

/** A release of others whose kept fields are all of OCDS 1.1.5 or of an extension. */
export type Release = Thing & {
  ocid: string
  id: string
  date: string
  tag: readonly string[]
  initiationType: string
}

export type ReadRelease = { release: Release | null; aside: SetAside[] }

/** Levels within each other that a release of the standard and its extensions never has. */
const deepest = 40
/** Characters of what was found that a report shows. */
const shownAtMost = 80

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)))

/** The same text for values that are the same, whatever the order of their fields. */
const canonical = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

const shown = (value: unknown): string => {
  const text = isDeeper(value, deepest) ? 'levels within levels' : JSON.stringify(value)
  return text.length > shownAtMost ? `${text.slice(0, shownAtMost - 1)}…` : text
}

/** A step of a JSON pointer (RFC 6901). */
const step = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Undefined stands for what was set aside: no value of JSON is undefined. */
class Reading {
  readonly aside: SetAside[] = []

  #setAside(path: string, reason: string, value: unknown): undefined {
    this.aside.push({ path, reason, found: shown(value) })
    return undefined
  }

  read(shape: Shape, value: unknown, path: string): unknown {
    if (shape.is === 'one') {
      const expected = shape.check(value)
      return expected === undefined ? value : this.#setAside(path, `expected ${expected}`, value)
    }
    return shape.is === 'list' ? this.#list(shape, value, path) : this.#thing(shape, value, path)
  }

  #list(shape: Extract<Shape, { is: 'list' }>, value: unknown, path: string): unknown {
    if (value === null && shape.orNull) return value
    if (!Array.isArray(value)) return this.#setAside(path, 'expected a list', value)
    const seen = new Set<string>()
    const kept = value.flatMap((each: unknown, at) => {
      const read = this.read(shape.of, each, path + step(at))
      if (read === undefined) return []
      const text = shape.distinct ? canonical(read) : ''
      if (shape.distinct && seen.has(text)) {
        this.#setAside(path + step(at), 'stands in this list before', each)
        return []
      }
      seen.add(text)
      return [read]
    })
    return shape.atLeastOne && kept.length === 0
      ? this.#setAside(path, 'expected at least one that can be taken', value)
      : kept
  }

  #thing(shape: Extract<Shape, { is: 'thing' }>, value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.#setAside(path, 'expected an object', value)
    const fields = shape.fields()
    const kept = Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
      const known = fieldOf(fields, key)
      const read = known ? this.read(known, each, path + step(key)) : each
      return read === undefined ? [] : [[key, read]]
    })
    const keys = new Set(kept.map(([key]) => key))
    const missing = shape.needs.filter((need) => !keys.has(need))
    return missing.length === 0
      ? Object.fromEntries(kept)
      : this.#setAside(path, `cannot be taken without ${missing.join(', ')}`, value)
  }
}

/** A known field, or the same in another language: `title_cy` is read as `title` is. */
const fieldOf = (fields: Readonly<Record<string, Shape>>, key: string): Shape | undefined => {
  if (Object.hasOwn(fields, key)) return fields[key]
  const base = key.slice(0, key.indexOf('_'))
  const known = Object.hasOwn(fields, base) ? fields[base] : undefined
  return known?.is === 'one' ? known : undefined
}

/**
 * Reads a release field by field. What is not of the standard's form is set aside with its path, and so is what cannot be without
 * it, as far outwards as it must be and no further. `at`: path of the release in its file.
 */
export const readRelease = (value: unknown, at = ''): ReadRelease => {
  if (isDeeper(value, deepest))
    return {
      release: null,
      aside: [{ path: at, reason: `has more than ${deepest} levels within each other`, found: shown(value) }],
    }
  const reading = new Reading()
  const release = reading.read(releaseShape, value, at)
  return { release: (release as Release | undefined) ?? null, aside: reading.aside }
}

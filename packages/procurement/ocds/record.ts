import type { Release, Thing } from './read-release.ts'

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const haveIds = (list: readonly unknown[]): list is Thing[] =>
  list.length > 0 && list.every((each) => isThing(each) && each['id'] !== undefined)

/** Lists that a later release replaces whole, by the standard’s `wholeListMerge`. */
const replacedWhole = new Set(['additionalIdentifiers', 'additionalClassifications'])

const mergeLists = (before: readonly unknown[], after: readonly unknown[]): unknown[] => {
  if (!haveIds(before) || !haveIds(after)) return [...after]
  const later = new Map(after.map((each) => [each['id'], each]))
  const kept = before.map((each) => {
    const change = later.get(each['id'])
    later.delete(each['id'])
    return change ? merge(each, change) : each
  })
  return [...kept, ...later.values()]
}

/** What later says over what was said before; a null takes a field away. */
const merge = (before: Thing, after: Thing): Thing => {
  const merged: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(after)) {
    const was = merged[key]
    if (value === null) delete merged[key]
    else if (Array.isArray(value) && Array.isArray(was) && !replacedWhole.has(key))
      merged[key] = mergeLists(was, value)
    else merged[key] = isThing(value) && isThing(was) ? merge(was, value) : value
  }
  return merged
}

/** Who publishes, and where a package is found. */
export type Publication = { uri: string; publishedAt: string; publisher: { name: string }; licence?: string }

const head = ({ uri, publishedAt, publisher, licence }: Publication): Thing => ({
  uri,
  version: '1.1',
  publishedDate: publishedAt,
  publisher,
  ...(licence !== undefined && { license: licence }),
})

/** A release package of OCDS 1.1. */
export const releasePackage = (publication: Publication, releases: readonly Release[]): Thing => ({
  ...head(publication),
  releases,
})

const byTime = (a: Release, b: Release): number => Date.parse(a.date) - Date.parse(b.date)

/** The state that releases of one process make together, the earliest first whatever their order. Errors: `RangeError` without any. */
export const compiledRelease = (releases: readonly Release[]): Release => {
  const inOrder = releases.toSorted(byTime)
  const last = inOrder.at(-1)
  if (!last) throw new RangeError('Nothing can be compiled of no release.')
  const merged = inOrder.reduce<Thing>((before, each) => merge(before, each), {})
  return { ...(merged as Release), id: `${last.ocid}-${last.date}`, tag: ['compiled'] }
}

/** A record package: each process once, with all its releases and what they make together. */
export const recordPackage = (publication: Publication, releases: readonly Release[]): Thing => {
  const byProcess = Map.groupBy(releases, ({ ocid }) => ocid)
  return {
    ...head(publication),
    records: [...byProcess].map(([ocid, all]) => ({
      ocid,
      releases: all.toSorted(byTime),
      compiledRelease: compiledRelease(all),
    })),
  }
}

/** Before every id of a process until a prefix is registered with the Open Contracting Partnership; it says that none is. */
export const unregisteredPrefix = 'ocds-unregistered'

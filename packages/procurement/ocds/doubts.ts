import type { Release, Thing } from './read-release.ts'

/** What a reader of notices should know, though the standard allows it. Nothing is changed by it. */
export type Doubt = { path: string; words: string }

const thing = (value: unknown): Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Thing) : {}
const things = (value: unknown): Thing[] => (Array.isArray(value) ? value.map(thing) : [])

/** Numbers of the register of companies: eight digits, or two letters and six. */
const isCompanyNumber = (id: string): boolean => /^(?:\d{8}|[A-Z]{2}\d{6})$/i.test(id)

const doubtsOfParties = (release: Release): Doubt[] =>
  things(release['parties']).flatMap((party, at): Doubt[] => {
    const { scheme, id } = thing(party['identifier'])
    // Without an identifier of its own the id of the party says the register: GB-COH-04567890.
    const own =
      scheme === undefined && typeof party['id'] === 'string' ? /^GB-COH-(.+)$/.exec(party['id']) : null
    const number = scheme === 'GB-COH' ? id : own?.[1]
    if (number === undefined || number === null || isCompanyNumber(String(number))) return []
    return [
      {
        path: own ? `/parties/${at}/id` : `/parties/${at}/identifier/id`,
        words: `“${String(number)}” is called a number of Companies House (GB-COH) and is none`,
      },
    ]
  })

const doubtsOfAwards = (release: Release): Doubt[] =>
  things(release['awards']).flatMap((award, at) =>
    thing(award['value'])['amount'] === 0
      ? [{ path: `/awards/${at}/value/amount`, words: 'an award of 0: the sum is not known' }]
      : [],
  )

const timesIn = (value: unknown): string[] => {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(timesIn) : []
}

const doubtsOfTimes = (release: Release): Doubt[] => {
  const times = timesIn(release)
  const [inUtc, withOffset] = [
    times.filter((time) => time.endsWith('Z')),
    times.filter((time) => !time.endsWith('Z')),
  ]
  return inUtc.length > 0 && withOffset.length > 0
    ? [
        {
          path: '',
          words: `times in UTC and with another offset are mixed (${inUtc[0]!} and ${withOffset[0]!}): compare them as instants`,
        },
      ]
    : []
}

/** What is odd in one release. */
export const doubtsOf = (release: Release): Doubt[] => [
  ...doubtsOfParties(release),
  ...doubtsOfAwards(release),
  ...doubtsOfTimes(release),
]

/** A name without what differs between notices: `Mayor’s Office for Policing And Crime`, `The MAYOR'S OFFICE…`. */
const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .replace(/^the /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Gathers what is odd across releases: one buyer under several ids, and one process of different buyers. */
export class DoubtsAcross {
  readonly #idsOfName = new Map<string, { name: string; ids: Set<string> }>()
  readonly #buyersOfProcess = new Map<string, Map<string, string>>()

  add(release: Release): void {
    const { id, name } = thing(release['buyer'])
    if (typeof name !== 'string') return
    const plain = plainName(name)
    const known = this.#idsOfName.get(plain) ?? { name, ids: new Set<string>() }
    if (id !== undefined) known.ids.add(String(id))
    this.#idsOfName.set(plain, known)
    const buyers = this.#buyersOfProcess.get(release.ocid) ?? new Map<string, string>()
    this.#buyersOfProcess.set(release.ocid, buyers.set(plain, name))
  }

  all(): string[] {
    const severalIds = [...this.#idsOfName.values()]
      .filter(({ ids }) => ids.size > 1)
      .map(({ name, ids }) => `one buyer under ${ids.size} ids: ${name} (${[...ids].join(', ')})`)
    const severalBuyers = [...this.#buyersOfProcess]
      .filter(([, buyers]) => buyers.size > 1)
      .map(([ocid, buyers]) => `${ocid} is used by different buyers: ${[...buyers.values()].join('; ')}`)
    return [...severalIds, ...severalBuyers]
  }
}

/** What somebody does with the phone, chosen before the PIN. Each duty has a page, a database, keys and an outbox of its own. */
export type Duty = 'doors' | 'scans'

type Of = {
  /** The page of this duty, below the app's own address. */
  address: string
  /** The page of the station that leads here from a sign-in in the role that the duty needs. */
  enter: string
  /** Where the station answers it. */
  sync: string
  database: string
}

export const duties: Readonly<Record<Duty, Of>> = {
  doors: { address: '/field/', enter: '/deliver/phone', sync: '/deliver/sync', database: 'mettrace' },
  scans: {
    address: '/field/?duty=scans',
    enter: '/trace/phone',
    sync: '/trace/sync',
    database: 'mettrace-scans',
  },
}

/** The duty of a page, by its address. */
export const dutyOf = (search: string): Duty =>
  new URLSearchParams(search).get('duty') === 'scans' ? 'scans' : 'doors'

/** Where somebody signs in for a duty, in the role that it needs, and comes back; `forPin`: to choose a PIN anew. */
export const signInFor = (duty: Duty, forPin = false): string => {
  const { enter } = duties[duty]
  const to = forPin ? `${enter}?pin=new` : enter
  return `/sign-in?${new URLSearchParams({ ...(forPin && { why: 'pin' }), to })}`
}

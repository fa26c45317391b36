import type { Nation } from './nations.ts'

/** A change to the holidays of the Act, for some nations: a day that is one for once, and the day in whose place it is, if any. */
export type Proclaimed = {
  nations: readonly Nation[]
  day: string
  insteadOf?: string
  why: string
}

const all: readonly Nation[] = ['england and wales', 'scotland', 'northern ireland']

/**
 * What was proclaimed under section 1(2) and (3) of the Banking and Financial Dealings Act 1971, day by day. A new
 * proclamation is a line here.
 */
export const proclaimed: readonly Proclaimed[] = [
  { nations: all, day: '2011-04-29', why: 'Royal wedding' },
  { nations: all, day: '2012-06-04', insteadOf: '2012-05-28', why: 'Spring bank holiday, moved' },
  { nations: all, day: '2012-06-05', why: 'Diamond Jubilee' },
  {
    nations: all,
    day: '2020-05-08',
    insteadOf: '2020-05-04',
    why: 'Early May bank holiday, moved to VE Day',
  },
  { nations: all, day: '2022-06-02', insteadOf: '2022-05-30', why: 'Spring bank holiday, moved' },
  { nations: all, day: '2022-06-03', why: 'Platinum Jubilee' },
  { nations: all, day: '2022-09-19', why: 'State funeral of Queen Elizabeth II' },
  { nations: all, day: '2023-05-08', why: 'Coronation of King Charles III' },
  { nations: ['scotland'], day: '2026-06-15', why: 'Men’s football World Cup' },
]

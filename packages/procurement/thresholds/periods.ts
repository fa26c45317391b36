import type { Day } from '../value/day.ts'

export const regimes = {
  PCR2015: 'Public Contracts Regulations 2015',
  PA2023: 'Procurement Act 2023',
} as const
export type Regime = keyof typeof regimes

export type AuthorityType = 'sub-central' | 'central'

/**
 * Thresholds for goods and services while a regime had them, in pence. `basis`: whether the value that is held against them
 * is without VAT or with it. `verified`: false where no page was seen that says so.
 */
export type Period = {
  regime: Regime
  from: Day
  to: Day | null
  pence: Record<AuthorityType, number>
  basis: 'net' | 'gross'
  source: string
  verified: boolean
}

const pounds = (subCentral: number, central: number): Period['pence'] => ({
  'sub-central': subCentral * 100,
  central: central * 100,
})

/**
 * Every period that is known. The first begins when the regulations did, 26 February 2015: what is sometimes called the PCR 2015
 * of 2014 is of the regulations before them. The Act is in force for procurements that begin on or after 24 February 2025.
 */
export const periods: readonly Period[] = [
  {
    regime: 'PCR2015',
    from: '2015-02-26',
    to: '2015-12-31',
    pence: pounds(172_514, 111_676),
    basis: 'net',
    source:
      'EU thresholds of 2014 and 2015 as they were printed for the regulations of 2006; not seen for those of 2015',
    verified: false,
  },
  {
    regime: 'PCR2015',
    from: '2016-01-01',
    to: '2017-12-31',
    pence: pounds(164_176, 106_047),
    basis: 'net',
    source: 'CMS Law-Now, New EU procurement thresholds from 1 January 2016; pelicanprocurement.co.uk',
    verified: true,
  },
  {
    regime: 'PCR2015',
    from: '2018-01-01',
    to: '2019-12-31',
    pence: pounds(181_302, 118_133),
    basis: 'net',
    source: 'pelicanprocurement.co.uk; procurementhub.co.uk; MOPAC decision PCD 536, paragraph 4.1',
    verified: true,
  },
  {
    regime: 'PCR2015',
    from: '2020-01-01',
    to: '2021-12-31',
    pence: pounds(189_330, 122_976),
    basis: 'net',
    source: 'Devonshires, New procurement thresholds for 2020',
    verified: true,
  },
  {
    regime: 'PCR2015',
    from: '2022-01-01',
    to: '2023-12-31',
    pence: pounds(213_477, 138_760),
    basis: 'gross',
    source: 'Procurement Policy Note 10/21, as finance-ni.gov.uk has it',
    verified: true,
  },
  {
    regime: 'PCR2015',
    from: '2024-01-01',
    to: '2025-02-23',
    pence: pounds(214_904, 139_688),
    basis: 'gross',
    source: 'SI 2023/1117; lupc.ac.uk',
    verified: true,
  },
  {
    regime: 'PA2023',
    from: '2025-02-24',
    to: '2025-12-31',
    pence: pounds(214_904, 139_688),
    basis: 'gross',
    source: 'DAC Beachcroft, 11 March 2025: the Act is in force since 24 February 2025',
    verified: true,
  },
  {
    regime: 'PA2023',
    from: '2026-01-01',
    to: null,
    pence: pounds(207_720, 135_018),
    basis: 'gross',
    source: 'SI 2025/1200; Devonshires',
    verified: true,
  },
]

/** First day on which anything is known, and first day of the Act. */
export const firstKnownDay: Day = periods[0]!.from
export const firstDayOfAct: Day = periods.find(({ regime }) => regime === 'PA2023')!.from

/** Figures that are printed somewhere for a threshold and are none, in pence. */
export const misprints: readonly { pence: number; meant: number; source: string }[] = [
  { pence: 21_344_700, meant: 21_347_700, source: 'a note of a law firm on 2022' },
]

import { Chance } from './random.ts'
import { residentsOf } from './residents.ts'

export const scannedDays = 365
const [residentsTried, fewDays] = [200, 40]

/** A shift of the custody suite: so many days ago, and how many were booked in. */
export type MadeUpShift = { daysAgo: number; shift: 'early' | 'late' | 'night'; detainees: number }

/** A scan in custody, in minutes after the shift began. */
export type MadeUpScan = {
  shift: MadeUpShift
  minute: number
  custody: string
  basis: 'consent' | 'PACE s.54'
  result: 'nothing' | 'unclear' | 'refused' | 'not possible'
  whyNot: string | null
}

/** Detainees booked in during a shift, on average. */
const detainees = { early: 1.6, late: 2.6, night: 1.4 } as const

const whyNot = { refused: ['would not say'], 'not possible': ['violent', 'taken to hospital', 'lamp in use'] }

const resultOf = (chance: Chance): MadeUpScan['result'] => {
  if (chance.happens(0.05)) return 'refused'
  if (chance.happens(0.03)) return 'not possible'
  return chance.happens(0.01) ? 'unclear' : 'nothing'
}

/** A year of a custody suite, up to two days ago: few are scanned at night, and more by the month. */
export const yearOfCustody = (seed: number): { shifts: MadeUpShift[]; scans: MadeUpScan[] } => {
  const chance = new Chance(seed)
  const shifts: MadeUpShift[] = []
  const scans: MadeUpScan[] = []
  let booked = 0
  for (let daysAgo = scannedDays; daysAgo > 1; daysAgo--) {
    for (const shift of ['early', 'late', 'night'] as const) {
      const of = { daysAgo, shift, detainees: chance.poisson(detainees[shift]) }
      shifts.push(of)
      const share = (0.6 + 0.32 * (1 - daysAgo / scannedDays)) * (shift === 'night' ? 0.8 : 1)
      for (let each = 0; each < of.detainees; each++) {
        booked += 1
        if (!chance.happens(share)) continue
        const result = resultOf(chance)
        const isNone = result === 'refused' || result === 'not possible'
        scans.push({
          shift: of,
          minute: chance.below(479),
          custody: `01ZX/${String(booked).padStart(4, '0')}/26`,
          basis: chance.happens(0.7) ? 'PACE s.54' : 'consent',
          result,
          whyNot: isNone && chance.happens(0.8) ? chance.of(whyNot[result]) : null,
        })
      }
    }
  }
  return { shifts, scans }
}

/** A glow and what came of it; days are days ago. */
export type MadeUpCase = {
  offenceAgo: number
  glowAgo: number
  place: 'custody suite' | 'shop' | 'property store'
  item: string
  part: string
  /** What the laboratory found; null where it has not answered. */
  laboratory: { ago: number; outcome: 'code' | 'no code' } | null
  /** Whether the mark is of a kit of the programme or another maker's; null where nobody has traced. */
  mark: 'ours' | 'other' | null
  told: { how: 'letter' | 'call'; outcome: 'told' | 'no answer' } | null
  /** Whether the owner said that it had been in their home, and whether they described it first. */
  loss: { wasAtHome: 'yes' | 'not sure'; askedFirst: boolean } | null
  back: { signature: string } | { whyNot: 'needed as evidence' | 'owner does not answer' } | null
  end: {
    outcome: 'charged' | 'convicted' | 'out of court' | 'no further action'
    fellFor: 'statement missing' | 'contaminated' | null
    liquid: 'supported the charge' | 'found the owner' | 'named a suspect' | 'made no difference'
  } | null
}

const described = { wasAtHome: 'yes', askedFirst: true } as const

/** The glows of the year, the first first: some lead to an owner and a court, some nowhere. */
export const casesOfYear: readonly MadeUpCase[] = [
  {
    offenceAgo: 338,
    glowAgo: 331,
    place: 'custody suite',
    item: 'Denim jacket',
    part: 'left cuff',
    laboratory: { ago: 310, outcome: 'code' },
    mark: 'ours',
    told: { how: 'letter', outcome: 'told' },
    loss: null,
    back: null,
    end: { outcome: 'convicted', fellFor: null, liquid: 'supported the charge' },
  },
  {
    offenceAgo: 300,
    glowAgo: 284,
    place: 'shop',
    item: 'Mobile phone, black',
    part: 'back cover',
    laboratory: { ago: 262, outcome: 'code' },
    mark: 'ours',
    told: { how: 'call', outcome: 'told' },
    loss: described,
    back: { signature: 'Property receipt 311' },
    end: { outcome: 'out of court', fellFor: null, liquid: 'found the owner' },
  },
  {
    offenceAgo: 251,
    glowAgo: 249,
    place: 'custody suite',
    item: 'Rucksack',
    part: 'shoulder strap',
    laboratory: { ago: 228, outcome: 'no code' },
    mark: null,
    told: null,
    loss: null,
    back: null,
    end: null,
  },
  {
    offenceAgo: 214,
    glowAgo: 206,
    place: 'property store',
    item: 'Bicycle, blue frame',
    part: 'handlebar',
    laboratory: { ago: 180, outcome: 'code' },
    mark: 'ours',
    told: { how: 'letter', outcome: 'told' },
    loss: { wasAtHome: 'not sure', askedFirst: false },
    back: { whyNot: 'needed as evidence' },
    end: { outcome: 'charged', fellFor: null, liquid: 'found the owner' },
  },
  {
    offenceAgo: 170,
    glowAgo: 163,
    place: 'shop',
    item: 'Laptop',
    part: 'lid',
    laboratory: { ago: 141, outcome: 'code' },
    mark: 'other',
    told: null,
    loss: null,
    back: null,
    end: null,
  },
  {
    offenceAgo: 127,
    glowAgo: 124,
    place: 'custody suite',
    item: 'Gloves',
    part: 'right palm',
    laboratory: { ago: 96, outcome: 'code' },
    mark: 'ours',
    told: { how: 'call', outcome: 'told' },
    loss: null,
    back: null,
    end: { outcome: 'no further action', fellFor: 'contaminated', liquid: 'made no difference' },
  },
  {
    offenceAgo: 90,
    glowAgo: 71,
    place: 'shop',
    item: 'Cordless drill',
    part: 'grip',
    laboratory: { ago: 52, outcome: 'code' },
    mark: 'ours',
    told: { how: 'call', outcome: 'no answer' },
    loss: null,
    back: { whyNot: 'owner does not answer' },
    end: { outcome: 'no further action', fellFor: 'statement missing', liquid: 'found the owner' },
  },
  {
    offenceAgo: 45,
    glowAgo: 43,
    place: 'custody suite',
    item: 'Hooded top',
    part: 'front',
    laboratory: { ago: 24, outcome: 'code' },
    mark: 'ours',
    told: { how: 'letter', outcome: 'told' },
    loss: null,
    back: null,
    end: { outcome: 'charged', fellFor: null, liquid: 'named a suspect' },
  },
  {
    offenceAgo: 14,
    glowAgo: 12,
    place: 'property store',
    item: 'Games console',
    part: 'underside',
    laboratory: null,
    mark: null,
    told: null,
    loss: null,
    back: null,
    end: null,
  },
]

/**
 * Codes of kits that were with somebody registered for `fewDays` or more before each offence; `seed`: that of the residents.
 * Kits are ZX and the place of their resident in the list.
 */
export const codesOfCases = (seed: number, cases: readonly MadeUpCase[]): string[] => {
  const residents = residentsOf(seed)
  const since = Array.from({ length: residentsTried }, () => residents.next().value!.daysAgo)
  const taken = new Set<number>()
  return cases.map(({ offenceAgo }) => {
    const at = since.findIndex((daysAgo, each) => !taken.has(each) && daysAgo >= offenceAgo + fewDays)
    taken.add(at)
    return `ZX${String(1 + at).padStart(6, '0')}`
  })
}

import { Chance } from './random.ts'

/** A batch of a made-up supplier; days are counted back from the end of the history. */
export type MadeUpBatch = {
  reference: string
  /** Place among `madeUpContracts`. */
  contract: number
  madeAgo: number
  dueAgo: number
  receivedAgo: number
  ordered: number
  isRecalled: boolean
}

/** Contracts with the days on which they begin, and pence for a kit from then on. */
export const madeUpContracts = [
  { supplier: 'Wetherholme Marking Ltd', reference: 'DEMO-1', beginsAgo: 1100, lasts: 730, pence: 1240 },
  { supplier: 'Quernley Forensic Ltd', reference: 'DEMO-2', beginsAgo: 500, lasts: 1460, pence: 1185 },
] as const

const [firstAgo, every, batchCount] = [990, 90, 11]

/** Days that a kit is in the stores before anybody is given it. */
export const daysInStore = 20
export const kitsInBox = 50

/** A batch each quarter: the earlier ones late now and then, one of them recalled. `kits`: how many each has. */
export const madeUpBatches = (seed: number, kits: readonly number[]): MadeUpBatch[] => {
  const chance = new Chance(seed)
  return Array.from({ length: batchCount }, (_, at) => {
    const receivedAgo = firstAgo - every * at
    const late = chance.happens(0.3) ? 3 + chance.below(12) : 0
    const short = chance.happens(0.2) ? 1 + chance.below(5) : 0
    return {
      reference: `W${String(at + 1).padStart(2, '0')}`,
      contract: receivedAgo > madeUpContracts[1].beginsAgo ? 0 : 1,
      madeAgo: receivedAgo + 30 + chance.below(20),
      dueAgo: receivedAgo + late,
      receivedAgo,
      ordered: (kits[at] ?? 0) + short,
      isRecalled: at === 6,
    }
  })
}

/** Place of the batch that a kit came from which was given so many days ago: the last that was in store by then. */
export const batchOfKit = (givenAgo: number): number =>
  Math.min(batchCount - 1, Math.max(0, Math.floor((firstAgo - daysInStore - givenAgo) / every)))

/** Where a kit of stock is, at the end of the history. */
export type MadeUpStock = 'store' | 'bcu' | 'team' | 'lost' | 'damaged'

/** Kits that nobody has been given yet, all of the last two batches: batch by place, and where each is. */
export const madeUpStock = (seed: number, kits: number): { batch: number; where: MadeUpStock }[] => {
  const chance = new Chance(seed)
  return Array.from({ length: kits }, (_, at) => {
    const drawn = chance.between(0, 1)
    const where =
      drawn < 0.45
        ? 'store'
        : drawn < 0.75
          ? 'bcu'
          : drawn < 0.97
            ? 'team'
            : drawn < 0.99
              ? 'lost'
              : 'damaged'
    return { batch: batchCount - 2 + Number(at >= kits / 2), where }
  })
}

import type { AnnouncedKit } from './announced.ts'

/** What came: serials as they were given, one twice where it was given twice, and whole boxes by SSCC. */
export type Given = { serials: readonly string[]; ssccs: readonly string[] }

/** A box of which something came: what was to come of it, what is here, and what is missing. */
export type ComparedBox = {
  batch: string
  box: string
  expected: number
  here: number
  missing: string[]
}

/** What came against what was announced. `faults` stand against all of it: nothing is received by halves. */
export type Comparison = {
  boxes: ComparedBox[]
  /** Given twice or more; each counts once. */
  repeated: string[]
  faults: { what: string; why: string }[]
  /** What would be received. */
  serials: string[]
}

const repeatedIn = (given: readonly string[]): string[] => [
  ...new Set(given.filter((each, at) => given.indexOf(each) !== at)),
]

/** Why a kit that came cannot be received; undefined where it can. */
const faultOf = (kit: AnnouncedKit | undefined): string | undefined => {
  if (!kit) return 'no supplier announced it'
  if (kit.received) return 'it was received before'
  return kit.madeLater ? 'it was made later' : undefined
}

/** Holds what came against what was announced: `announced` has each kit that was given and all others of its box. */
export const compareReceipt = (given: Given, announced: readonly AnnouncedKit[]): Comparison => {
  const bySerial = new Map(announced.map((kit) => [kit.serial, kit]))
  const whole = new Set(given.ssccs)
  const ofWhole = announced.filter(({ sscc }) => sscc !== null && whole.has(sscc))
  const came = new Set([
    ...given.serials,
    ...ofWhole.filter(({ received }) => !received).map(({ serial }) => serial),
  ])
  const faults = [...came].flatMap((what) => {
    const why = faultOf(bySerial.get(what))
    return why === undefined ? [] : [{ what, why }]
  })
  for (const what of whole) {
    const kits = ofWhole.filter(({ sscc }) => sscc === what)
    if (kits.length === 0) faults.push({ what, why: 'no supplier announced this box' })
    else if (kits.every(({ received }) => received))
      faults.push({ what, why: 'all of this box was received before' })
  }
  const boxes = [
    ...Map.groupBy(
      announced.filter(({ box, received }) => box !== null && !received),
      ({ box }) => box,
    ).values(),
  ].map((kits): ComparedBox => {
    const missing = kits.filter(({ serial }) => !came.has(serial)).map(({ serial }) => serial)
    return {
      batch: kits[0]?.batch ?? '',
      box: kits[0]?.boxNumber ?? '',
      expected: kits.length,
      here: kits.length - missing.length,
      missing,
    }
  })
  return {
    boxes,
    repeated: [...repeatedIn(given.serials), ...repeatedIn(given.ssccs)],
    faults,
    serials: [...came].filter((serial) => faultOf(bySerial.get(serial)) === undefined),
  }
}

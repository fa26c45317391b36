import { demonstrationOf } from './places/made-up-city.ts'
import { vintageOfCodes } from './places/vintage-of-codes.ts'
import { fixDeployments, type Start, type ToFix } from './rooms/deliver/deployments/fix-deployments.ts'
import type { FixPhase } from './rooms/supply/earlier/import-earlier.ts'
import type { EarlierArea } from './rooms/supply/earlier/read-earlier.ts'

/** The start of an area as exactly as its days are known: days that make up whole months are of a month. */
const startOf = ({ days: { from, to } }: EarlierArea): Start | null => {
  if (from === null) return null
  const endsMonth = to !== null && new Date(Date.parse(to) + 86_400_000).getUTCDate() === 1
  return { on: from, known: from.endsWith('-01') && endsMonth ? 'month' : 'day' }
}

/** Makes each area of an earlier phase a deployment of its own, with as much as is known of it. */
export const fixEarlierPhase: FixPhase = async (tx, actor, { name, areas }) => {
  const { kind, validFrom } = await vintageOfCodes(
    tx,
    areas.map(({ area }) => area),
  )
  const state = (await demonstrationOf(tx))?.state ?? 'none'
  await fixDeployments(tx, actor, {
    origin: 'earlier phase',
    name,
    draft: null,
    order: null,
    kind,
    validFrom,
    series: null,
    source: null,
    saturation: null,
    chosenFrom: null,
    chosenUntil: null,
    topUp: false,
    madeUp: state !== 'none',
    countOn: null,
    deployments: areas.map((each): ToFix => ({
      name: each.area,
      codes: [each.area],
      start: startOf(each),
      wave: null,
      kits: each.kits,
    })),
  })
}

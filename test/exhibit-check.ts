import type pg from 'pg'

/** Somebody of a test, and the hands that they answer for. */
export type Keeper = { role: string; charges: ReadonlySet<string> }

type Row = {
  exhibit: string
  sequence: number
  act: string
  kind: string
  at: Date
  from: string | null
  to: string
  before: string
  seal: string
  put: string | null
  paper: string | null
  actor: string
  parent: string | null
  parent_sequence: number | null
  offered_after: number | null
  offered_to: string | null
  offered_by: string | null
}
type Position = { exhibit: string; sequence: number; holder: string; seal: string }

const onPaper = (hand: string): boolean =>
  /^(officer|courier|laboratory|court):/.test(hand) || hand === 'gone:owner'

const confirmed = (row: Row, before: Row): string[] => {
  if (row.to === before.to) return []
  if (onPaper(row.to) || onPaper(before.to)) return row.paper ? [] : ['nobody signed for it']
  if (row.offered_by === null || row.offered_to !== row.to || row.offered_after !== before.sequence)
    return ['one hand was not asked']
  return row.offered_by === row.actor ? ['both hands are one person'] : []
}

const mayRecord = (row: Row, keeper: Keeper | undefined): boolean => {
  if (!keeper) return false
  if (row.from === null || row.to.startsWith('gone:') || keeper.role === 'investigator') return true
  if (row.offered_by !== null) return keeper.charges.has(row.to)
  return !/^(store|person):/.test(row.from) || keeper.charges.has(row.from)
}

/** What is wrong with the life of one exhibit: worked out from its facts alone, apart from what the product knows. */
const wrongWith = (chain: readonly Row[], keepers: ReadonlyMap<string, Keeper>): string[] => {
  const wrong: string[] = []
  let before: Row | undefined
  for (const [at, row] of chain.entries()) {
    if (row.sequence !== at + 1) wrong.push(`there is a gap before ${row.kind}`)
    if (!mayRecord(row, keepers.get(row.actor)))
      wrong.push(`${row.kind} by somebody who did not answer for it`)
    if ((at === 0) !== (row.kind === 'seized' || row.kind === 'taken'))
      wrong.push(`${row.kind} is out of place`)
    if (before) {
      if (row.from !== before.to) wrong.push('two hands have it')
      if (row.before !== before.seal) wrong.push('its seal changed by itself')
      if (row.at < before.at) wrong.push('time runs backwards')
      if (before.to.startsWith('gone:')) wrong.push(`${row.kind} after its end`)
      wrong.push(...confirmed(row, before))
    }
    before = row
  }
  return wrong
}

/**
 * Everything that is wrong with the exhibits of a case: gaps, two hands, seals used twice, time that runs backwards, orphans, hands
 * that were not asked, and positions that are not what the facts say. `done`: how many facts each act that succeeded has.
 */
export const wrongWithExhibits = async (
  owner: pg.Client,
  keepers: ReadonlyMap<string, Keeper>,
  done: ReadonlyMap<string, number>,
  crime: string,
): Promise<string[]> => {
  const { rows } = await owner.query<Row>(
    `select f.exhibit, f.sequence, f.act, f.kind, f.at, f.from_holder as "from", f.holder as "to", f.seal_before as before, f.seal,
            f.new_seal as put, f.paper, f.actor, f.parent, f.parent_sequence,
            o.after as offered_after, o.holder as offered_to, o.actor as offered_by
     from enforcement.exhibit_event f join enforcement.exhibit e on e.id = f.exhibit and e.crime_reference = $1
     left join enforcement.exhibit_offer o on o.id = f.offer order by f.exhibit, f.sequence, f.entered_at`,
    [crime],
  )
  const { rows: positions } = await owner.query<Position>(
    `select p.exhibit, p.sequence, p.holder, p.seal from enforcement.exhibit e
     left join enforcement.exhibit_position p on p.exhibit = e.id where e.crime_reference = $1`,
    [crime],
  )
  const chains = Map.groupBy(rows, ({ exhibit }) => exhibit)
  const wrong: string[] = []
  for (const [exhibit, chain] of chains) {
    for (const words of wrongWith(chain, keepers)) wrong.push(`${exhibit}: ${words}`)
    const position = positions.find((each) => each.exhibit === exhibit)
    const last = chain.at(-1)!
    if (position?.holder !== last.to || position.sequence !== chain.length || position.seal !== last.seal)
      wrong.push(`${exhibit}: its position is not where its facts end`)
  }
  if (positions.length !== chains.size) wrong.push('an exhibit has no fact')
  const taken = new Set(
    rows.flatMap(({ parent, parent_sequence: at }) => (parent ? [`${parent} ${at}`] : [])),
  )
  for (const { exhibit, sequence, kind } of rows)
    if ((kind === 'sampled' || kind === 'split') !== taken.has(`${exhibit} ${sequence}`))
      wrong.push(`${exhibit}: a sample is an orphan`)
  const { rows: twice } = await owner.query<{ seal: string }>(
    'select new_seal as seal from enforcement.exhibit_event where new_seal is not null group by 1 having count(*) > 1',
  )
  for (const { seal } of twice) wrong.push(`the seal ${seal} is used twice`)
  const ofActs = new Map<string, number>()
  for (const { act } of rows) ofActs.set(act, (ofActs.get(act) ?? 0) + 1)
  for (const [act, facts] of done)
    if (ofActs.get(act) !== facts) wrong.push(`act ${act} has ${ofActs.get(act) ?? 0} facts and not ${facts}`)
  return wrong
}

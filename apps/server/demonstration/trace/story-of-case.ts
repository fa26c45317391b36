import type { MadeUpCase } from '@mettrace/demo/trace'
import { addDays } from '@mettrace/clocks/days/days'
import type { Hand } from '@mettrace/continuity/hands/hands'
import type { Database } from '../../foundation/database.ts'
import { bookIn } from '../../rooms/trace/exhibits/book-in.ts'
import { recordFacts } from '../../rooms/trace/exhibits/record-facts.ts'
import { codeFrom, type Code } from '../../rooms/trace/readings/codes.ts'
import { recordFieldReading } from '../../rooms/trace/readings/field-readings.ts'
import { recordResult } from '../../rooms/trace/readings/lab-results.ts'
import { recordScan } from '../../rooms/trace/scans/scans.ts'
import { scanPlaces } from '../../rooms/trace/scans/scan-places.ts'
import { keepAfter, type AfterAct } from '../../rooms/trace/traces/after.ts'
import { askTrace } from '../../rooms/trace/traces/ask-trace.ts'
import { traceById } from '../../rooms/trace/traces/asked.ts'
import { homesOfKits } from '../../rooms/trace/traces/homes-of-kits.ts'
import { madeUpId } from '../deliveries/made-up-id.ts'
import type { MadeUpPerson } from '../made-up-person.ts'
import { placeOfKind, type PlacesOfScans } from './places-of-scans.ts'
import { timeAgo } from './time-ago.ts'

const minute = 60_000
const officer: Hand = 'officer:PC 2204 Vale'
const laboratory = 'Laboratory A'
/** A code in the form of another maker's. */
const foreignCode = 'QV400731'
/** How often the laboratory's method reported a match wrongly, in its validation. */
const validation = { wrong: 1, trials: 2000 }

/** Who tells the story, and where and when it happens. */
export type Story = {
  database: Database
  today: string
  bcu: string
  keeper: MadeUpPerson
  investigator: MadeUpPerson
  places: PlacesOfScans
}

/** One glow with its number in the year, and the code of the kit that it is of. */
type Glow = MadeUpCase & { number: number; code: string }

const idOf = (what: string, { number }: Glow): string => madeUpId(`made-up case ${number}: ${what}`)
const caseOf = ({ number }: Glow): string => `2326/4${String(100 + number)}/26`
const readCode = (text: string): Code => {
  const read = codeFrom('text', text)
  if ('fault' in read) throw new TypeError(read.fault)
  return read.code
}

const scanned = ({ keeper, places, today }: Story, glow: Glow): Promise<void> =>
  keeper.act('a glow of the made-up city', async (tx, actor) => {
    const place = (await scanPlaces(tx)).find(({ id }) => id === placeOfKind(glow.place))!
    const isCustody = glow.place === 'custody suite'
    await recordScan(tx, actor, {
      id: idOf('scan', glow),
      at: timeAgo(today, glow.glowAgo, '10:20'),
      place,
      lamp: isCustody ? places.arch : places.lamp,
      officer: null,
      corrects: null,
      subject: 'item',
      custody: null,
      description: glow.item,
      identifiers: null,
      basis: isCustody ? 'PACE s.54' : glow.place === 'shop' ? 'owner consent' : 'PACE s.22',
      result: 'glow',
      part: glow.part,
      whyNot: null,
    })
  })

/** Books the item in, reads it under the lamp, sends it to the laboratory and takes it back. Returns the exhibit. */
const kept = ({ keeper, today, bcu, places }: Story, glow: Glow): Promise<string> =>
  keeper.act('an exhibit of the made-up city', async (tx, actor) => {
    const brought = timeAgo(today, glow.glowAgo, '11:40')
    const [exhibit] = await bookIn(
      tx,
      actor,
      {
        id: idOf('booking', glow),
        seizedAt: timeAgo(today, glow.glowAgo, '11:00'),
        seizedBy: officer,
        power: glow.place === 'custody suite' ? 'PACE s.54' : 'PACE s.19',
        crime: caseOf(glow),
        custody: null,
        scan: idOf('scan', glow),
        broughtAt: brought,
        bcu,
        shelf: `C${glow.number}`,
        paper: `Property book ${40 + glow.number}`,
        items: [
          {
            reference: `JV/${glow.number}`,
            description: `${glow.item}, ${glow.part} glowed`,
            kind: 'item',
            seal: `V7301${String(10 + glow.number)}`,
          },
        ],
      },
      brought,
    )
    const hand = async (what: string, when: Date, to: Hand, paper: string): Promise<void> => {
      await recordFacts(
        tx,
        actor,
        { id: idOf(what, glow), at: when, to, paper },
        [{ exhibit: exhibit!, condition: 'intact' }],
        when,
      )
    }
    if (glow.laboratory?.outcome !== 'no code')
      await recordFieldReading(tx, actor, {
        id: idOf('reading', glow),
        from: { exhibit: exhibit! },
        at: new Date(brought.getTime() + 30 * minute),
        officer: null,
        lamp: places.lamp,
        reader: 'Microscope M-04, 240×',
        code: readCode(glow.mark === 'other' ? foreignCode.replace('0', '?') : glow.code.replace('0', '?')),
        note: null,
        corrects: null,
      })
    await hand(
      'sent',
      timeAgo(today, glow.glowAgo - 1, '09:15'),
      `laboratory:${laboratory}`,
      `Laboratory form ${glow.number}`,
    )
    if (glow.laboratory)
      await hand(
        'back',
        timeAgo(today, glow.laboratory.ago - 1, '14:30'),
        `store:${bcu}`,
        `Laboratory return ${glow.number}`,
      )
    return exhibit!
  })

const examined = async ({ investigator, today }: Story, glow: Glow, exhibit: string): Promise<void> => {
  const { laboratory: answer } = glow
  if (!answer) return
  await investigator.act('a laboratory result of the made-up city', (tx, actor) =>
    recordResult(tx, actor, {
      id: idOf('result', glow),
      exhibit,
      laboratory,
      sample: `S-${200 + glow.number}`,
      report: `R-${1040 + glow.number}`,
      reportedOn: addDays(today, -answer.ago),
      method: 'Microscopy of microdots',
      methodVersion: '3.1',
      accreditation: 'ISO 17025',
      scope: 'within',
      analyst: 'Analyst 12',
      run: `M-${7000 + glow.number}`,
      outcome: answer.outcome,
      confidence: answer.outcome === 'code' ? 0.98 : null,
      ...(answer.outcome === 'code' ? validation : { wrong: null, trials: null }),
      nonConformance: null,
      code: answer.outcome === 'code' ? readCode(glow.mark === 'other' ? foreignCode : glow.code) : null,
      source: 'by hand',
      corrects: null,
    }),
  )
}

type Owner = { kit: string; resident: string }

/** What follows a trace of the owner that it found. */
const actsOfOwner = (glow: Glow, today: string, owner: Owner): AfterAct[] => [
  ...(glow.told ? [{ kind: 'told', ...owner, ...glow.told } as const] : []),
  ...(glow.loss
    ? [
        {
          kind: 'loss',
          ...owner,
          item: glow.item,
          missingSince: addDays(today, -glow.offenceAgo),
          ...glow.loss,
        } as const,
      ]
    : []),
  ...(glow.back
    ? [
        {
          kind: 'return',
          ...owner,
          onDay: today,
          signature: 'signature' in glow.back ? glow.back.signature : null,
          whyNot: 'whyNot' in glow.back ? glow.back.whyNot : null,
        } as const,
      ]
    : []),
]

/** Traces the mark, and tells what became of it. */
const traced = async (
  { database, investigator, today }: Story,
  glow: Glow,
  exhibit: string,
): Promise<void> => {
  if (glow.mark === null) return
  const id = idOf('trace', glow)
  const onDay = addDays(today, -glow.offenceAgo)
  await askTrace(
    database,
    await investigator.signedIn(),
    { id, case: caseOf(glow), purpose: `Whose is JV/${glow.number}`, urgent: false, onDay, exhibit },
    { text: glow.mark === 'other' ? foreignCode : glow.code, partial: false, method: null, on: today },
  )
  await investigator.act('after a trace of the made-up city', async (tx, actor) => {
    const trace = await traceById(tx, id)
    const homes = await homesOfKits(
      tx,
      trace.kits.map(({ kit }) => kit),
      { onDay, reason: 'the made-up city', names: false },
    )
    const home = homes.find(({ when }) => when === 'then')
    const resident = home?.occupiers[0]?.resident
    const acts = home && resident !== undefined ? actsOfOwner(glow, today, { kit: home.kit, resident }) : []
    if (glow.end) acts.push({ kind: 'end', onDay: today, ...glow.end })
    for (const act of acts) await keepAfter(tx, actor, idOf(act.kind, glow), trace, act)
  })
}

const returned = async ({ keeper, today }: Story, glow: Glow, exhibit: string): Promise<void> => {
  if (!glow.back || !('signature' in glow.back)) return
  const { signature } = glow.back
  const at = timeAgo(today, 1, '15:10')
  await keeper.act('an item goes back to its owner', (tx, actor) =>
    recordFacts(
      tx,
      actor,
      { id: idOf('to owner', glow), at, to: 'gone:owner', paper: signature },
      [{ exhibit }],
      at,
    ),
  )
}

/** Tells one glow of the year, from the lamp to its end; told again, it is the same one. */
export const tellCase = async (story: Story, glow: Glow): Promise<void> => {
  await scanned(story, glow)
  const exhibit = await kept(story, glow)
  await examined(story, glow, exhibit)
  await traced(story, glow, exhibit)
  await returned(story, glow, exhibit)
}

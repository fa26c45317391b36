import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { londonDay } from '../foundation/days.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { demonstrationActor, demonstrationOf } from '../places/made-up-city.ts'
import { placesToPost } from '../places/place-names.ts'
import { addMember, makeTeam, teams, type Team } from '../rooms/supply/acts/teams.ts'
import { contractOf } from '../rooms/supply/batch/known-kits.ts'
import type { Holder } from '../rooms/supply/holders.ts'
import { tellLate } from '../rooms/supply/late-facts.ts'
import { addKits } from '../rooms/supply/lives.ts'
import { addBatches, addBoxes } from '../rooms/supply/made-up-supply.ts'
import { handOver, send, some, type Handing } from './hand-over.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

const day = 86_400_000

/** Days and people of one round of supply: of the city's first BCU and the first ward in it. */
type Setting = {
  now: Date
  bcu: string
  ward: { code: string; name: string }
  people: ReadonlyMap<string, string>
}

const fillTeam = async (
  tx: Transaction,
  team: Team,
  { now, people }: Setting,
  who: string[],
): Promise<void> => {
  for (const person of who.flatMap((subject) => people.get(subject) ?? []))
    await addMember(tx, registrar.id, {
      id: uuidv7(),
      team,
      person,
      fromDay: londonDay(new Date(now.getTime() - 30 * day)),
      toDay: null,
    })
}

/** A box on its way to the BCU, and kits that went to a team of a ward, to two officers, and have been sent to one of them. */
const handOut = async (tx: Transaction, setting: Setting): Promise<void> => {
  const { now, bcu, ward, people } = setting
  const [officer, pcso] = [people.get('ward-officer'), people.get('pcso-1-1')]
  const team: Team = { id: uuidv7(), name: `${ward.name} team`, ward: ward.code, bcu }
  const prevention = (await teams(tx, londonDay(now))).find((each) => each.bcu === bcu && each.ward === null)
  if (!officer || !pcso || !prevention) return
  await makeTeam(tx, registrar.id, team)
  await fillTeam(tx, team, setting, ['sergeant', 'ward-officer'])
  await fillTeam(tx, prevention, setting, ['sergeant', ...[1, 2, 3, 4, 5].map((each) => `pcso-1-${each}`)])
  const ago = (days: number): Date => new Date(now.getTime() - days * day)
  const [inWard, inBcu] = [
    { ward: ward.code, bcu },
    { ward: null, bcu },
  ]
  const [store, ofTeam, ofPrevention]: Holder[] = [`bcu:${bcu}`, `team:${team.id}`, `team:${prevention.id}`]
  const handed = await some(tx, store!, 30)
  await handOver(tx, { from: store!, to: ofTeam!, place: inWard, serials: handed, at: ago(6) })
  const own: Handing = {
    from: ofTeam!,
    to: `person:${officer}`,
    place: inWard,
    serials: handed.slice(0, 12),
    at: ago(3),
  }
  await handOver(tx, own)
  await send(tx, { ...own, serials: handed.slice(12, 16), at: ago(0.2) })
  await handOver(tx, {
    from: ofPrevention!,
    to: `person:${pcso}`,
    place: inBcu,
    serials: await some(tx, ofPrevention!, 8),
    at: ago(2),
  })
  await send(tx, {
    from: 'store',
    to: store!,
    place: inBcu,
    serials: await some(tx, 'store', 40),
    at: ago(0.5),
  })
  const [lost] = handed.slice(20)
  if (lost !== undefined)
    await tellLate(tx, registrar.id, {
      id: uuidv7(),
      kind: 'damaged',
      at: ago(1),
      serial: lost,
      from: `person:${officer}`,
      to: 'gone:damaged',
      place: inWard,
      reason: 'The carton was crushed',
    })
}

/** A batch of two boxes that a supplier has announced for the next days. */
const announce = async (tx: Transaction, { now }: Setting): Promise<void> => {
  const contract = await contractOf(tx, 'DEMO-2')
  if (!contract) return
  const dayIn = (days: number): string => londonDay(new Date(now.getTime() + days * day))
  const serials = Array.from({ length: 4000 }, (_, at) => plainSerial(`KY${String(at).padStart(6, '0')}`))
    .filter((serial) => serial !== undefined)
    .slice(0, 60)
  const dates = { madeOn: dayIn(-40), expiresOn: dayIn(1785) }
  const [batch] = await addBatches(tx, registrar.id, [
    {
      contract: contract.id,
      reference: 'W12',
      ...dates,
      ordered: serials.length,
      dueOn: dayIn(3),
      announced: serials.length,
    },
  ])
  if (batch === undefined) return
  const boxes = await addBoxes(tx, [
    { batch, reference: 'W12-1' },
    { batch, reference: 'W12-2' },
  ])
  await addKits(
    tx,
    registrar.id,
    serials.map((serial, at) =>
      Object.assign(
        { serial, code: `ZW${String(at + 1).padStart(6, '0')}`, batch, box: boxes[at % boxes.length]! },
        dates,
      ),
    ),
  )
}

/**
 * What is under way in the made-up city now that it has people: teams with members, kits in officers' hands and on the way,
 * a batch to come, and one report that contradicts the ledger. Once for a city. `people`: ids of the made-up people by
 * what the built-in provider calls them.
 */
export const supplyOfTheDay = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<void> => {
  await database.withActor(registrar, 'supply of the day in the made-up city', async (tx) => {
    if ((await demonstrationOf(tx))?.state !== 'loaded') return
    const [bcu] = (await placesToPost(tx, 'bcu')).toSorted((a, b) => a.code.localeCompare(b.code))
    const [ward] = (await placesToPost(tx, 'ward')).toSorted((a, b) => a.code.localeCompare(b.code))
    const isBegun = (await teams(tx, londonDay(now))).some(({ members }) => members > 0)
    if (!bcu || !ward || people.size === 0 || isBegun) return
    const setting = { now, bcu: bcu.code, ward, people }
    await handOut(tx, setting)
    await announce(tx, setting)
  })
}

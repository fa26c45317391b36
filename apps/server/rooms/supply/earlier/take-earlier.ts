import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { dayNotKnown } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesOfUprns, type HomeOfUprn } from '../../../places/homes-of-uprns.ts'
import { Faults } from '../batch/faults.ts'
import { knownKits } from '../batch/known-kits.ts'
import type { Holder, KitPlace } from '../holders.ts'
import { sealCode, type SealedCode } from '../kit-codes.ts'
import { addLives, type Life, type LifeEvent } from '../lives.ts'
import type { EarlierFile, EarlierKit } from './read-earlier.ts'

export type TakenPhase = {
  id: string
  /** Whether the same file was taken before: then nothing has changed. */
  isKnown: boolean
  /** Kits of homes that the register does not have. */
  homesNotFound: number
}

/** Kits in one statement. */
const kitsAtOnce = 2000

/**
 * Takes an earlier phase into the ledger: its areas as they are described, and each kit that has a code, a serial or a
 * home with one movement. All of it or nothing. Errors: `value_invalid` for a name that another file has, and with every
 * line of which the kit is known already.
 */
export const takeEarlier = async (
  tx: Transaction,
  actor: string,
  name: string,
  file: EarlierFile,
  progress: (words: string) => void,
): Promise<TakenPhase> => {
  const digest = createHash('sha256')
    .update(JSON.stringify([file.rowsRead, file.areas, file.kits]))
    .digest()
  const known = await phaseOf(tx, name, digest)
  if (known?.same) return { id: known.id, isKnown: true, homesNotFound: 0 }
  if (known)
    throw new MetTraceError('value_invalid', 'A phase of this name was taken from another file.', {
      file: file.file,
      found: name,
      expected: 'another name, by --name',
    })
  await refuseKnown(tx, file)
  const id = uuidv7()
  await insertPhase(tx, actor, { id, name, file, digest })
  const homes = await homesOfUprns(tx, [...new Set(file.kits.flatMap(({ uprn }) => uprn ?? []))])
  const serialOf = givenSerials(id)
  let homesNotFound = 0
  const kits = file.kits.toSorted((one, other) => dayNumberOf(one) - dayNumberOf(other))
  const madeReady = async (from: number): Promise<Ready[]> => {
    const some = kits.slice(from, from + kitsAtOnce).map((kit) => ({
      kit,
      id: uuidv7(),
      home: kit.uprn === null ? undefined : homes.get(kit.uprn),
    }))
    return sealedInTurns(tx, some)
  }
  let next = madeReady(0)
  for (let from = 0; from < kits.length; from += kitsAtOnce) {
    progress(`${from} of ${kits.length} kits`)
    const some = await next
    next = madeReady(from + kitsAtOnce)
    homesNotFound += some.filter(({ kit, home }) => kit.uprn !== null && !home).length
    const acts = new Map<string, string>()
    await addLives(
      tx,
      actor,
      some.map((ready) => lifeOf(ready, { acts, serialOf })),
    )
    await insertKits(tx, id, some)
  }
  return { id, isKnown: false, homesNotFound }
}

type Found = { kit: EarlierKit; id: string; home: HomeOfUprn | undefined }
type Ready = Found & { sealed: SealedCode | undefined }

/** Codes between two turns of the loop of events: what the database is to do next waits for no more of them. */
const codesAtOnce = 50

/** Encrypts the codes of kits while the database takes those before. */
const sealedInTurns = async (tx: Transaction, some: readonly Found[]): Promise<Ready[]> => {
  const ready: Ready[] = []
  for (const { kit, id, home } of some) {
    ready.push({ kit, id, home, sealed: kit.code === null ? undefined : sealCode(tx, id, kit.code) })
    if (ready.length % codesAtOnce === 0) await breathe()
  }
  return ready
}

/** Kits of one day stand together, so that one act gives them all. */
const dayNumberOf = ({ days }: EarlierKit): number => (days.from === null ? 0 : Date.parse(days.from))

const phaseOf = async (
  tx: Transaction,
  name: string,
  digest: Buffer,
): Promise<{ id: string; same: boolean } | undefined> => {
  const { rows } = await tx.query<{ id: string; same: boolean }>(
    `select id, file_digest = $2 as same from engagement.earlier_phase
     where name = $1 or file_digest = $2 order by file_digest = $2 desc limit 1`,
    [name, digest],
  )
  return rows[0]
}

/** Errors: `value_invalid` with every line of which the code or serial is in the ledger. */
const refuseKnown = async (tx: Transaction, file: EarlierFile): Promise<void> => {
  const digests = file.kits.map(({ code }) => (code === null ? null : tx.fields.digest('code', code)))
  const rows = await knownKits(
    tx,
    file.kits.flatMap(({ serial }) => serial ?? []),
    digests.flatMap((digest) => digest ?? []),
  )
  if (rows.length === 0) return
  const serials = new Set(rows.map(({ serial }) => serial))
  const codes = new Set(rows.map(({ codeDigest }) => codeDigest))
  const faults = new Faults(file.file)
  for (const [at, { line, serial }] of file.kits.entries()) {
    const digest = digests[at]
    if (digest && codes.has(digest.toString('hex')))
      faults.add(line, 'code', 'a code that a kit in the ledger has', 'a code that is new')
    else if (serial !== null && serials.has(serial))
      faults.add(line, 'serial', `${serial}, which a kit in the ledger has`, 'a serial that is new')
  }
  faults.refuse()
}

type Phase = { id: string; name: string; file: EarlierFile; digest: Buffer }

const insertPhase = async (
  tx: Transaction,
  actor: string,
  { id, name, file, digest }: Phase,
): Promise<void> => {
  await tx.query(
    `insert into engagement.earlier_phase (id, name, file, file_digest, row_count, actor)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, name, file.file, digest, file.rowsRead, actor],
  )
  await tx.query(
    `insert into engagement.earlier_area (phase, area, from_day, to_day, kits, homes)
     select $1, * from unnest($2::text[], $3::date[], $4::date[], $5::int[], $6::int[])`,
    [
      id,
      file.areas.map(({ area }) => area),
      file.areas.map(({ days }) => days.from),
      file.areas.map(({ days }) => days.to),
      file.areas.map(({ kits }) => kits),
      file.areas.map(({ homes }) => homes),
    ],
  )
  await tx.record({ operation: 'collection', kind: 'earlier phase', subjects: [id] })
}

/** Serials for kits whose own is not known: E, six characters of the phase, and a running number; none with I or O. */
const givenSerials = (phase: string): (() => string) => {
  const ofPhase = createHash('sha256').update(phase).digest('hex').slice(0, 6).toUpperCase()
  let number = 0
  return () => {
    for (;;) {
      number += 1
      const serial = plainSerial(`E${ofPhase}${String(number).padStart(7, '0')}`)
      if (serial !== undefined) return serial
    }
  }
}

/** Who has it: a home of the register, else what the file names. */
const holderOf = ({ area, uprn }: EarlierKit, home: HomeOfUprn | undefined): Holder => {
  if (home) return `home:${home.id}`
  return uprn === null ? `named:a home in ${area}` : `named:the home of UPRN ${uprn} in ${area}`
}

type Shared = {
  /** Acts by what they have in common: kits of one day and ward were given together, as far as anybody knows. */
  acts: Map<string, string>
  serialOf: () => string
}

const lifeOf = ({ kit, id, home, sealed }: Ready, { acts, serialOf }: Shared): Life => {
  const place: KitPlace = home ? { ward: home.ward, bcu: home.bcu } : { ward: null, bcu: null }
  const holder = holderOf(kit, home)
  const day = kit.days.from
  const at = day === null ? dayNotKnown : new Date(`${day}T00:00:00Z`)
  const actOf = (kind: string, when: Date): string => {
    const key = [kind, when.getTime(), place.ward, place.bcu].join('\n')
    const act = acts.get(key) ?? uuidv7()
    acts.set(key, act)
    return act
  }
  const given: LifeEvent = { at, kind: 'earlier', holder, place, act: actOf('earlier', at) }
  const on = kit.registeredOn === null ? at : new Date(`${kit.registeredOn}T00:00:00Z`)
  const registered: LifeEvent[] =
    home && kit.registered && on >= at
      ? [{ at: on, kind: 'registered', holder, place, act: actOf('registered', on) }]
      : []
  return {
    id,
    serial: kit.serial ?? serialOf(),
    code: kit.code,
    sealed,
    madeOn: null,
    expiresOn: null,
    events: [given, ...registered],
  }
}

const insertKits = async (tx: Transaction, phase: string, some: readonly Found[]): Promise<void> => {
  await changeRecords(
    tx,
    // Each kit is written down with its movement.
    { operation: 'collection', kind: 'kit', subjects: [phase] },
    `insert into engagement.earlier_kit (kit, phase, area, from_day, to_day, uprn, registered, registered_on, sticker, ward, bcu)
     select kit, $1, area, from_day, to_day, uprn, registered, registered_on, sticker, ward, bcu
     from unnest($2::uuid[], $3::text[], $4::date[], $5::date[], $6::bigint[], $7::bool[], $8::date[], $9::bool[], $10::text[], $11::text[])
       as each (kit, area, from_day, to_day, uprn, registered, registered_on, sticker, ward, bcu)`,
    [
      phase,
      some.map(({ id }) => id),
      some.map(({ kit }) => kit.area),
      some.map(({ kit }) => kit.days.from),
      some.map(({ kit }) => kit.days.to),
      some.map(({ kit }) => kit.uprn),
      some.map(({ kit }) => kit.registered),
      some.map(({ kit }) => kit.registeredOn),
      some.map(({ kit }) => kit.sticker),
      some.map(({ home }) => home?.ward ?? null),
      some.map(({ home }) => home?.bcu ?? null),
    ],
  )
}

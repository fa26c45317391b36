import { createHash } from 'node:crypto'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addLives, type Life } from '../lives.ts'
import { Faults } from './faults.ts'
import {
  contractOf,
  contractReferences,
  knownBatches,
  knownKits,
  knownSsccs,
  type Contract,
  type KnownKit,
} from './known-kits.ts'
import type { BatchFile, BatchKit } from './read-batch.ts'

/** What to do with a file: its contract, by reference, and whether its kits are in the central store already. */
export type Taking = { contract: string; arrived: boolean; at: Date }

/** Errors: `value_invalid` for a reference that no contract has. */
export const namedContract = async (tx: Transaction, reference: string): Promise<Contract> => {
  const contract = await contractOf(tx, reference)
  if (contract) return contract
  const others = await contractReferences(tx)
  throw new MetTraceError('value_invalid', 'There is no such contract. Add it on the page "Suppliers".', {
    about: 'contract',
    found: reference,
    expected: others.length > 0 ? `one of ${others.join(', ')}` : 'a contract that is kept',
  })
}

/**
 * Takes a batch file into the ledger: its batches, boxes and kits, and, where they have arrived, their receipt into the
 * central store, one act for each box. All of it or nothing; what is known already, alike, changes nothing.
 * Returns how many kits were new. Errors: `value_invalid` with every line that contradicts the ledger.
 */
export const takeBatch = async (
  tx: Transaction,
  actor: string,
  file: BatchFile,
  { contract: reference, arrived, at }: Taking,
): Promise<number> => {
  const contract = await namedContract(tx, reference)
  const digests = file.kits.map(({ code }) => tx.fields.digest('code', code))
  const faults = new Faults(file.file)
  const known = await hold(tx, contract, file.kits, digests, faults)
  faults.refuse()
  const fresh = file.kits.filter(({ serial }) => !known.has(serial))
  if (fresh.length > 0) await append(tx, actor, contract, { ...file, kits: fresh }, arrived ? at : undefined)
  return fresh.length
}

const sameAs = (kit: BatchKit, digest: Buffer, known: KnownKit, contract: string): boolean =>
  known.contract === contract &&
  known.batch === kit.batch &&
  known.box === kit.box.reference &&
  known.sscc === kit.box.sscc &&
  known.pallet === kit.pallet &&
  known.madeOn === kit.madeOn &&
  known.expiresOn === kit.expiresOn &&
  known.codeDigest === digest.toString('hex') &&
  known.pinDigest === (kit.pinDigest?.toString('hex') ?? null)

/** Holds a file against the ledger; the serials that are there already, alike. */
const hold = async (
  tx: Transaction,
  contract: Contract,
  kits: readonly BatchKit[],
  digests: readonly Buffer[],
  faults: Faults,
): Promise<Set<string>> => {
  const rows = await knownKits(
    tx,
    kits.map(({ serial }) => serial),
    digests,
  )
  const bySerial = new Map(rows.map((row) => [row.serial, row]))
  const byCode = new Map(rows.map((row) => [row.codeDigest, row]))
  const batches = await knownBatches(tx, contract.id, [...new Set(kits.map(({ batch }) => batch))])
  const ssccs = await knownSsccs(tx, [...new Set(kits.flatMap(({ box }) => box.sscc ?? []))])
  const alike = new Set<string>()
  const perBatch = new Map<string, { line: number; kits: number }>()
  for (const [at, kit] of kits.entries()) {
    const counted = perBatch.get(kit.batch)
    if (counted) counted.kits += 1
    else perBatch.set(kit.batch, { line: kit.line, kits: 1 })
    const known = bySerial.get(kit.serial)
    if (known && sameAs(kit, digests[at]!, known, contract.id)) alike.add(kit.serial)
    else if (known)
      faults.add(
        kit.line,
        'serial',
        `${spelled(kit.serial)}, which we have from batch ${known.batch ?? 'of an earlier phase'}, otherwise`,
        'a serial that is new, or the same row as before',
      )
    else if (byCode.has(digests[at]!.toString('hex')))
      faults.add(kit.line, 'code', 'a code that another kit has', 'a code that is new')
    else if (batches.has(kit.batch))
      faults.add(
        kit.line,
        'batch',
        `${spelled(kit.serial)}, which was not in batch ${kit.batch}`,
        'a batch that comes whole, in one file',
      )
    else if (kit.box.sscc !== null && ssccs.has(kit.box.sscc))
      faults.add(
        kit.line,
        'box',
        `${kit.box.sscc}, a box of batch ${ssccs.get(kit.box.sscc)}`,
        'the SSCC of one box',
      )
  }
  for (const [batch, { line, kits: given }] of perBatch) {
    const announced = batches.get(batch)
    if (announced !== undefined && announced !== given)
      faults.add(line, 'batch', `${given} kits of batch ${batch}`, `${announced}, as it was announced`)
  }
  return alike
}

/** What a batch is known by: the same rows in the same order have the same digest. */
const digestOf = (contract: string, kits: readonly BatchKit[]): Buffer => {
  const digest = createHash('sha256').update(contract)
  for (const { line: _, pinDigest, ...kit } of kits)
    digest.update(JSON.stringify([kit, pinDigest?.toString('hex') ?? null]))
  return digest.digest()
}

type Grouped = { id: string; kits: BatchKit[] }

const groupedBy = (kits: readonly BatchKit[], keyOf: (kit: BatchKit) => string): Map<string, Grouped> => {
  const groups = new Map<string, Grouped>()
  for (const kit of kits) {
    const group = groups.get(keyOf(kit))
    if (group) group.kits.push(kit)
    else groups.set(keyOf(kit), { id: uuidv7(), kits: [kit] })
  }
  return groups
}

const boxKey = ({ batch, box }: BatchKit): string => `${batch}\n${box.reference}`

/** Kits in one statement; a box is never shared out between two. */
const kitsAtOnce = 1000

const append = async (
  tx: Transaction,
  actor: string,
  contract: Contract,
  file: BatchFile,
  receivedAt: Date | undefined,
): Promise<void> => {
  const batches = groupedBy(file.kits, ({ batch }) => batch)
  const boxes = groupedBy(file.kits, boxKey)
  const all = [...batches].map(([reference, { id, kits }]) => ({ reference, id, kits, first: kits[0]! }))
  await tx.query(
    `insert into engagement.kit_batch (id, contract, reference, made_on, expires_on, announced, file, file_digest, actor)
     select id, $1, reference, made_on, expires_on, announced, $2, digest, $3
     from unnest($4::uuid[], $5::text[], $6::date[], $7::date[], $8::int[], $9::bytea[])
       as each (id, reference, made_on, expires_on, announced, digest)`,
    [
      contract.id,
      file.file,
      actor,
      all.map(({ id }) => id),
      all.map(({ reference }) => reference),
      all.map(({ first }) => first.madeOn),
      all.map(({ first }) => first.expiresOn),
      all.map(({ kits }) => kits.length),
      all.map(({ kits }) => digestOf(contract.id, kits)),
    ],
  )
  const inBoxes = [...boxes.values()].map(({ id, kits }) => ({ id, kits, first: kits[0]! }))
  await tx.query(
    `insert into engagement.kit_box (id, batch, reference, sscc, pallet)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])`,
    [
      inBoxes.map(({ id }) => id),
      inBoxes.map(({ first }) => batches.get(first.batch)!.id),
      inBoxes.map(({ first }) => first.box.reference),
      inBoxes.map(({ first }) => first.box.sscc),
      inBoxes.map(({ first }) => first.pallet),
    ],
  )
  let lives: Life[] = []
  for (const { id, kits } of inBoxes) {
    const act = uuidv7()
    const batch = batches.get(kits[0]!.batch)!.id
    for (const kit of kits) lives.push(lifeOf(kit, batch, id, receivedAt && { at: receivedAt, act }))
    if (lives.length < kitsAtOnce) continue
    await addLives(tx, actor, lives)
    lives = []
  }
  if (lives.length > 0) await addLives(tx, actor, lives)
}

const lifeOf = (
  kit: BatchKit,
  batch: string,
  box: string,
  received: { at: Date; act: string } | undefined,
): Life => ({
  serial: kit.serial,
  code: kit.code,
  batch,
  box,
  madeOn: kit.madeOn,
  expiresOn: kit.expiresOn,
  pinDigest: kit.pinDigest,
  events: received
    ? [{ ...received, kind: 'received', holder: 'store', place: { ward: null, bcu: null } }]
    : [],
})

import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A bottle that is in the ledger, as far as a file may say the same of it. */
export type KnownKit = {
  serial: string
  codeDigest: string | null
  pinDigest: string | null
  contract: string | null
  batch: string | null
  box: string | null
  sscc: string | null
  pallet: string | null
  madeOn: string | null
  expiresOn: string | null
}

/** A contract by its reference; undefined where there is none. */
export type Contract = { id: string; startsOn: string; endsOn: string }

export const contractOf = async (tx: Transaction, reference: string): Promise<Contract | undefined> => {
  const { rows } = await tx.query<Contract>(
    `select id, starts_on::text as "startsOn", ends_on::text as "endsOn"
     from engagement.supply_contract where reference = $1`,
    [reference],
  )
  return rows[0]
}

/** References of every contract, for a message. */
export const contractReferences = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ reference: string }>(
    'select reference from engagement.supply_contract order by reference limit 20',
  )
  return rows.map(({ reference }) => reference)
}

/** Bottles in the ledger that have one of these serials or codes (by their digests), in no order. */
export const knownKits = async (
  tx: Transaction,
  serials: readonly string[],
  digests: readonly Buffer[],
): Promise<KnownKit[]> => {
  const { rows } = await keepRecords<KnownKit>(
    tx,
    'bottles of a file are held against those that there are; nobody is shown who has one',
    `select k.serial, encode(k.code_digest, 'hex') as "codeDigest", encode(k.pin_digest, 'hex') as "pinDigest",
            b.contract, b.reference as batch, x.reference as box, x.sscc, x.pallet,
            k.made_on::text as "madeOn", k.expires_on::text as "expiresOn"
     from engagement.kit k
     left join engagement.kit_batch b on b.id = k.batch
     left join engagement.kit_box x on x.id = k.box
     where k.serial = any ($1::text[]) or k.code_digest = any ($2::bytea[])`,
    [serials, digests],
  )
  return rows
}

/** References of batches of a contract among these that are in the ledger. */
export const knownBatches = async (
  tx: Transaction,
  contract: string,
  batches: readonly string[],
): Promise<Map<string, number>> => {
  const { rows } = await tx.query<{ reference: string; announced: number }>(
    'select reference, announced from engagement.kit_batch where contract = $1 and reference = any ($2::text[])',
    [contract, batches],
  )
  return new Map(rows.map(({ reference, announced }) => [reference, announced]))
}

/** Box numbers (SSCC) among these that are in the ledger, with their batch. */
export const knownSsccs = async (tx: Transaction, ssccs: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await tx.query<{ sscc: string | null; batch: string }>(
    `select x.sscc, b.reference as batch from engagement.kit_box x join engagement.kit_batch b on b.id = x.batch
     where x.sscc = any ($1::text[])`,
    [ssccs],
  )
  return new Map(rows.map(({ sscc, batch }) => [sscc ?? '', batch]))
}

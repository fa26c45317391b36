import { keepRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** How many kits came in each batch; `''`: those that are known from before, without a batch. */
export const kitsByBatch = async (tx: Transaction): Promise<{ batch: string; kits: number }[]> => {
  const { rows } = await keepRecords<{ batch: string; kits: number }>(
    tx,
    'how many kits there are, of which no code is read',
    `select coalesce(batch::text, '') as batch, count(*)::int4 as kits from engagement.kit group by batch order by 1`,
  )
  return rows
}

/** An encrypted code with the key of its row, for the part of the product that opens many at once. */
export type SealedCodeRow = { id: string; data_key: Buffer; key_version: number; code: Buffer }

/** Some codes of a batch, encrypted, after the kit `after` in the order of ids. Nobody is shown them. */
export const sealedCodesOf = async (
  tx: Transaction,
  batch: string,
  after: string,
  most: number,
): Promise<SealedCodeRow[]> => {
  const { rows } = await keepRecords<SealedCodeRow>(
    tx,
    'codes are packed for partial readings, and nobody is shown one that does not fit',
    `select id, data_key, key_version, code from engagement.kit
     where batch is not distinct from nullif($1, '')::uuid and id > $2
       and code is not null and data_key is not null and key_version is not null order by id limit $3`,
    [batch, after, most],
  )
  return rows
}

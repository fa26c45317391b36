import { createHash } from 'node:crypto'
import type pg from 'pg'
import { csvText } from '../apps/server/foundation/csv-text.ts'
import { fieldCipherOf } from '../apps/server/foundation/fields/field-cipher.ts'
import { readingFields, resultFields } from '../apps/server/foundation/records/sealed-fields.ts'
import { newSampleNumber } from '../apps/server/rooms/trace/exchange/sample-numbers.ts'
import { testSecrets } from './secrets.ts'

/** Puts in a field reading of an exhibit, and a laboratory's result that contradicts it. */
const putReadings = async (
  owner: pg.Client,
  exhibit: string,
  { reading, result }: { reading: string; result: string },
): Promise<void> => {
  const cipher = fieldCipherOf(testSecrets)
  const sealed = (table: string, id: string, code: string): unknown[] => {
    const { key, seal } = cipher.newRow(table, id)
    return [id, exhibit, seal('code', code), cipher.digest('code', code), key.dataKey, key.keyVersion]
  }
  await owner.query(
    `insert into enforcement.field_reading
       (id, exhibit, at, entered_at, code_kind, positions, unsure, code, code_digest, data_key, key_version, actor)
     values ($1, $2, '2026-01-02T11:30Z', '2026-01-02T11:31Z', 'text', 8, 0, $3, $4, $5, $6, 'command line: example')`,
    sealed(readingFields, reading, 'ZX000001'),
  )
  await owner.query(
    `insert into enforcement.laboratory_result
       (id, exhibit, laboratory, sample, reported_on, entered_at, method, outcome, code_kind, positions, unsure, code, code_digest,
        data_key, key_version, confidence, wrong, trials, source, actor)
     values ($1::uuid, $2, 'Laboratory A', right($1::text, 12), '2026-01-12', '2026-01-12T10:00Z', 'microscopy', 'code', 'text', 8, 0, $3, $4,
             $5, $6, 0.98, 1, 1000, 'by hand', 'command line: example')`,
    sealed(resultFields, result, 'ZX000007'),
  )
}

/** Puts in the file with which an exhibit went to a laboratory, under an agreement. */
const putSent = async (
  owner: pg.Client,
  { exhibit, seal }: { exhibit: string; seal: string },
  { agreement, sent }: { agreement: string; sent: string },
): Promise<void> => {
  const number = newSampleNumber()
  const content = csvText([
    ['sample', 'exhibit_kind', 'seal'],
    [number, 'item', seal],
  ])
  await owner.query(
    `with agreed as (
       insert into account.sharing_agreement (id, party, party_kind, reference, purposes, fields, from_day, to_day, actor)
       values ($1::uuid, 'Laboratory ' || $1::text, 'laboratory', 'DSA ' || $1::text, 'examination of marks',
               '{sample,exhibit_kind,seal}', '2026-01-01', '2036-01-01', 'command line: example')
       returning *
     )
     insert into enforcement.exchange_file
       (id, agreement, party, party_kind, fields, from_day, to_day, direction, adapter, columns, rows, content_digest, actor)
     select $2, id, party, party_kind, fields, from_day, to_day, 'out', 'laboratory, our columns', fields, 1, $3, actor from agreed`,
    [agreement, sent, createHash('sha256').update(content).digest()],
  )
  await owner.query(
    `insert into enforcement.sent_sample (number, file, party, place, exhibit, seal, actor)
     select $1, id, party, 1, $2, $3, actor from enforcement.exchange_file where id = $4`,
    [number, exhibit, seal, sent],
  )
}

/** Puts in an exhibit that an officer seized and brought to the store of a BCU, with what was read and traced of it and how it was sent; `number` tells those of two apart. */
export const putExhibit = async (
  owner: pg.Client,
  number: 1 | 2,
  { bcu }: { bcu: string },
): Promise<{
  exhibit: string
  stocktake: string
  trace: string
  reading: string
  result: string
  sent: string
}> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}ea${last}`
  const [exhibit, seized, moved, trace] = [id('1'), id('2'), id('3'), id('4')]
  const actor = 'command line: example'
  const seal = `A73011${number}`
  await owner.query(
    `with made as (
       insert into enforcement.exhibit (id, root, reference, kind, description, crime_reference, power, taken_on, bcu, actor)
       values ($1, $1, 'JS/1', 'item', 'denim jacket', $2, 'PACE s.54', '2026-01-02', $3, $4)
     )
     insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, entered_at, holder, bcu, seal, new_seal, actor)
     values ($5, $1, 1, $5, 'seized', '2026-01-02T10:00Z', '2026-01-02T10:05Z', 'officer:PC 4471 Stone', $3, $6, $6, $4)`,
    [exhibit, `C/${number}`, bcu, actor, seized, seal],
  )
  await owner.query(
    `insert into enforcement.exhibit_event
       (id, exhibit, sequence, act, kind, at, entered_at, before_at, from_holder, holder, from_bcu, bcu, shelf, seal_before, seal,
        condition, paper, actor)
     values ($1, $2, 2, $1, 'moved', '2026-01-02T11:00Z', '2026-01-02T11:01Z', '2026-01-02T10:00Z', 'officer:PC 4471 Stone',
             $3, $4, $4, '14-C', $5, $5, 'intact', 'Property book 12', $6)`,
    [moved, exhibit, `store:${bcu}`, bcu, seal, actor],
  )
  const stocktake = id('9')
  await owner.query(
    `insert into enforcement.stocktake (id, bcu, actor, begun_at) values ($1, $2, $3, '2026-01-05T09:00Z')`,
    [stocktake, bcu, actor],
  )
  // What was traced of it, which led to no kit of ours.
  await owner.query(
    `insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, exhibit, kits, actor, at)
     values ($1, 'code', $2, 'whose liquid is on JS/1', true, '2026-01-01', $3, 0, $4, '2026-01-02T12:00Z')`,
    [trace, `C/${number}`, exhibit, actor],
  )
  const things = { reading: id('5'), result: id('6') }
  await putReadings(owner, exhibit, things)
  const sent = id('8')
  await putSent(owner, { exhibit, seal }, { agreement: id('7'), sent })
  return { exhibit, stocktake, trace, ...things, sent }
}

import { digestOf } from '@mettrace/protocol/codes/digest'
import { pageDigest } from '@mettrace/protocol/pages/digest'
import type { PageName, PageRow, PageState } from '@mettrace/protocol/pages/pages'
import type { ScanPartName, ScanRow } from '@mettrace/protocol/scans/scan-rows'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { lampsOn } from '../scans/lamps.ts'
import { scanPlaces } from '../scans/scan-places.ts'

/** What a phone that scans is to hold: places, lamps and their checks, as its person may see them. */
export type ScanPages = ReadonlyMap<PageName, readonly PageRow[]>

/** A version is what it says: rows that say the same are the same. */
const rowOf = (id: string, data: ScanRow<ScanPartName>): PageRow => ({
  id,
  version: digestOf(JSON.stringify(data)).slice(0, 40),
  data,
})

/** Pages of a person on a day, `2026-11-28`, by which the checks of lamps count. */
export const scanPages = async (tx: Transaction, person: string, day: string): Promise<ScanPages> => {
  const places = (await scanPlaces(tx)).map(({ id, kind, name, bcu }) =>
    rowOf(id, { place: id as ScanRow<'scan-places'>['place'], kind, name, bcu }),
  )
  const lamps = (await lampsOn(tx, day)).map(({ id, kind, name, bcu, passed, nextBy }) =>
    rowOf(id, { lamp: id as ScanRow<'lamps'>['lamp'], kind, name, bcu, passed, nextBy }),
  )
  return new Map<PageName, readonly PageRow[]>([
    [`${person}/scan-places` as PageName, places],
    [`${person}/lamps` as PageName, lamps],
  ])
}

export const statesOf = (pages: ScanPages): PageState[] =>
  Array.from(pages, ([page, rows]) => ({ page, count: rows.length, digest: pageDigest(rows) }))

/** Stands for all that the pages hold: where anything changed the phone starts again, which is two small pages. */
export const scopeOf = (pages: ScanPages): string =>
  digestOf(
    statesOf(pages)
      .map(({ page, digest }) => `${page} ${digest}`)
      .join('\n'),
  )

import type { AreaKind } from './area-kinds.ts'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { readBoundaries } from './formats/boundary-files.ts'
import { countStanding } from './address-counts.ts'
import { raiseGeography } from './geography.ts'
import { importFiles, type ImportReport } from './import-session.ts'
import { planeInUse } from './plane-in-use.ts'
import { encodeWkb } from './wkb.ts'

export type AreaSettings = {
  kind: AreaKind
  code?: string
  name?: string
  validFrom: string
  validTo?: string
}

/**
 * Imports boundaries of one kind that hold from one day on. Several files may make up one vintage. An area offered
 * twice keeps its finer outline (more points, then the greater digest), whichever came first.
 */
export const importAreas = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: AreaSettings,
): Promise<ImportReport> => {
  if (settings.validTo !== undefined && settings.validTo < settings.validFrom) {
    throw new MetTraceError('usage', 'The last day of validity lies before the first.', {
      found: settings.validTo,
      expected: `${settings.validFrom} or later`,
    })
  }
  return importFiles(
    database,
    actor,
    'areas',
    paths,
    async (tx, path, warn) => {
      progress(`reading boundaries of ${settings.kind}`)
      const file = await readBoundaries(path, settings, await planeInUse(tx))
      warn(
        `Codes are taken from ${file.codeColumn}, names from ${file.nameColumn ?? 'nowhere'}; ${file.crsFound}.`,
      )
      const { withoutOutline } = file
      if (withoutOutline.length > 0) {
        const some = withoutOutline.slice(0, 5).join(', ') + (withoutOutline.length > 5 ? ', …' : '')
        warn(`Left out for having no outline: ${withoutOutline.length} (${some}).`)
      }
      if (file.features.length === 0) throw noOutlines(path, withoutOutline.length)
      await tx.query(
        `insert into places.vintage (kind, valid_from, valid_to) values ($1, $2, $3)
       on conflict (kind, valid_from) do update set valid_to = greatest(vintage.valid_to, excluded.valid_to)`,
        [settings.kind, settings.validFrom, settings.validTo ?? null],
      )
      const taken = await mergeAreas(tx, settings, file.features)
      return {
        file: path,
        rows: file.features.length + file.repeats + withoutOutline.length,
        taken,
        alreadyPresent: file.features.length - taken,
        leftOut: {
          exactRepeat: file.repeats,
          ...(withoutOutline.length === 0 ? {} : { noOutline: withoutOutline.length }),
        },
        possibleRepeats: 0,
      }
    },
    (tx) => countStanding(tx, settings),
  )
}

const noOutlines = (path: string, found: number): MetTraceError =>
  new MetTraceError('geometry_invalid', 'None of these areas has an outline.', {
    file: basename(path),
    found: `${found} without an outline`,
    expected: 'a Polygon or MultiPolygon for each area',
  })

type Feature = Awaited<ReturnType<typeof readBoundaries>>['features'][number]

const mergeAreas = async (
  tx: Transaction,
  settings: AreaSettings,
  features: readonly Feature[],
): Promise<number> => {
  await tx.query(
    `create temp table if not exists incoming_area (
       code text, name text, min_easting integer, min_northing integer, max_easting integer, max_northing integer,
       centre_easting integer, centre_northing integer, vertices integer, boundary bytea, digest text
     ) on commit drop`,
  )
  await tx.query('truncate incoming_area')
  await copyInto(
    tx,
    'incoming_area',
    features.map(({ code, name, polygons, bbox, centre, vertices }) => {
      const boundary = encodeWkb(polygons)
      return copyLine([
        code,
        name,
        Math.floor(bbox[0]),
        Math.floor(bbox[1]),
        Math.ceil(bbox[2]),
        Math.ceil(bbox[3]),
        Math.round(centre[0]),
        Math.round(centre[1]),
        vertices,
        `\\x${boundary.toString('hex')}`,
        createHash('sha256').update(boundary).digest('hex'),
      ])
    }),
  )
  const key = [settings.kind, settings.validFrom]
  const columns = `name, min_easting, min_northing, max_easting, max_northing, centre_easting, centre_northing, vertices, boundary`
  const inserted = await tx.query(
    `insert into places.area (kind, valid_from, code, ${columns})
     select $1, $2, code, ${columns} from incoming_area on conflict do nothing`,
    key,
  )
  const replaced = await tx.query(
    `update places.area a
     set (${columns}) = (select ${columns} from incoming_area i where i.code = a.code)
     from incoming_area i
     where a.kind = $1 and a.valid_from = $2 and a.code = i.code
       and (i.vertices, i.digest) > (a.vertices, encode(sha256(a.boundary), 'hex'))`,
    key,
  )
  if ((inserted.rowCount ?? 0) + (replaced.rowCount ?? 0) > 0) {
    await raiseGeography(tx)
    await tx.query('delete from places.point_area where kind = $1 and valid_from = $2', key)
  }
  return inserted.rowCount ?? 0
}

import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { areaKinds } from '../places/import-areas.ts'
import { deepestTile, type Layers } from './tile-layers.ts'
import { TileService } from './tile-service.ts'

const whole = z.coerce.number().int().min(0)
const place = z.object({
  version: whole.max(2 ** 31),
  z: whole.max(deepestTile),
  x: whole.max(2 ** deepestTile),
  y: z
    .string()
    .regex(/^\d{1,5}\.mvt$/)
    .transform((text) => Number(text.slice(0, -4))),
})
const areaPlace = place.extend({ kind: z.enum(areaKinds), validFrom: z.iso.date() })

const readAreas = (database: Database, actor: Actor, kind: string, validFrom: string): Promise<Layers> =>
  database.withActor(actor, 'outlines for the map', async (tx) => {
    const { rows } = await tx.query<{ code: string; name: string | null; boundary: Buffer }>(
      'select code, name, boundary from places.area where kind = $1 and valid_from = $2',
      [kind, validFrom],
    )
    return {
      area: rows.map(({ code, name, boundary }) => ({
        shape: boundary,
        properties: { code, name: name ?? code },
      })),
    }
  })

const readGround = (database: Database, actor: Actor): Promise<Layers> =>
  database.withActor(actor, 'ground for the map', async (tx) => {
    const { rows: streets } = await tx.query<{ name: string; line: Buffer }>(
      'select name, line from places.street',
    )
    const { rows: ground } = await tx.query<{ kind: string; name: string; boundary: Buffer }>(
      'select kind, name, boundary from places.ground',
    )
    return {
      ground: ground.map(({ kind, name, boundary }) => ({ shape: boundary, properties: { kind, name } })),
      // Points of the line stand for its length: the long ones are the main streets.
      street: streets.map(({ name, line }) => ({
        shape: line,
        line: true,
        properties: { name, main: line.length > 9 + 16 * 9 ? 1 : 0 },
      })),
    }
  })

const notThere = (): never => {
  throw new MetTraceError('not_found', 'There is no such tile.')
}

const send = (reply: FastifyReply, bytes: Uint8Array): FastifyReply => {
  // The address names the state of the boundaries: what is there does not change.
  reply.header('cache-control', 'private, max-age=31536000, immutable')
  if (bytes.length === 0) return reply.code(204).send()
  return reply.header('content-encoding', 'gzip').type('application/vnd.mapbox-vector-tile').send(bytes)
}

/** Which state of boundaries the tiles are of; part of their address. */
export const geographyVersion = (database: Database, actor: Actor): Promise<number> =>
  database.withActor(actor, 'state of the map', async (tx) => {
    const { rows } = await tx.query<{ version: number }>('select version from places.geography')
    return rows[0]?.version ?? 0
  })

/** Vector tiles of areas, and of the ground of the made-up city. There are no figures in them. */
export const tileRoutes = (app: FastifyInstance, database: Database): void => {
  const tiles = new TileService()
  app.addHook('onClose', () => tiles.close())
  const reads = { config: { needs: { verb: 'read', kind: 'place' } } } as const
  const current = async (actor: Actor, version: number): Promise<void> => {
    if ((await geographyVersion(database, actor)) !== version) notThere()
  }

  app.get('/tiles/:kind/:validFrom/:version/:z/:x/:y', reads, async (request, reply) => {
    const { kind, validFrom, version, ...at } = areaPlace.safeParse(request.params).data ?? notThere()
    await current(request.actor, version)
    const set = `${kind}/${validFrom}/${version}`
    return send(reply, await tiles.tile(set, () => readAreas(database, request.actor, kind, validFrom), at))
  })

  app.get('/tiles/ground/:version/:z/:x/:y', reads, async (request, reply) => {
    const { version, ...at } = place.safeParse(request.params).data ?? notThere()
    await current(request.actor, version)
    return send(reply, await tiles.tile(`ground/${version}`, () => readGround(database, request.actor), at))
  })
}

import type { FastifyReply } from 'fastify'
import type { Answers } from '../foundation/room/room.ts'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { geographyVersion } from './geography-version.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { areaKinds } from '../places/area-kinds.ts'
import { groundToDraw, outlinesOf } from '../places/outlines.ts'
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
    const rows = await outlinesOf(tx, { kind, validFrom })
    return {
      area: rows.map(({ code, name, boundary }) => ({
        shape: boundary,
        properties: { code, name: name ?? code },
      })),
    }
  })

const readGround = (database: Database, actor: Actor): Promise<Layers> =>
  database.withActor(actor, 'ground for the map', async (tx) => {
    const { streets, ground } = await groundToDraw(tx)
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

/** Vector tiles of areas, and of the ground of the made-up city. There are no figures in them. */
export const answers: Answers = ({ database, onClose }) => {
  const tiles = new TileService()
  onClose(() => tiles.close())
  const current = async (actor: Actor, version: number): Promise<void> => {
    if ((await database.withActor(actor, 'state of the map', geographyVersion)) !== version) notThere()
  }

  return {
    areaTile: async (request, reply) => {
      const { kind, validFrom, version, ...at } = areaPlace.safeParse(request.params).data ?? notThere()
      await current(request.actor, version)
      const set = `${kind}/${validFrom}/${version}`
      return send(reply, await tiles.tile(set, () => readAreas(database, request.actor, kind, validFrom), at))
    },
    groundTile: async (request, reply) => {
      const { version, ...at } = place.safeParse(request.params).data ?? notThere()
      await current(request.actor, version)
      return send(reply, await tiles.tile(`ground/${version}`, () => readGround(database, request.actor), at))
    },
  }
}

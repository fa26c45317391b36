import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

/** A text as the id of a record, where it is one at all: to whatever else there is nothing. */
export const idFrom = (text: unknown): string | undefined => z.uuid().safeParse(text).data

/** The id that stands in an address, by its name there. */
export const idIn = (request: FastifyRequest, name = 'id'): string | undefined =>
  idFrom((request.params as Record<string, unknown>)[name])

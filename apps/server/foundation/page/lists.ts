import type { FastifyReply, FastifyRequest } from 'fastify'
import { csvText, type CsvCell } from '../csv-text.ts'
import { pageFrom } from './pages.ts'

/** The page of a list that is asked for. */
export const pageIn = (request: FastifyRequest): number =>
  pageFrom((request.query as Record<string, unknown>)['page'])

/** A list as a file: `name` is that of the list. */
export const sendCsv = (
  reply: FastifyReply,
  name: string,
  rows: readonly (readonly CsvCell[])[],
): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="mettrace-${name}.csv"`)
    .type('text/csv; charset=utf-8')
    .send(csvText(rows))

import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorNames } from '../../foundation/actor-names.ts'
import { csvText } from '../../foundation/csv-text.ts'
import type { Database } from '../../foundation/database.ts'
import { operations } from '../../foundation/log/operations.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import {
  entriesPage,
  everyEntry,
  keyPattern,
  type Asked,
  type Filters,
  type ListedEntry,
} from './list-entries.ts'
import { accountInWords, entryInWords, roleInWords, type EntryInWords } from './log-words.ts'

const orNothing = <T>(schema: z.ZodType<T>) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()
const key = z.string().regex(keyPattern).optional()

/** Fields of a form that lists entries: what is asked of them, where its page begins, and whether it is to be a file. */
export const listFields = {
  operation: orNothing(z.enum(operations)),
  from: orNothing(z.iso.date()),
  to: orNothing(z.iso.date()),
  actor: orNothing(z.string().max(200)),
  before: key,
  after: key,
  export: z.literal('csv').optional(),
}

export type ListQuery = z.infer<z.ZodObject<typeof listFields>>

/** Filters as the form shows them again, and whether there are any. */
export const filtersOf = ({ from, to, operation, actor }: ListQuery) => ({
  from,
  to,
  any: [from, to, operation, actor].some((filter) => filter !== undefined),
})

const number = new Intl.NumberFormat('en-GB')

export type ListOnPage = {
  entries: EntryInWords[]
  total: string
  /** `1 to 100 of 345`. */
  shown: string
  newer: string | undefined
  older: string | undefined
}

/** A page of entries with who acted by name. */
export const listOnPage = async (tx: Transaction, asked: Asked, query: ListQuery): Promise<ListOnPage> => {
  const page = await entriesPage(tx, asked, query, query)
  const nameOf = await actorNames(
    tx,
    page.entries.map(({ actor }) => actor),
  )
  const first = page.newerOnes + 1
  return {
    entries: page.entries.map((entry) => entryInWords(entry, nameOf)),
    total: number.format(page.total),
    shown: `${number.format(first)} to ${number.format(first + page.entries.length - 1)} of ${number.format(page.total)}`,
    newer: page.newer,
    older: page.older,
  }
}

/** The six operations, as a list to choose from. */
export const operationItems = (chosen: string | undefined) => [
  { value: '', text: 'All operations', selected: chosen === undefined },
  ...operations.map((operation) => ({
    value: operation,
    text: operation,
    selected: operation === chosen,
  })),
]

/** Accounts by name, as a list to choose from. */
export const actorItems = async (
  tx: Transaction,
  actors: readonly string[],
  chosen: string | undefined,
): Promise<{ value: string; text: string; selected: boolean }[]> => {
  const nameOf = await actorNames(tx, actors)
  return [
    { value: '', text: 'Everybody', selected: chosen === undefined },
    ...actors
      .map((actor) => ({
        value: actor,
        text: accountInWords(actor, nameOf),
        selected: actor === chosen,
      }))
      .toSorted((one, other) => one.text.localeCompare(other.text)),
  ]
}

const heading = [
  'written_at',
  'who',
  'account',
  'role',
  'what_for',
  'operation',
  'kind_of_record',
  'records',
  'position',
  'entry',
]

const lineOf = (entry: ListedEntry, nameOf: (actor: string) => string): (string | number | null)[] => [
  entry.at,
  accountInWords(entry.actor, nameOf),
  entry.actor,
  roleInWords(entry.role),
  entry.purpose,
  entry.operation,
  entry.kind,
  entry.list_size ?? (entry.subject ? 1 : 0),
  entry.place,
  entry.id,
]

/** Sends every entry that is asked for as CSV, all pages of it. The disclosure has been written down before. */
export const sendEntries = (
  database: Database,
  { actor }: FastifyRequest,
  reply: FastifyReply,
  { asked, filters, name }: { asked: Asked; filters: Filters; name: string },
): FastifyReply => {
  const within = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.keepHouse(actor, 'file of log entries', work)
  const lines = async function* (): AsyncGenerator<string> {
    yield csvText([heading])
    for await (const entries of everyEntry(within, asked, filters)) {
      const nameOf = await within((tx) =>
        actorNames(
          tx,
          entries.map((entry) => entry.actor),
        ),
      )
      yield csvText(entries.map((entry) => lineOf(entry, nameOf)))
    }
  }
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .type('text/csv; charset=utf-8')
    .send(Readable.from(lines()))
}

import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import type { FoundRecord } from '../../foundation/log/record-finder.ts'
import { accountOfPerson, recordOfAccount } from '../../foundation/person-account.ts'
import type { Answers } from '../../foundation/room/room.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { filtersOf, listFields, listOnPage, operationItems, sendEntries } from './entries-list.ts'
import { earlierActsOf } from './log-entries.ts'
import { accountInWords } from './log-words.ts'
import { actorNames } from '../../foundation/actor-names.ts'

const text = (most: number) => z.string().trim().max(most).default('')
const queryOf = z.object({
  /** A name, or an account as it is written. */
  person: text(200),
  /** The account that was chosen. */
  account: text(200),
  ...listFields,
})
type Query = z.infer<typeof queryOf>

const show = (reply: FastifyReply, context: Record<string, unknown>, status: 200 | 400 = 200): FastifyReply =>
  sendPage(reply, status, 'rooms/account/views/people.njk', {
    room: 'Account',
    page: 'Staff activity',
    ...context,
  })

const asPerson = /^(?:person:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

const isKnown = async (tx: Transaction, account: string): Promise<boolean> =>
  (await tx.query('select from log.entry where actor = $1 limit 1', [account])).rowCount === 1

const showAccount = async (
  tx: Transaction,
  account: string,
  query: Query,
): Promise<Record<string, unknown>> => {
  const list = await listOnPage(tx, { actors: [account] }, query)
  await tx.record({ operation: 'consultation', kind: 'person', subjects: [recordOfAccount(account)] })
  return {
    person: query.person,
    account,
    called: accountInWords(account, await actorNames(tx, [account])),
    list,
    earlier: await earlierActsOf(tx, account),
    operations: operationItems(query.operation),
    filters: filtersOf(query),
  }
}

/** What a person did, or an account of the machine, or a part of the product: every entry of theirs. */
export const answers: Answers = ({ database, finders }) => {
  const people = finders.filter(({ kind }) => kind === 'person')

  /** Accounts that somebody means. */
  const accountsOf = async (tx: Transaction, person: string): Promise<FoundRecord[]> => {
    const own = asPerson.exec(person)?.[1]
    if (own !== undefined) return [{ kind: 'person', id: accountOfPerson(own), called: person }]
    const machine = `command line: ${person}`
    for (const account of [person, machine])
      if (await isKnown(tx, account)) return [{ kind: 'person', id: account, called: account }]
    const found: FoundRecord[] = []
    for (const finder of people)
      found.push(...(await finder.find(tx, { words: person, postcode: undefined })))
    return found.map(({ id, called }) => ({ kind: 'person', id: accountOfPerson(id), called }))
  }

  return {
    staff: (_request, reply) => show(reply, { person: '' }),
    findStaff: async (request, reply) => {
      const parsed = queryOf.safeParse(request.body ?? {})
      if (!parsed.success)
        throw new MetTraceError(
          'usage',
          `The field ${parsed.error.issues[0]?.path.join('.')} cannot be used.`,
        )
      const query = parsed.data
      const { person, account } = query
      if (person === '' && account === '')
        return show(reply, { person, error: 'Enter the name of a member of staff' }, 400)
      if (query.export && account !== '') {
        const subjects = [recordOfAccount(account)]
        await database.withActor(request.actor, 'file of what a person did', (tx) =>
          tx.record({ operation: 'disclosure', kind: 'person', subjects, to: request.actor.id }),
        )
        const asked = { actors: [account] }
        return sendEntries(database, request, reply, { asked, filters: query, name: 'what-a-person-did' })
      }
      const context = await database.withActor(request.actor, 'what a person did', async (tx) => {
        if (account !== '') return showAccount(tx, account, query)
        const choices = await accountsOf(tx, person)
        const [first, ...others] = choices
        if (!first)
          return {
            person,
            error: 'No member of staff has this name. Enter a part of the name, as it is written.',
          }
        return others.length === 0 ? showAccount(tx, first.id, query) : { person, choices }
      })
      return show(reply, context, 'error' in context ? 400 : 200)
    },
  }
}

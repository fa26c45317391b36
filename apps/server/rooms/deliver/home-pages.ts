import { deliverPaths } from './paths.ts'
import type { Answers } from '../../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { allows } from '../../foundation/access/may.ts'
import { dayInWords, londonDay, timeInWords } from '../../foundation/days.ts'
import type { Database } from '../../foundation/database.ts'
import { capital } from '../../foundation/words/figures.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { idIn } from '../../foundation/page/ids.ts'
import { pageFrom, pagesOf, rowsBefore } from '../../foundation/page/pages.ts'
import { readPage } from '../../foundation/page/page.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import {
  addressOf,
  homeOf,
  factsOfHome,
  homesOfPostcode,
  postcodeText,
  type Home,
  type HomeFact,
  type ListedHome,
} from '../../places/register.ts'
import { exclusionReasons, proposalsOfHome, type Proposal } from '../../places/home-proposals.ts'
import { formatNames, type RegisterFormat } from '../../places/formats/address-row.ts'
import { examplePostcode } from '../../places/made-up-city.ts'
import { wardsInWords, type WardWords } from '../../places/place-names.ts'
import { statementsAt } from './kit-statements/statements.ts'
import { proposalLine } from './proposal-line.ts'
import { notesOf } from './sync/told/notes-of.ts'
import { kitsAtHome } from '../supply/acts/kits-at-home.ts'
import { codesShown } from '../supply/codes/given-codes.ts'
import { homesOfName, residentsOf } from './residents.ts'

export type FieldError = { text: string; href: string }
/** What was wrong with a form of a home's page, and what was typed; `codes` of the field that takes a kit. */
export type HomeForm = {
  errors: FieldError[]
  values: Record<string, unknown>
  codes?: ReturnType<typeof codesShown>
}

const readsStatements = { verb: 'read', kind: 'kit_statement' } as const

/** What an edition says that stands at an address. */
const sortWords: Readonly<Record<string, string>> = {
  dwelling: 'dwelling',
  bedsit: 'bedsit of a house in multiple occupation',
  undivided: 'house in multiple occupation, not divided',
  shared: 'house in multiple occupation, divided into bedsits',
  institution: 'institution',
  door: 'shell of a building',
  other: 'no home any more',
  gone: 'gone: kept for its history',
}

const changeWords: Readonly<Record<string, string>> = {
  new: 'New in the register',
  gone: 'Gone: kept for its history',
  moved: 'Place corrected',
  split: 'Split into several homes',
  merged: 'Made of several homes',
  reclassified: 'Reclassified',
  changed: 'Address corrected',
}

const stateWords = ({ sort, class: code, edition, format, asOf }: HomeFact) => ({
  class: `${sortWords[sort] ?? sort} (${code})`,
  edition: `${edition}: ${formatNames[format as RegisterFormat]}, ${dayInWords(asOf)}`,
})

/** Whether the last approved proposal leaves the home out. */
const isLeftOut = (proposals: readonly Proposal[]): boolean =>
  proposals.find(({ kind, approved }) => kind !== 'report' && approved)?.kind === 'exclude'

const line = (home: Home, ward: WardWords) => ({
  id: home.id,
  href: deliverPaths.home({ id: home.id }),
  address: addressOf(home),
  postcode: postcodeText(home.postcode),
  ward: ward(home.ward),
  gone: home.gone,
})

/** A home with its kits and who registered for it, and the forms for both; `form` holds what was wrong with one that was sent. */
export const showHome = async (
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  form: HomeForm = { errors: [], values: {} },
): Promise<FastifyReply> => {
  const found = await readPage(database, request, 'a home', async (tx) => {
    const home = await homeOf(tx, idIn(request))
    const proposed = await proposalsOfHome(tx, home)
    return {
      home,
      ward: await wardsInWords(tx, [home.ward]),
      residents: await residentsOf(tx, home),
      kits: await kitsAtHome(tx, request.actor, home.id),
      said: allows(request.actor.role, readsStatements) ? await statementsAt(tx, home.id) : [],
      facts: await factsOfHome(tx, home),
      proposals: proposed,
      noteOf: await notesOf(tx, request.actor.role, proposed),
    }
  })
  const { home, residents, facts, kits } = found
  const [last] = facts
  return sendPage(reply, form.errors.length > 0 ? 400 : 200, 'rooms/deliver/views/home.njk', {
    room: 'Deliver',
    page: 'Homes',
    home: { ...line(home, found.ward), ...(last && stateWords(last)) },
    isLeftOut: isLeftOut(found.proposals),
    facts: facts.map((fact) => ({
      edition: `Edition ${fact.edition}`,
      asOf: dayInWords(fact.asOf),
      change: changeWords[fact.change] ?? fact.change,
      class: fact.class,
      address: fact.address,
      accepted: timeInWords(fact.acceptedAt),
    })),
    proposals: found.proposals.map((each) => proposalLine(each, found.ward, found.noteOf(each.event))),
    reasonItems: exclusionReasons.map((reason) => ({ value: reason, text: capital(reason) })),
    residents: residents.map(({ id, name, contact, vulnerability, fromDay, toDay, erased, stands }) => ({
      id,
      erased,
      stands,
      name: name ?? '–',
      contact: contact ?? '–',
      vulnerability: vulnerability ?? '–',
      from: dayInWords(fromDay),
      to: toDay ? dayInWords(toDay) : '',
    })),
    kits: kits.map(({ serial, at, stopped, disputed }) => ({
      serial: spelled(serial),
      given: serial,
      since: timeInWords(at),
      state: disputed ? 'Disputed' : stopped === null ? undefined : capital(stopped),
      act: uuidv7(),
    })),
    said: found.said,
    act: uuidv7(),
    codes: codesShown([], 'serial'),
    ...form,
  })
}

/** Which homes are shown of how many, and the pages beside; a search travels in the body, and so does its page. */
const morePages = (page: number, homes: readonly ListedHome[]) => {
  const total = homes[0]?.total ?? 0
  const { shown } = pagesOf({ page, rows: homes.length, total }, '', String)
  return {
    shown,
    before: page > 1 ? page - 1 : undefined,
    after: rowsBefore(page) + homes.length < total ? page + 1 : undefined,
  }
}

const search = z.object({
  postcode: z.string().max(10).default(''),
  name: z.string().max(200).default(''),
  page: z.string().optional(),
})

/** Finding homes. What is looked for travels in the body: addresses of pages are kept in places that names must not be. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: unknown,
  ): Promise<FastifyReply> => {
    const { postcode, name, page: typed } = search.safeParse(asked ?? {}).data ?? { postcode: '', name: '' }
    const page = pageFrom(typed)
    const wanted = postcode.toUpperCase().replaceAll(/\s/g, '')
    const searched = wanted !== '' || name.trim() !== ''
    const found = await readPage(database, request, 'homes', async (tx) => {
      const homes = !searched
        ? []
        : wanted === ''
          ? await homesOfName(tx, name, londonDay(clock()), page)
          : await homesOfPostcode(tx, wanted, page)
      return {
        homes,
        ward: await wardsInWords(
          tx,
          homes.map((home) => home.ward),
        ),
        example: request.frame?.madeUp ? await examplePostcode(tx) : undefined,
      }
    })
    return sendPage(reply, 200, 'rooms/deliver/views/homes.njk', {
      room: 'Deliver',
      page: 'Homes',
      values: { postcode, name },
      example: found.example,
      searched,
      homes: found.homes.map((home) => line(home, found.ward)),
      ...morePages(page, found.homes),
    })
  }

  return {
    homes: (request, reply) => show(request, reply, undefined),
    findHomes: (request, reply) => show(request, reply, request.body),
    home: (request, reply) => showHome(database, request, reply),
  }
}

import type { FastifyRequest } from 'fastify'
import type { CsvCell } from '../../../foundation/csv-text.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { numberInWords, seesOwnPlaces } from '../deployments/deployment-words.ts'
import { deliverPaths as paths } from '../paths.ts'
import { kindsShown } from './asked-place.ts'
import { ageInWords, shownPlace, stateCells, stateHeadings, targetInWords } from './place-words.ts'
import { listedKinds, placesListed, type ListedKind, type ListedPlace } from './places-listed.ts'

const titles: Readonly<Record<ListedKind, string>> = {
  deployment: 'Deployments under way',
  ward: 'Wards',
  bcu: 'BCUs',
}

const choicesFor = ({ actor }: FastifyRequest): ListedKind[] =>
  listedKinds.filter((kind) => kindsShown(actor.role).includes(kind))

/** What a list is asked to show; whatever is none of the choices asks for the first of them. */
const askedIn = (request: FastifyRequest): ListedKind => {
  const { of } = request.query as Record<string, unknown>
  const choices = choicesFor(request)
  return choices.find((kind) => kind === of) ?? choices[0]!
}

const calledOf = ({ number, id }: ListedPlace): string => (number === null ? id : numberInWords(number))

const csvLine = (place: ListedPlace): CsvCell[] => [
  calledOf(place),
  place.name,
  ...stateCells(place, place.target),
  place.asOf.toISOString(),
  place.phones,
  place.silentPhones,
]

/** Deployments, wards and BCUs, each against its target, with the age of its figures. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest, of: ListedKind, page: number | 'all') => {
    const now = clock()
    return readPage(database, request, 'saturation', async (tx) => ({
      now,
      ...(await placesListed(tx, of, now, page)),
    }))
  }
  return {
    saturation: async (request, reply) => {
      const [of, page] = [askedIn(request), pageIn(request)]
      const { now, places, total } = await read(request, of, page)
      const targets = new Set(places.map(({ target }) => target))
      return sendPage(reply, 200, 'rooms/deliver/saturation/saturation.njk', {
        room: 'Deliver',
        page: 'Saturation',
        of,
        title: titles[of],
        ofOwn: seesOwnPlaces(request.actor.role),
        choices: choicesFor(request).map((kind) => ({
          title: titles[kind],
          href: paths.saturation({ of: kind }),
          isShown: kind === of,
        })),
        // Deployments may aim at shares of their own: each bar has its own line.
        target: targets.size === 1 ? targetInWords([...targets][0]!) : undefined,
        rows: places.map((place) => ({
          ...shownPlace(place, place.target),
          name: place.name,
          called: calledOf(place),
          href: paths.placeSaturation({ kind: of, id: place.id }),
          target: targetInWords(place.target),
          age: ageInWords(place, now),
        })),
        pages: pagesOf({ page, rows: places.length, total }, 'Pages of saturation', (to) =>
          paths.saturation({ of, page: String(to) }),
        ),
        csvHref: paths.saturationCsv({ of }),
      })
    },
    saturationCsv: async (request, reply) => {
      const of = askedIn(request)
      const { places } = await read(request, of, 'all')
      return sendCsv(reply, `saturation-${of}s`, [
        [of, 'name', ...stateHeadings, 'data_up_to', 'phones', 'silent_phones'],
        ...places.map(csvLine),
      ])
    },
  }
}

import type { FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import type { CsvCell } from '../../../foundation/csv-text.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { streetExtents, type StreetExtent } from '../../../places/street-extents.ts'
import { streetsNear } from '../../../places/streets-near.ts'
import { numberInWords, seesOwnPlaces } from '../deployments/deployment-words.ts'
import { deliverPaths as paths } from '../paths.ts'
import { surveyAnswers, type SurveyAnswer } from '../surveys/surveys.ts'
import { areasWithin } from './areas-within.ts'
import { placeAsked, type AskedPlace, type PlaceKind } from './asked-place.ts'
import { madeForecast, wantedForecast } from './forecast-work.ts'
import { mapOfPlaces } from './map-of-places.ts'
import { boxOfStreets, mapOfStreets } from './map-of-streets.ts'
import { reachOfPlace } from './outlook.ts'
import { forecastInWords, reachRows, targetOnScale, verdictInWords } from './outlook-words.ts'
import { partOf, partsOf, type PartKind, type PlacePart } from './place-parts.ts'
import {
  ageInWords,
  boundsInWords,
  shownPlace,
  stateCells,
  stateHeadings,
  targetInWords,
  verifiedInWords,
} from './place-words.ts'
import { readSaturation, type ReadSaturation } from './saturation.ts'
import { barStates, homesInState } from './state-bar.ts'

const captions: Readonly<Record<PlaceKind, string>> = {
  deployment: 'Deployment',
  ward: 'Ward',
  bcu: 'BCU',
  area: 'Area',
}

const captionOf = ({ kind, id, name, number }: AskedPlace): string => {
  const called = number === null ? (name === id ? '' : ` ${id}`) : ` ${numberInWords(number)}`
  return `${captions[kind]}${called}`
}

/** Each state with its homes and what part of all homes it is. */
const stateRows = (found: ReadSaturation) =>
  barStates.map(({ state, words }) => {
    const homes = homesInState(found, state)
    return {
      state,
      words,
      homes: wholeNumber(homes),
      share: found.homes === 0 ? 'not known' : percent(homes / found.homes),
    }
  })

/** Where a part's own page is; undefined where it has none for this role. Doors are for whoever may see homes. */
const hrefOf = ({ kind, id }: AskedPlace, part: PlacePart, role: Role): string | undefined => {
  if (!part.isPlace) return undefined
  if (kind !== 'area') return paths.placeSaturation({ kind: partOf[kind], id: part.code })
  return allows(role, { verb: 'read', kind: 'home' })
    ? paths.streetSaturation({ id, street: part.code })
    : undefined
}

const partRows = (asked: AskedPlace, parts: readonly PlacePart[], target: number, role: Role) =>
  parts.map((part, at) => ({
    ...shownPlace(part, target),
    number: at + 1,
    name: part.name,
    code: part.code === part.name ? '' : part.code,
    href: hrefOf(asked, part, role),
  }))

const partCells = (kind: PartKind, part: PlacePart, target: number): CsvCell[] => [
  part.code,
  ...(kind === 'street' ? [] : [part.name]),
  ...stateCells(part, target),
]

/** So many answers of surveys a page shows; its file has them all. */
const answersShown = 12

/** Answers of surveys in the areas of a place: of a ward or BCU in those that lie in it whole, and how many do not. */
const answersOf = async (
  tx: Transaction,
  { place }: AskedPlace,
  { day, most }: { day: string; most: number | null },
): Promise<{ answers: SurveyAnswer[]; beyond: number }> => {
  const within = place.areas
    ? { codes: place.areas.codes, beyond: 0 }
    : ((await areasWithin(tx, place, day)) ?? { codes: [], beyond: 0 })
  return { answers: await surveyAnswers(tx, within.codes, most), beyond: within.beyond }
}

const answerRows = (answers: readonly SurveyAnswer[]) =>
  answers.map(({ onDay, people, question, asked, know }) => ({
    question,
    people: capital(people),
    day: dayInWords(onDay),
    asked: wholeNumber(asked),
    know: wholeNumber(know),
    share: percent(know / asked),
  }))

/** Homes of the place that are in none of the parts that the actor sees: of an area across a border, those of other wards. */
const homesElsewhere = ({ kind }: AskedPlace, { homes }: ReadSaturation, parts: readonly PlacePart[]) => {
  const seen = parts.reduce((sum, part) => sum + part.homes, 0)
  return kind === 'area' && homes > seen ? wholeNumber(homes - seen) : undefined
}

/** Where the streets of an area are, and the roads around them, for whoever may see homes. */
const streetsOfArea = async (
  tx: Transaction,
  { id, place }: AskedPlace,
  parts: readonly PlacePart[],
  role: Role,
): Promise<{ extents: StreetExtent[]; roads: Buffer[] } | undefined> => {
  if (!place.areas || !allows(role, { verb: 'read', kind: 'home' })) return undefined
  const extents = await streetExtents(
    tx,
    place.areas.vintage,
    id,
    parts.map(({ code }) => code),
  )
  const box = boxOfStreets(extents)
  return { extents, roads: box ? (await streetsNear(tx, box)).map(({ line }) => line) : [] }
}

/** One place: its homes by state, what can be reached and when, and its parts on a map and in a table. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest, purpose: string) => {
    const now = clock()
    const { kind = '', id = '' } = request.params as Record<string, string>
    return readPage(database, request, purpose, async (tx) => {
      const asked = await placeAsked(tx, request.actor.role, { kind, id }, londonDay(now))
      const found = await readSaturation(tx, asked.place, now, asked.target)
      const parts = await partsOf(tx, asked, found, londonDay(now))
      const streets =
        asked.kind === 'area' ? await streetsOfArea(tx, asked, parts, request.actor.role) : undefined
      return {
        streets,
        now,
        asked,
        found,
        parts,
        surveys: await answersOf(tx, asked, { day: londonDay(now), most: answersShown }),
      }
    })
  }
  return {
    placeSaturation: async (request, reply) => {
      const { now, asked, found, parts, streets, surveys } = await read(request, 'saturation of a place')
      const { kind, id } = asked
      const made = await answerOrWait(
        request,
        reply,
        { room: 'Deliver', page: 'Saturation', ...wantedForecast(found.question) },
        () => madeForecast(database, request.actor.id, found.question),
      )
      if (!made) return reply
      const outlook = { ...reachOfPlace(found.question), ...made.answer }
      const { target } = found
      return sendPage(reply, 200, 'rooms/deliver/saturation/place.njk', {
        room: 'Deliver',
        page: 'Saturation',
        caption: captionOf(asked),
        name: asked.name,
        kind,
        ofOwn: seesOwnPlaces(request.actor.role),
        backHref: paths.saturation(kind === 'area' ? {} : { of: kind }),
        deploymentHref: kind === 'deployment' ? paths.deployment({ id }) : undefined,
        place: shownPlace(found, target),
        bounds: boundsInWords(found),
        target: targetInWords(target),
        withKit: {
          homes: wholeNumber(found.protected + found.deliveredOnly),
          share:
            found.homes === 0 ? 'not known' : percent((found.protected + found.deliveredOnly) / found.homes),
        },
        age: ageInWords(found, now),
        verified: verifiedInWords(found.verified),
        edition: found.edition && {
          number: found.edition.number,
          asOf: dayInWords(found.edition.asOf),
        },
        ended: found.ended > 0 ? wholeNumber(found.ended) : undefined,
        states: stateRows(found),
        verdict: verdictInWords(found, outlook),
        reach: reachRows(outlook, found.tries),
        targetAt: targetOnScale(target),
        forecast: forecastInWords(found, outlook),
        part: partOf[kind],
        rows: partRows(asked, parts, target, request.actor.role),
        elsewhere: homesElsewhere(asked, found, parts),
        // Of one area there is nothing to compare.
        map:
          parts.length < 2
            ? undefined
            : mapOfPlaces(
                parts.flatMap(({ share, outline }, at) =>
                  outline ? [{ number: at + 1, share, outline }] : [],
                ),
                target,
              ),
        streetsMapDrawn:
          streets &&
          mapOfStreets(
            streets.extents,
            parts.map(({ share }) => share),
            streets.roads,
            target,
          ),
        csvHref: paths.placeSaturationCsv({ kind, id }),
        surveyed: answerRows(surveys.answers),
        surveyedInAll: wholeNumber(surveys.answers[0]?.total ?? 0),
        surveysBeyond: surveys.beyond > 0 ? count(surveys.beyond, 'area') : undefined,
        surveysHref: paths.placeSurveysCsv({ kind, id }),
      })
    },
    placeSaturationCsv: async (request, reply) => {
      const { asked, found, parts } = await read(request, 'file of the saturation of a place')
      const part = partOf[asked.kind]
      const named = part === 'street' ? [part] : [part, 'name']
      return sendCsv(reply, 'saturation-parts', [
        [...named, ...stateHeadings],
        ...parts.map((each) => partCells(part, each, found.target)),
      ])
    },
    placeSurveysCsv: async (request, reply) => {
      const { kind = '', id = '' } = request.params as Record<string, string>
      const day = londonDay(clock())
      const { answers: surveyed } = await readPage(
        database,
        request,
        'file of the surveys of a place',
        async (tx) =>
          answersOf(tx, await placeAsked(tx, request.actor.role, { kind, id }, day), { day, most: null }),
      )
      return sendCsv(reply, 'surveys', [
        ['day', 'people', 'question', 'areas', 'asked', 'know'],
        ...surveyed.map((each) => [
          each.onDay,
          each.people,
          each.question,
          each.areas,
          each.asked,
          each.know,
        ]),
      ])
    },
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sentPicture } from '../../../foundation/files/sent-picture.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { outlinesOfCodes } from '../../../places/outlines.ts'
import { areasInWords } from '../../../places/place-names.ts'
import { streetsNear } from '../../../places/streets-near.ts'
import { deliverPaths as paths } from '../paths.ts'
import { conditionInWords, isStanding } from './conditions.ts'
import { countedAreas } from './counted-areas.ts'
import { placeSign } from './record-sign.ts'
import { faultsOfPlace, placeForm, type PlaceForm } from './sign-form.ts'
import { boxOfOutlines, mapOfSigns, type SignMap } from './sign-map.ts'
import { signs, type Sign } from './signs.ts'

/** An area with its signs, the first page of them; undefined where its outline is not known. */
const mapOfArea = async (
  tx: Transaction,
  area: string,
  listed: readonly Sign[],
): Promise<SignMap | undefined> => {
  const ground = await countedGround(tx)
  const outlines = ground ? (await outlinesOfCodes(tx, ground, [area])).map(({ boundary }) => boundary) : []
  const box = boxOfOutlines(outlines)
  if (!box) return undefined
  return mapOfSigns(box, {
    outlines,
    streets: (await streetsNear(tx, box)).map(({ line }) => line),
    signs: listed.map(({ easting, northing, found }, at) => ({
      number: at + 1,
      isStanding: isStanding(found),
      easting,
      northing,
    })),
  })
}

const areaIn = (request: FastifyRequest): string => {
  const { area } = request.query as { area?: unknown }
  return typeof area === 'string' ? area : ''
}

type Placing = { area: string; values: PlaceForm; errors: ErrorAtField[] }

/** Street signs in a list and, area by area, on a map, and the form that places one. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { area: asked, values, errors }: Placing,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const today = londonDay(clock())
    const { areas, area, list, nameOf, map } = await readPage(database, request, 'signs', async (tx) => {
      const counted = (await countedAreas(tx)).map((each) => each.area)
      const chosen = counted.includes(asked) ? asked : ''
      const found = await signs(tx, chosen === '' ? undefined : chosen, page)
      return {
        areas: counted,
        area: chosen,
        list: found,
        nameOf: await areasInWords(tx, [...counted, ...found.map((each) => each.area)]),
        map: chosen === '' ? undefined : await mapOfArea(tx, chosen, found),
      }
    })
    const query = area === '' ? {} : { area }
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/signs/signs.njk', {
      room: 'Deliver',
      page: 'Signs',
      area,
      areaName: area === '' ? undefined : nameOf(area),
      areaItems: [
        { value: '', text: 'All areas', selected: area === '' },
        ...areas.map((code) => ({ value: code, text: nameOf(code), selected: code === area })),
      ],
      signs: list.map((each, at) => ({
        number: at + 1,
        href: paths.sign({ id: each.id }),
        place: each.place,
        area: nameOf(each.area),
        placedOn: dayInWords(each.placedOn),
        condition: conditionInWords(each.found),
        foundOn: dayInWords(each.foundOn),
        isStanding: isStanding(each.found),
        nextCheck: each.nextCheck === null ? 'none' : dayInWords(each.nextCheck),
        isDue: each.nextCheck !== null && each.nextCheck <= today,
      })),
      map,
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of signs', (to) =>
        paths.signs({ ...query, page: String(to) }),
      ),
      csvHref: paths.signsCsv(query),
      act: uuidv7(),
      errors,
      values: { ...values, placedOn: values.placedOn || today },
    })
  }
  return {
    signs: (request, reply) =>
      show(request, reply, { area: areaIn(request), values: placeForm({}), errors: [] }),
    signsCsv: async (request, reply) => {
      const area = areaIn(request)
      const list = await readPage(database, request, 'file of signs', (tx) =>
        signs(tx, area === '' ? undefined : area),
      )
      return sendCsv(reply, 'signs', [
        [
          'sign',
          'place',
          'easting',
          'northing',
          'area',
          'ward',
          'placed_on',
          'condition',
          'found_on',
          'next_check',
        ],
        ...list.map((each) => [
          each.id,
          each.place,
          each.easting,
          each.northing,
          each.area,
          each.ward,
          each.placedOn,
          each.found,
          each.foundOn,
          each.nextCheck,
        ]),
      ])
    },
    placeSign: async (request, reply) => {
      const sent = sentForm(request.body)
      const values = placeForm(sent)
      const area = textOf(sent, 'area')
      const picture = sentPicture(request.body, 'picture')
      const errors = [...faultsOfPlace(values, londonDay(clock())), ...picture.errors]
      if (errors.length > 0) return show(request, reply, { area, values, errors })
      try {
        await database.withActor(request.actor, 'place a sign', (tx) =>
          placeSign(
            tx,
            request.actor.id,
            {
              id: actFrom(sent),
              easting: Number(values.easting),
              northing: Number(values.northing),
              place: values.place,
              placedOn: values.placedOn,
              nextCheck: values.nextCheck === '' ? null : values.nextCheck,
            },
            picture.sent,
          ),
        )
      } catch (error) {
        return show(request, reply, { area, values, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.signs(area === '' ? {} : { area }), 303)
    },
  }
}

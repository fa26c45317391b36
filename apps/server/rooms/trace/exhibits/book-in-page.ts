import type { FastifyReply, FastifyRequest } from 'fastify'
import { sealFrom } from '@mettrace/continuity/facts/seals'
import { lateAfter } from '@mettrace/continuity/facts/rules'
import { formatReference, parseReference } from '@mettrace/continuity/reference/reference'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import {
  actFrom,
  sentForm,
  textOf,
  textsOf,
  wordsOf,
  type SentForm,
} from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { tracePaths as paths } from '../paths.ts'
import { bookIn, type NewItem } from './book-in.ts'
import { conditionChoices } from './exhibit-words.ts'
import { conditionFrom } from './hand-over-form.ts'
import { storeSecretsIn } from './no-store-secrets.ts'
import { faultsOfAct } from './or-refused.ts'
import { ownStores } from './own-stores.ts'
import { whenFrom } from './sent-when.ts'
import type { Scan } from '../scans/scans.ts'
import { glowOf } from '../scans/glow-of.ts'

/** Rows of items that a form has. */
const rows = 8
const fields = [
  'seizedBy',
  'seizedDay',
  'seizedTime',
  'power',
  'crime',
  'custody',
  'shelf',
  'paper',
  'lateBecause',
] as const

const kinds = [
  { value: 'item', text: 'Item' },
  { value: 'skin swab', text: 'Swab of skin' },
  { value: 'other sample', text: 'Other sample' },
] as const

type Row = { reference: string; description: string; kind: string; seal: string; condition: string }

const kindsOf = (row: Row) => kinds.map((kind) => Object.assign({ selected: kind.value === row.kind }, kind))

/** How the store finds the seal of an item: whole where nothing else is said. */
const conditionsOf = (row: Row) =>
  conditionChoices.map((each) => Object.assign({ selected: each.value === row.condition }, each))

const rowsOf = (sent: SentForm): Row[] => {
  const [references, descriptions, chosen, seals, found] = [
    'reference',
    'description',
    'kind',
    'seal',
    'condition',
  ].map((field) => textsOf(sent, field)) as [string[], string[], string[], string[], string[]]
  return Array.from({ length: rows }, (_, at) => ({
    reference: (references[at] ?? '').trim(),
    description: (descriptions[at] ?? '').trim().slice(0, 300),
    kind: chosen[at] ?? 'item',
    seal: (seals[at] ?? '').trim(),
    condition: found[at] ?? 'intact',
  }))
}

/** What a scan says of the item that glowed. */
const descriptionOf = ({ description, part }: Scan): string =>
  [description, part === null ? null : `glowed: ${part}`].filter((words) => words !== null).join(', ')

/** Items of a form that are filled in, or what is wrong with them, each at its own field. */
const itemsOf = (given: readonly Row[]): { items: NewItem[]; errors: ErrorAtField[] } => {
  const errors: ErrorAtField[] = []
  const items = given.flatMap((row, at): NewItem[] => {
    if (row.reference === '' && row.description === '' && row.seal === '') return []
    const reference = parseReference(row.reference)
    const seal = row.seal === '' ? '' : sealFrom(row.seal)
    const kind = kinds.find(({ value }) => value === row.kind)?.value
    if (!reference || reference.part !== '')
      errors.push({ text: `Enter the reference of item ${at + 1}, such as JS/1`, href: `#reference-${at}` })
    if (row.description === '')
      errors.push({ text: `Enter what item ${at + 1} is`, href: `#description-${at}` })
    if (seal === undefined)
      errors.push({
        text: `The seal of item ${at + 1} must be 4 to 20 letters and digits`,
        href: `#seal-${at}`,
      })
    if (!reference || seal === undefined || !kind) return []
    const condition = conditionFrom(row.condition)
    return [
      {
        reference: formatReference(reference),
        description: row.description,
        kind,
        seal,
        ...(condition && { condition }),
      },
    ]
  })
  if (items.length === 0 && errors.length === 0)
    errors.push({ text: 'Enter at least one item', href: '#reference-0' })
  const references = items.map(({ reference }) => reference)
  if (new Set(references).size < references.length)
    errors.push({ text: 'Each item needs a reference of its own', href: '#reference-0' })
  return { items, errors }
}

/** What an officer seized and brings: many items in one act, each with its two first facts. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors, status }: { sent: SentForm; errors: ErrorAtField[]; status: number },
  ): Promise<FastifyReply> => {
    const scan = idFrom(textOf(sent, 'scan'))
    const { stores, glow } = await readPage(database, request, 'book in exhibits: the form', async (tx) => ({
      stores: await ownStores(tx),
      glow: scan === undefined ? undefined : await glowOf(tx, scan),
    }))
    const isNew = errors.length === 0 && glow !== undefined
    return sendPage(reply, status, 'rooms/trace/exhibits/book-in.njk', {
      room: 'Trace',
      page: 'Exhibits',
      stores: stores.map((store) => ({
        value: store,
        text: store,
        selected: store === textOf(sent, 'store'),
      })),
      scan: glow && { id: glow.id, words: `${glow.placeName}, ${timeInWords(glow.at)}` },
      items: rowsOf(isNew ? { ...sent, description: descriptionOf(glow) } : sent).map((row) =>
        Object.assign({ kinds: kindsOf(row), conditions: conditionsOf(row) }, row),
      ),
      values: Object.fromEntries(
        fields.map((field) => [
          field,
          isNew && field === 'custody' ? (glow.custody ?? '') : textOf(sent, field),
        ]),
      ),
      act: uuidv7(),
      errors,
    })
  }
  return {
    bookInForm: (request, reply) =>
      show(request, reply, { sent: sentForm(request.query), errors: [], status: 200 }),
    bookIn: async (request, reply) => {
      const sent = sentForm(request.body)
      const now = clock()
      const seizedBy = wordsOf(sent, 'seizedBy', 'Enter who seized them: name and number')
      const power = wordsOf(sent, 'power', 'Enter the power they were taken under, such as PACE s.54')
      const paper = wordsOf(
        sent,
        'paper',
        'Enter what the officer signed, such as the page of the property book',
      )
      const when = whenFrom(sent, ['seizedDay', 'seizedTime'], now)
      const { items, errors: ofItems } = itemsOf(rowsOf(sent))
      const lateBecause = textOf(sent, 'lateBecause')
      const errors = [
        ...seizedBy.errors,
        ...when.errors,
        ...power.errors,
        ...paper.errors,
        ...ofItems,
        ...storeSecretsIn(sent),
      ]
      if (when.errors.length === 0 && now.getTime() - when.at.getTime() > lateAfter && lateBecause === '')
        errors.push({
          text: 'They were seized more than an hour ago: say why they come now',
          href: '#lateBecause',
        })
      if (errors.length > 0) return show(request, reply, { sent, errors, status: 400 })
      const done = await faultsOfAct('#reference-0', () =>
        database.withActor(request.actor, 'book in exhibits', async (tx) => {
          const stores = await ownStores(tx)
          const asked = textOf(sent, 'store')
          const bcu = asked === '' && stores.length === 1 ? stores[0] : stores.find((each) => each === asked)
          if (bcu === undefined) {
            errors.push({ text: 'Choose a store of yours', href: '#store' })
            return
          }
          const shelf = textOf(sent, 'shelf')
          const scan = idFrom(textOf(sent, 'scan'))
          await bookIn(
            tx,
            request.actor.id,
            {
              id: actFrom(sent),
              seizedAt: when.at,
              seizedBy: `officer:${seizedBy.words}`,
              power: power.words,
              crime: textOf(sent, 'crime') || null,
              custody: textOf(sent, 'custody') || null,
              scan: scan === undefined ? null : (await glowOf(tx, scan)).id,
              broughtAt: now,
              bcu,
              paper: paper.words,
              ...(shelf !== '' && { shelf }),
              ...(lateBecause !== '' && { lateBecause }),
              items,
            },
            now,
          )
        }),
      )
      if (errors.length > 0) return show(request, reply, { sent, errors, status: 400 })
      if (done.errors.length > 0) return show(request, reply, { sent, ...done })
      return reply.redirect(paths.exhibits(), 303)
    },
  }
}

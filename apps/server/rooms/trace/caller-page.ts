import { z } from 'zod'
import { londonTime } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { readPage } from '../../foundation/page/page.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { plainPostcode } from '../../places/formats/postcode-files.ts'
import { callAnswers, neverSaid } from './call-answers.ts'
import { callKinds, policedBy, type Call } from './caller.ts'

type FieldError = { text: string; href: string }

const none = { kind: '', code: '', postcode: '' }
const sent = z.object({
  kind: z.string().max(20).catch(''),
  code: z.string().trim().toUpperCase().max(60).default('').catch('?'),
  postcode: z.string().trim().toUpperCase().max(20).default('').catch('?'),
})

/** By its form alone: whether there is such a code is for investigators. */
const isCode = (text: string): boolean => /^[A-Z0-9][A-Z0-9 -]{2,39}$/.test(text)

const readCall = (body: unknown): { values: typeof none; errors: FieldError[]; call?: Call } => {
  const values = sent.safeParse(body).data ?? none
  const errors: FieldError[] = []
  const kind = callKinds.find((each) => each === values.kind)
  if (!kind) errors.push({ text: 'Choose what the caller says', href: '#kind' })
  if (values.code !== '' && !isCode(values.code))
    errors.push({
      text: 'Enter the code as letters and digits, such as ZX000001, or leave it empty',
      href: '#code',
    })
  const postcode = values.postcode === '' ? '' : plainPostcode(values.postcode)
  if (postcode === undefined)
    errors.push({ text: 'Enter a whole postcode, such as SW1A 2AA, or leave it empty', href: '#postcode' })
  return kind && postcode !== undefined && errors.length === 0
    ? { values, errors, call: { kind, code: values.code, postcode } }
    : { values, errors }
}

/**
 * A caller says "it is marked": what to say, ask and do. The answer is the same for every code, known or not, and of a postcode
 * it says which team polices it. Code and postcode travel in the body, and are not shown again.
 */
export const answers: Answers = ({ database, clock }) => {
  const page = {
    room: 'Trace',
    page: 'Caller: it is marked',
    kinds: callKinds.map((kind) => ({ kind, words: callAnswers[kind].words, hint: callAnswers[kind].hint })),
  }
  return {
    caller: async (request, reply) => {
      await readPage(database, request, 'a caller about a mark: the form', async () => undefined)
      return sendPage(reply, 200, 'rooms/trace/views/caller.njk', { ...page, values: none, errors: [] })
    },
    answerCaller: async (request, reply) => {
      const { values, errors, call } = readCall(request.body)
      const policed = await readPage(database, request, 'a caller about a mark', async (tx) =>
        call ? policedBy(tx, call) : [],
      )
      if (!call) return sendPage(reply, 400, 'rooms/trace/views/caller.njk', { ...page, values, errors })
      return sendPage(reply, 200, 'rooms/trace/views/caller-answer.njk', {
        ...page,
        at: londonTime(clock()),
        answer: callAnswers[call.kind],
        neverSaid,
        withCode: call.code !== '',
        withPostcode: call.postcode !== '',
        policed,
      })
    },
  }
}

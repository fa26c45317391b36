import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { ownerToTell } from './after.ts'
import { traceById } from './asked.ts'

/** A letter to an owner, and their number: it says nothing of what was found, so that they describe first what they miss. */
export const answers: Answers = ({ database, clock }) => ({
  ownerLetter: async (request, reply) => {
    const sent = sentForm(request.body)
    const [kit, resident] = [idFrom(textOf(sent, 'ofKit')), idFrom(textOf(sent, 'resident'))]
    if (!kit || !resident) throw new MetTraceError('usage', 'It cannot be told who the letter is to.')
    const { trace, owner } = await readPage(database, request, 'tell an owner', async (tx) => {
      const one = await traceById(tx, idIn(request))
      return { trace: one, owner: await ownerToTell(tx, one, { kit, resident }) }
    })
    return sendPage(reply, 200, 'rooms/trace/traces/owner-letter.njk', {
      room: 'Trace',
      page: 'Trace a code',
      owner,
      reference: trace.case ?? trace.id.slice(-12),
      today: dayInWords(londonDay(clock())),
      back: paths.traced({ id: trace.id }),
    })
  },
})

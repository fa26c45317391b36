import { refusalAnswer } from '@mettrace/protocol/batch/whole-refusals'
import type { z } from 'zod'
import type { Ports, Question, Reply } from '../ports.ts'
import { InTrouble, Revoked, type Trouble } from './trouble.ts'

/** After so many milliseconds a question is given up: Wi-Fi that swallows everything looks like patience. */
export const askLimit = 10_000

const refusedFor = ({ status, body }: Reply): Trouble => {
  const read = refusalAnswer.safeParse(body)
  if (!read.success) return status >= 500 || status === 429 ? 'server-busy' : 'not-understood'
  switch (read.data.refused) {
    case 'revoked':
      throw new Revoked()
    case 'sign-in-needed':
      return 'sign-in-needed'
    case 'not-understood':
      return 'app-too-old'
    case 'busy':
      return 'server-busy'
  }
}

/** The reply to a question as a schema reads it. Errors: `InTrouble`, `Revoked`. */
export const ask = async <T>(
  { network, timers }: Pick<Ports, 'network' | 'timers'>,
  question: Question,
  schema: z.ZodType<T>,
): Promise<T> => {
  const { reply, giveUp } = network.ask(question)
  const heard = await new Promise<Reply | Trouble>((resolve) => {
    const cancel = timers.after(askLimit, () => {
      giveUp()
      resolve('no-answer-in-time')
    })
    reply.then(
      (came) => {
        cancel()
        resolve(came)
      },
      () => {
        cancel()
        resolve('no-network')
      },
    )
  })
  if (typeof heard === 'string') throw new InTrouble(heard)
  if (heard.status !== 200) throw new InTrouble(refusedFor(heard))
  const read = schema.safeParse(heard.body)
  if (!read.success) throw new InTrouble('not-understood')
  return read.data
}

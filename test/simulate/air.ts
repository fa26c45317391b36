import type { Network, Question, Reply } from '../../packages/phone-sync/ports.ts'
import type { Chance } from './seeded.ts'
import type { Station } from './station.ts'
import { calm, type Weather } from './weather.ts'
import type { Owner, World } from './world.ts'

/** How a phone hears: not at all and told so, not at all and not told, or by the weather. */
export type Signal = 'none' | 'swallowed' | 'there'

export type Air = {
  signal: Signal
  weather: Weather
  /** Whether anything was heard since this was last set to false. */
  heard: boolean
  networkFor: (owner: Owner) => Network
}

/** An answer without its end. Of pages and answers the last one is missing, so that it could be believed; others no longer parse. */
const withoutEnd = ({ status, body }: Reply): Reply => {
  const told = body as Record<string, unknown>
  const list = ['rows', 'answers'].find((name) => Array.isArray(told[name]))
  return {
    status,
    body: list === undefined ? undefined : { ...told, [list]: (told[list] as unknown[]).slice(0, -1) },
  }
}

/** Events as they arrive: nothing that JSON cannot say, and no part shared with the phone. */
const sentOver = (question: Question): Question =>
  question.kind === 'events' ? (JSON.parse(JSON.stringify(question)) as Question) : question

/** What lies between one phone and the server. `air`: messages under way, which a crash of either side does not end. */
export const openAir = (world: World, chance: Chance, phone: number, server: Station): Air => {
  const under: Owner = { alive: true }

  const air: Air = {
    signal: 'there',
    weather: calm,
    heard: false,
    networkFor: (owner) => ({
      ask: (question) => {
        let heard = true
        const { weather, signal } = air
        const pause = (): Promise<void> =>
          world.wait(under, 10, chance.percent(weather.delayed) ? 30_000 : 400)
        const reply = new Promise<Reply>((resolve, reject) => {
          const arrive = (came: Reply): void => {
            // Only a window that is alive and still listens hears anything.
            if (!heard || !owner.alive) return
            air.heard = true
            resolve(came)
          }
          const deliver = async (sent: Question): Promise<void> => {
            await pause()
            const came = await server.answer(phone, sent)
            await pause()
            if (chance.percent(weather.replyLost)) return
            arrive(chance.percent(weather.cut) ? withoutEnd(came) : came)
          }
          if (signal === 'none') {
            world.after(owner, chance.between(1, 300), () => reject(new Error('offline')))
            return
          }
          if (signal === 'swallowed' || chance.percent(weather.lost)) return
          const sent = sentOver(question)
          void deliver(sent)
          if (chance.percent(weather.doubled)) void deliver(sent)
        })
        return {
          reply,
          giveUp: () => {
            heard = false
          },
        }
      },
    }),
  }
  return air
}

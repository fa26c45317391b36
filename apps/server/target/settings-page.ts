import type { FastifyInstance } from 'fastify'
import { dayInWords } from '../foundation/days.ts'
import { settingHistory } from '../foundation/settings.ts'
import { type AskingOf, readsSettings } from './asking.ts'

/** The figures that answers rest on, every version. They are changed by a command, with a source and a reason. */
export const settingsPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/settings', readsSettings, async (request, reply) => {
    const asking = askingOf(request)
    const versions = await asking.database.withActor(asking.actor, 'settings', settingHistory)
    return asking.show(reply, 200, 'target/views/settings.njk', {
      page: 'Settings',
      versions: versions.map((each) =>
        Object.assign({}, each, {
          value: each.value.toLocaleString('en-GB', { maximumFractionDigits: 4 }),
          from: dayInWords(each.from),
        }),
      ),
    })
  })
}

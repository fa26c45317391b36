import type { FastifyInstance } from 'fastify'
import { settingHistory } from '../foundation/settings.ts'
import type { Asking } from './asking.ts'
import { dayInWords } from './page-words.ts'

/** The figures that answers rest on, every version. They are changed by a command, with a source and a reason. */
export const settingsPage = (app: FastifyInstance, { database, planner, show }: Asking): void => {
  app.get('/settings', async (_request, reply) => {
    const versions = await database.withActor(planner, 'settings', settingHistory)
    return show(reply, 200, 'target/views/settings.njk', {
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

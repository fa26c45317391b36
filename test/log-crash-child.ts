// A process that acts at random on the data folder that it is given, and seals what it did, until it is killed:
// `node log-crash-child.ts DIR SEED`. It says a line for every action that was answered.
import { readConfig } from '../apps/server/config.ts'
import { openDatabase } from '../apps/server/foundation/database.ts'
import { logKeyOf } from '../apps/server/foundation/log/log-key.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { Sealer } from '../apps/server/foundation/log/sealer.ts'

const [folder = '', seed = ''] = process.argv.slice(2)
const actions = 200
const clients = 4
const config = readConfig({ data: folder })
const database = await openDatabase(config)
const key = logKeyOf(database.secrets)
const sealer = new Sealer({
  database,
  publication: new Publication(config.logDirectory),
  key,
  witnesses: [],
})
let done = 0
const isLeft = (): boolean => done < actions

/** A new setting, written and then told to the log, or the other way round; some fail halfway and leave nothing. */
const act = async (): Promise<void> => {
  const number = done++
  const name = `${seed} ${number}`
  await database
    .withActor({ id: 'command line: crash', role: 'planner' }, 'crash', async (tx) => {
      const write = (): Promise<unknown> =>
        tx.query(
          `insert into foundation.setting (name, version, value, unit, source, from_day, actor)
           values ($1, 1, 1, 'crash', 'x', '2026-01-01', 'command line: crash')`,
          [name],
        )
      if (number % 2 === 0) await write()
      await tx.record({ operation: 'alteration', kind: 'setting', subjects: [name] })
      if (number % 7 === 3) throw new Error('halfway')
      if (number % 2 === 1) await write()
    })
    .then(
      () => console.log(name),
      () => undefined,
    )
}

const client = async (): Promise<void> => {
  while (isLeft()) await act()
}
const seal = async (): Promise<void> => {
  while (isLeft()) await sealer.pass().catch(() => undefined)
}
await Promise.all([seal(), ...Array.from({ length: clients }, client)])
console.log('all')
await database.close().catch(() => undefined)

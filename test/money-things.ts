import type pg from 'pg'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { addBudgetLine, changeBudget } from '../apps/server/rooms/account/money/budgets.ts'
import { addPayee } from '../apps/server/rooms/account/money/orders.ts'
import { neverOver, signIn, type TestPerson } from './signed-in.ts'

export const testYear = 2026

/** Three of finance, a programme lead and the keeper of the central store, who stay signed in. */
export const moneyPeople = async (database: Database, owner: pg.Client): Promise<TestPerson[]> => {
  const people: TestPerson[] = []
  for (const [role, name] of [
    ['finance', 'Orla Finance'],
    ['finance', 'Ruth Finance'],
    ['finance', 'Adam Finance'],
    ['programme_lead', 'Lena Lead'],
    ['store_keeper', 'Sam Store'],
  ] as const)
    people.push(await signIn(database, role, { name }))
  for (const person of people) await neverOver(owner, person)
  return people
}

/** A payee and budget lines with so many net pence each in the test's year. */
export const putBudget = async (
  database: Database,
  { actor }: TestPerson,
  name: string,
  budgets: readonly number[],
): Promise<{ payee: string; lines: string[] }> => {
  const [payee, lines] = [uuidv7(), budgets.map(() => uuidv7())]
  await database.withActor(actor, 'a budget for a test', async (tx) => {
    await addPayee(tx, actor.id, { id: payee, name: `Payee ${name}` })
    for (const [at, id] of lines.entries())
      await addBudgetLine(tx, actor.id, { id, name: `Line ${name} ${at}` })
    const given = budgets.map((pence, at) => ({ line: lines[at]!, pence })).filter(({ pence }) => pence > 0)
    if (given.length > 0)
      await changeBudget(tx, actor.id, { id: uuidv7(), year: testYear, source: 'PCD 536', lines: given })
  })
  return { payee, lines }
}

/** A batch of which Supply registered so many kits. */
export const putBatch = async (owner: pg.Client, reference: string, kits: number): Promise<string> => {
  const id = uuidv7()
  await owner.query(
    `insert into engagement.kit_batch (id, reference, announced, actor) values ($1, $2, $3, 'test')`,
    [id, reference, kits],
  )
  await owner.query(
    `with made as (
       insert into engagement.kit (id, serial, batch, exists_from, actor)
       select gen_random_uuid(), $2 || '-' || n, $1, '2026-01-01', 'test' from generate_series(1, $3::int4) n
       returning id, serial)
     insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, batch)
     select id, serial, 1, gen_random_uuid(), 'received', '2026-01-02', 'store', 0, $1 from made`,
    [id, reference, kits],
  )
  return id
}

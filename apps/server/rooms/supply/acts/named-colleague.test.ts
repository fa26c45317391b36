import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { ledgerPeople, type Mover } from '../../../../../test/ledger-people.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { colleagueNamed } from './named-colleague.ts'
import { secondFrom } from './second-person.ts'
import { type SentForm } from '../../../foundation/page/sent-form.ts'

const { database, owner } = await testDatabase()
const people = await ledgerPeople(database, owner)
const [keeper, sergeant, officer] = [
  people.of('stock_keeper', 'North'),
  people.of('sergeant', 'North'),
  people.of('ward_officer', 'North'),
]

const as = <T>(mover: Mover, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(mover.person.actor, 'a test', (tx) => work(tx, mover.person.actor.id))

const called = async (name: string, ...movers: Mover[]): Promise<void> => {
  await owner.query('update identity.person set display_name = $1 where id = any ($2::uuid[])', [
    name,
    movers.map(({ person }) => person.id),
  ])
}
const named = (sent: SentForm) =>
  as(sergeant, (tx) => colleagueNamed(tx, sent, { field: 'who', missing: 'Enter a name' }))

const second = (sent: SentForm) => as(officer, (tx, actor) => secondFrom(tx, actor, sent, '2026-11-29'))

describe('a colleague', () => {
  test('is found by the beginnings of a name, and of several the one that is ticked', async () => {
    await called('Maya Quillfeather', officer)
    expect(await named({ who: 'quill ma' })).toMatchObject({ person: officer.person.id, errors: [] })
    await called('Max Quillfeather', keeper)
    const several = await named({ who: 'Ma Quillf' })
    expect(several.errors).toEqual([{ text: 'Choose which of them you mean', href: '#who_who' }])
    expect(several.choices).toEqual([
      { value: keeper.person.id, text: 'Max Quillfeather, stock keeper, North' },
      { value: officer.person.id, text: 'Maya Quillfeather, ward officer, W1' },
    ])
    expect(await named({ who: 'quill', who_who: officer.person.id })).toMatchObject({
      person: officer.person.id,
      errors: [],
    })
  })

  test('is nobody of another role, nobody by a letter, and nobody who was not found', async () => {
    const lead = people.of('programme_lead')
    await called('Zeno Quillfeather', lead)
    for (const who of ['zeno', 'q', 'uillfeather', '%', 'quill nobody'])
      expect((await named({ who })).errors).toEqual([
        { text: 'Nobody who holds or hands out kits has this name', href: '#who' },
      ])
    expect((await named({ who: 'zeno', who_who: lead.person.id })).person).toBe('')
    expect((await named({ who: '' })).errors).toEqual([{ text: 'Enter a name', href: '#who' }])
  })

  test('confirms a loss with another, who is not oneself', async () => {
    expect(await second({ second_name: 'max' })).toMatchObject({ second: keeper.person.id, errors: [] })
    expect((await second({ second_name: 'maya' })).errors).toEqual([
      { text: 'Somebody else must confirm it with you', href: '#second_name' },
    ])
    expect(await second({ second: sergeant.person.id })).toMatchObject({ second: sergeant.person.id })
    expect((await second({ second: people.of('programme_lead').person.id })).errors).toHaveLength(1)
  })
})

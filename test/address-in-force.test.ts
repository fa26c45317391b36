import { expect, test } from 'vitest'
import { addressImporter, coreFile, loadWards, type CoreRow } from './address-files.ts'
import { testDatabase } from './database.ts'
import { putKit } from './kits.ts'
import { signIn } from './signed-in.ts'
import { homeOf, homesOfPostcode } from '../apps/server/places/register.ts'
import { registerResident, residentsOf } from '../apps/server/rooms/deliver/residents.ts'
import { subjectAccess } from '../apps/server/rooms/deliver/subject-access.ts'
import { traceCode } from '../apps/server/rooms/trace/traces/trace-code.ts'

const { database } = await testDatabase()

test('a trace and what is disclosed to a resident have the address in force, and the one registered beside it', async () => {
  await loadWards(database)
  const take = addressImporter(database)
  const rows: CoreRow[] = [1, 2, 3].map((uprn) => ({ uprn }))
  await take(await coreFile(rows), { accept: true })
  const officer = (await signIn(database, 'ward_officer', { place: 'W1' })).actor
  const investigator = (await signIn(database, 'investigator')).actor
  const protection = (await signIn(database, 'data_protection')).actor
  const home = (await database.withActor(officer, 'a test', (tx) => homesOfPostcode(tx, 'ZX11AA')))[0]!
  await putKit(database, 'ZX000001', [{ at: '2026-10-01', kind: 'delivered', home }])
  const resident = await database.withActor(officer, 'a test', async (tx) => {
    const fields = { name: 'Ada Example', contact: '', vulnerability: '', fromDay: '2026-01-01' }
    await registerResident(tx, await homeOf(tx, home.id), fields)
    return (await residentsOf(tx, home))[0]!.id
  })
  const traced = async () =>
    (await database.withActor(investigator, 'trace', (tx) => traceCode(tx, 'ZX000001', '2026-10-02', 'test')))
      .homes
  const held = async () =>
    (await database.withActor(protection, 'access', (tx) => subjectAccess(tx, resident))).flatMap(
      ({ what, fields }) =>
        fields.filter(({ name }) => name === 'street').map(({ value }) => `${what}: ${value}`),
    )

  expect(await traced()).toMatchObject([
    {
      address: '1 ASH LANE',
      postcode: 'ZX1 1AA',
      registeredAs: null,
      gone: false,
      occupiers: [{ name: 'Ada Example' }],
    },
  ])

  const renamed = { uprn: 1, number: '7', street: 'OAK LANE', postcode: 'ZX9 9ZZ' }
  await take(await coreFile([renamed, ...rows.slice(1)]))
  // An edition that waits says nothing yet.
  expect(await traced()).toMatchObject([{ address: '1 ASH LANE', registeredAs: null }])
  await take(await coreFile([renamed, ...rows.slice(1)]), { accept: true })
  expect(await traced()).toMatchObject([
    { address: '7 OAK LANE', postcode: 'ZX9 9ZZ', registeredAs: '1 ASH LANE, ZX1 1AA', gone: false },
  ])
  expect(await held()).toEqual([
    'The home as the register of addresses has it now: OAK LANE',
    'The home as it was registered: ASH LANE',
  ])

  await take(await coreFile(rows.slice(1)), { accept: true })
  expect(await traced()).toMatchObject([
    { address: '7 OAK LANE', gone: true, occupiers: [{ name: 'Ada Example' }] },
  ])
})

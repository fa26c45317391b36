import { expect, test } from 'vitest'
import { addressImporter, coreFile, loadWards } from '../../../test/address-files.ts'
import { testDatabase } from '../../../test/database.ts'
import { putKit } from '../../../test/kits.ts'
import { signIn } from '../../../test/signed-in.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { dataState } from './data-state.ts'
import { decideProposal, propose, proposals, type NewProposal } from './home-proposals.ts'
import { homesOfArea, homesOfAreas } from './homes.ts'
import { factsOfHome, homeOf, homesOfPostcode } from './register.ts'

const { database, owner } = await testDatabase()
const lead: Actor = { id: 'command line: lead', role: 'planner' }
const as = <T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(actor, 'test', work)

test('homes of the register are a denominator, which only a second person changes', async () => {
  await loadWards(database)
  const take = addressImporter(database)
  await owner.query(
    `insert into places.home_count values ('W1', '2021-03-21', 'households', 3), ('W2', '2021-03-21', 'households', 900)`,
  )
  const before = await as(lead, (tx) => homesOfAreas(tx, ['W1', 'W2']))
  expect([...before.homes]).toEqual([3, 900])
  expect(before.warnings).toEqual([])
  const rows = [1, 2, 3, 4].map((uprn) => ({ uprn }))
  await take(await coreFile([...rows, { uprn: 5, at: [6000, 1000] as [number, number] }]), { accept: true })

  // The register covers the one; of the other it has a single home of nine hundred.
  const after = await as(lead, (tx) => homesOfAreas(tx, ['W1', 'W2']))
  expect([...after.homes]).toEqual([4, 900])
  expect(after.warnings.join(' ')).toMatch(
    /Homes of 1 area are those of the register: edition 1 .*Of 1 area they are households/,
  )

  const officer = (await signIn(database, 'ward_officer', { place: 'W1' })).actor
  const sergeant = (await signIn(database, 'sergeant', { place: 'North' })).actor
  const programmeLead = (await signIn(database, 'programme_lead')).actor
  const home = (await as(officer, (tx) => homesOfPostcode(tx, 'ZX11AA')))[0]!
  expect(home).toMatchObject({ ward: 'W1', bcu: 'North', street: 'ASH LANE', number: '1', gone: false })
  const made = (actor: Actor, proposal: NewProposal) =>
    as(actor, async (tx) => propose(tx, actor, await homeOf(tx, home.id), proposal))
  const decide = (actor: Actor, id: string, approved: boolean) =>
    as(actor, (tx) => decideProposal(tx, actor, id, approved))
  const state = await as(lead, dataState)

  const own = await made(sergeant, { kind: 'exclude', reason: 'void', note: '' })
  await expect(decide(sergeant, own, true)).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(decide(officer, own, true)).rejects.toThrow()
  await expect(
    owner.query(
      `insert into engagement.home_decision (proposal, proposed_by, ward, bcu, approved, actor)
       select id, actor, ward, bcu, true, actor from engagement.home_proposal where id = $1`,
      [own],
    ),
  ).rejects.toMatchObject({ code: '23514' })
  expect(await as(lead, dataState)).toBe(state)
  const elsewhere = (await signIn(database, 'sergeant', { place: 'South' })).actor
  await expect(decide(elsewhere, own, true)).rejects.toMatchObject({ code: 'not_found' })
  await decide(programmeLead, own, true)
  await expect(decide(programmeLead, own, false)).rejects.toMatchObject({ code: 'usage' })
  expect(await as(lead, dataState)).not.toBe(state)
  expect(await as(lead, (tx) => homesOfArea(tx, 'W1', 'ward'))).toMatchObject({
    homes: 3,
    excluded: { void: 1 },
    edition: { number: 1, format: 'core' },
  })

  const missing = await made(officer, { kind: 'report', number: '1A', flat: null, note: 'Behind' })
  await decide(sergeant, missing, true)
  const restored = await made(officer, { kind: 'restore', note: '' })
  await decide(sergeant, restored, true)
  expect(await as(lead, (tx) => homesOfArea(tx, 'W1'))).toMatchObject({ homes: 5, excluded: {} })
  expect(await as(officer, (tx) => homeOf(tx, missing))).toMatchObject({
    number: '1A',
    street: 'ASH LANE',
    ward: 'W1',
  })
  expect((await as(sergeant, (tx) => proposals(tx))).map(({ kind, approved }) => [kind, approved])).toEqual([
    ['restore', true],
    ['report', true],
    ['exclude', true],
  ])

  // A later edition: the home is called otherwise, and then it goes. Its row and what belongs to it stay.
  await putKit(database, 'KIT', [{ at: '2026-10-01', kind: 'delivered', home }])
  const later = [
    { uprn: 1, number: '1', name: 'THE LODGE', street: 'OAK LANE', postcode: 'ZX9 9ZZ' },
    ...rows.slice(1),
  ]
  await take(await coreFile(later), { accept: true })
  expect(await as(officer, (tx) => homesOfPostcode(tx, 'ZX99ZZ'))).toMatchObject([
    { id: home.id, street: 'OAK LANE', total: 1 },
  ])
  expect(
    await as(officer, async (tx) => (await homesOfPostcode(tx, 'ZX11AA')).some(({ id }) => id === home.id)),
  ).toBe(false)
  await take(await coreFile(rows.slice(1)), { accept: true })
  const gone = await as(officer, (tx) => homeOf(tx, home.id))
  expect(gone).toMatchObject({ gone: true, street: 'OAK LANE' })
  expect((await as(officer, (tx) => factsOfHome(tx, gone))).map(({ change }) => change)).toEqual([
    'gone',
    'changed',
    'new',
  ])
  const { rows: kits } = await owner.query(
    `select count(*)::int as kits from engagement.kit_movement where holder = $1`,
    [`home:${home.id}`],
  )
  expect(kits).toEqual([{ kits: 1 }])
})

test('a home that was left out is taken away where an edition counts it, and nowhere else', async () => {
  const take = addressImporter(database)
  const rows = [11, 12, 13, 14].map((uprn) => ({
    uprn,
    postcode: 'ZX5 5EE',
    street: 'FIR LANE',
    number: String(uprn),
  }))
  const before = (await as(lead, (tx) => homesOfArea(tx, 'W1'))).homes
  const supply = { supply: 'changes' as const, accept: true }
  await take(await coreFile(rows), supply)
  const ofNoEdition = { id: '00000000-0000-7000-8000-00000000f001', uprn: 99 }
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select $1, $2, ward, bcu, postcode, street, '99', easting, northing from engagement.home where uprn = 11`,
    [ofNoEdition.id, ofNoEdition.uprn],
  )
  const officer = (await signIn(database, 'ward_officer', { place: 'W1' })).actor
  const programmeLead = (await signIn(database, 'programme_lead')).actor
  const homes = await as(officer, (tx) => homesOfPostcode(tx, 'ZX55EE'))
  const leaveOut = async (number: string): Promise<void> => {
    const home = homes.find((each) => each.number === number)!
    const id = await as(officer, (tx) =>
      propose(tx, officer, home, { kind: 'exclude', reason: 'not a dwelling', note: '' }),
    )
    await as(programmeLead, (tx) => decideProposal(tx, programmeLead, id, true))
  }
  await leaveOut('11')
  await leaveOut('99')
  expect(await as(lead, (tx) => homesOfArea(tx, 'W1'))).toMatchObject({
    homes: before + 3,
    excluded: { 'not a dwelling': 1 },
  })
  // Moved to the other ward by an edition, it is missing there.
  await leaveOut('12')
  await take(await coreFile([{ ...rows[1]!, change: 'U', at: [6000, 1000] as [number, number] }]), supply)
  expect(await as(lead, (tx) => homesOfArea(tx, 'W1'))).toMatchObject({
    homes: before + 2,
    excluded: { 'not a dwelling': 1 },
  })
  // The next edition knows the other for the shop that it is.
  await take(await coreFile([{ ...rows[0]!, change: 'U', class: 'CR' }]), supply)
  expect(await as(lead, (tx) => homesOfArea(tx, 'W1'))).toMatchObject({ homes: before + 2, excluded: {} })
})

import { expect, test } from 'vitest'
import {
  addressImporter,
  coreFile,
  coreHeading,
  coreText,
  loadWards,
  type CoreRow,
} from '../../../test/address-files.ts'
import { databaseContent } from '../../../test/database-content.ts'
import { freshDatabase } from '../../../test/database.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import type { AddressSettings } from './import-addresses.ts'

type Tools = {
  take: ReturnType<typeof addressImporter>
  core: (
    rows: readonly CoreRow[],
    settings?: AddressSettings,
  ) => ReturnType<ReturnType<typeof addressImporter>>
  one: <T>(sql: string, values?: unknown[]) => Promise<T>
  content: () => Promise<unknown>
}

/** A database of the test's own with wards at a place. */
const withWards = async (
  at: [number, number],
  work: (tools: Tools) => Promise<void>,
  wards?: readonly [string, string],
): Promise<void> => {
  const { database, owner, drop } = await freshDatabase()
  try {
    await loadWards(database, ...at, undefined, undefined, wards)
    const take = addressImporter(database)
    await work({
      take,
      core: async (rows, settings) => take(await coreFile(rows), settings),
      one: async <T>(sql: string, values?: unknown[]) =>
        (await owner.query<{ answer: T }>(`select (${sql}) as answer`, values)).rows[0]!.answer,
      content: () => databaseContent(owner),
    })
  } finally {
    await drop()
  }
}

const exeter: [number, number] = [290_000, 90_000]
const here: [number, number] = [0, 0]
const sample = (...path: string[]): string | undefined => sharedData('addresses', ...path)
const plus = (of: string): string | undefined => sample('addressbase-plus', `exeter-sample-data-20${of}.csv`)
const homesSql = `select count(*)::int from engagement.home`

const ngd = sample('ngd-address', 'epb-add_gb_builtaddress.csv')
test.skipIf(!ngd)('OS NGD: the sample as it lies, told by its headings, and once more', () =>
  withWards(exeter, async ({ take, one, content }) => {
    const first = await take(ngd!, { accept: true })
    expect(first).toMatchObject({
      format: 'ngd',
      rows: 99,
      taken: 92,
      alreadyPresent: 0,
      leftOut: { notHome: 7 },
      differences: { new: 92, gone: 0, moved: 0, split: 0, merged: 0, reclassified: 0 },
    })
    expect(first.warnings.join(' ')).toMatch(
      /Parents that are not in the file: \d+ .*The addresses are taken\./,
    )
    // 68 dwellings and 19 bedsits; beside them the three houses of the bedsits.
    expect(await one(homesSql)).toBe(90)
    expect(
      await one(
        `select array[sum(dwellings), sum(bedsits), sum(shared), sum(flats)]::int[] from places.address_count where kind = 'ward'`,
      ),
    ).toEqual([68, 19, 3, 32])
    const before = await content()
    const again = await take(ngd!, { accept: true })
    expect(again).toMatchObject({
      taken: 0,
      alreadyPresent: 92,
      leftOut: { notHome: 7 },
      differences: { new: 0 },
    })
    expect(again.warnings).toContain('Nothing differs from what stands: there is no edition to accept.')
    expect(before).toBeDefined()
  }),
)

test.skipIf(!plus(''))('AddressBase Plus: the sample, its updates, its deletions, and the broken one', () =>
  withWards(exeter, async ({ take, one, content }) => {
    expect(await take(plus('')!, { accept: true })).toMatchObject({
      format: 'plus',
      rows: 20,
      taken: 18,
      leftOut: { notStanding: 1, notHome: 1 },
      differences: { new: 18 },
    })
    expect(await take(plus('-Update')!, { accept: true })).toMatchObject({ rows: 20, alreadyPresent: 18 })
    const before = await content()
    await expect(take(plus('-Broken')!)).rejects.toMatchObject({
      code: 'value_invalid',
      where: { line: 4, column: 'CHANGE_TYPE', found: 'nothing', expected: 'I, U or D' },
    })
    expect(await content()).toEqual(before)
    expect(await take(plus('-Delete')!, { accept: true })).toMatchObject({
      taken: 18,
      leftOut: { unknownHome: 2 },
      differences: { gone: 18 },
    })
    // What was registered stays, whatever becomes of the address.
    expect(await one(homesSql)).toBe(18)
    expect(
      await one(`select coalesce(sum(dwellings), 0)::int from places.address_count c join places.address_edition e on e.id = c.edition
      where e.number = (select max(number) from places.address_edition)`),
    ).toBe(0)
  }),
)

const openUprn = sample('open-uprn', 'SYNTHETIC-openuprn-bom-crlf.csv')
test.skipIf(!openUprn)('OS Open UPRN places and checks, and is never a denominator', () =>
  withWards([525_000, 178_000], async ({ take, one }) => {
    const { warnings, ...result } = await take(openUprn!)
    expect(result).toMatchObject({ format: 'open-uprn', rows: 5, taken: 4, leftOut: { outsideForce: 1 } })
    expect(warnings.join(' ')).toContain('never a denominator')
    expect(await one(`select count(*)::int from places.address_edition`)).toBe(0)
    await expect(take(openUprn!, { accept: true })).rejects.toMatchObject({ code: 'usage' })
    expect(await take(openUprn!)).toMatchObject({ taken: 0, alreadyPresent: 4 })
  }),
)

test('an ONS directory is known by the stems of its columns, whatever their year', () =>
  withWards(here, async ({ take }) => {
    for (const [year, ward] of [
      ['25', 'WD25CD'],
      ['22', 'wd22cd'],
    ] as const) {
      const path = await temporaryFile(
        'NSUL.csv',
        `\uFEFFUPRN,GRIDGB1E,GRIDGB1N,PCDS,OA21CD,LAD${year}CD,${ward},LSOA21CD,MSOA21CD\r\n1,100,100,ZX1 1AA,E00,E09,W1,E01,E02\r\n2,99999,100,ZX1 1AA,E00,E09,W9,E01,E02\r\n3,,,ZX1 1AA,E00,E09,W2,E01,E02\r\n`,
      )
      expect(await take(path)).toMatchObject({ format: 'nsul', rows: 3, leftOut: { outsideForce: 1 } })
    }
  }))

const placedByCode = async ({ take, one }: Tools, path: string, rows: number): Promise<void> => {
  const { warnings, ...result } = await take(path)
  expect(result).toMatchObject({ format: 'nsul', rows, taken: rows, leftOut: {} })
  expect(warnings.join(' ')).toContain('never a denominator')
  expect(await one(`select count(*)::int from places.uprn_place where easting is null`)).toBe(rows)
  expect(await one(`select count(*)::int from places.address_edition`)).toBe(0)
  expect(await take(path)).toMatchObject({ taken: 0, alreadyPresent: rows })
  await expect(take(path, { accept: true })).rejects.toMatchObject({ code: 'usage' })
}

// The columns of the directory as it was before it had places and the year in its names.
const earlyHeading =
  'uprn,cty,ced,lad,ward,parish,hlthau,ctry,rgn,pcon,eer,ttwa,nuts,park,oa11,lsoa11,msoa11,wz11,ccg,bua11,buasd11,ruc11,oac11,lep1,lep2,pfa,imd'
const earlyRow = (uprn: number, ward: string): string =>
  `${uprn},"E99","E99","E06","${ward}","E43","E18","E92","E12","E14","E15","E30","${ward}","E99","E00","E01","E02","E33","E38","E34","E35","A1","8D2","E37","","E23",4071`

const earlyText = (...rows: string[]): string => [earlyHeading, ...rows, ''].join('\n')

test('an early ONS directory, without places, lies where the codes of its areas do', () =>
  withWards(here, async (tools) => {
    const path = await temporaryFile('ONSUD.csv', earlyText(earlyRow(1, 'W1'), earlyRow(2, 'W2')))
    await placedByCode(tools, path, 2)
    const elsewhere = await temporaryFile('ONSUD.csv', earlyText(earlyRow(3, 'W1'), earlyRow(4, 'W9')))
    expect(await tools.take(elsewhere)).toMatchObject({ rows: 2, taken: 1, leftOut: { outsideForce: 1 } })
  }))

const onsud = sample('onsud', 'uk-geo-utils-onsud-onsud_test.csv')
test.skipIf(!onsud)(
  'the sample of the ONS UPRN directory lies in its ward, and elsewhere is refused',
  async () => {
    await withWards(here, (tools) => placedByCode(tools, onsud!, 4), ['E05002246', 'W2'])
    await withWards(here, async ({ take }) => {
      await expect(take(onsud!)).rejects.toMatchObject({
        code: 'value_invalid',
        message: 'No row of this file can be taken.',
      })
    })
  },
)

const postcodes = sample('onsud', 'uk-geo-utils-onspd_aug2024-onspd_test.csv')
test.skipIf(!postcodes)('the directory of postcodes beside it is named as what it is', () =>
  withWards(here, async ({ take }) => {
    await expect(take(postcodes!)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringContaining('mettrace import postcodes') as string,
    })
  }),
)

const own = sample('ngd-address', 'epb-dev-tools-sample.csv')
test.skipIf(!own)('a table of one’s own: placed by its postcodes, each row a home', () =>
  withWards(here, async ({ take }) => {
    await expect(take(own!)).rejects.toMatchObject({
      code: 'value_invalid',
      where: { expected: 'coordinates, or the postcodes: mettrace import postcodes FILE' },
    })
  }),
)

test('an edition is held against what stands: new, gone, moved, split, merged, reclassified', () =>
  withWards(here, async ({ core, one }) => {
    const whole: CoreRow[] = [1, 2, 6, 7, 8].map((uprn) => ({ uprn }))
    const first = await core(
      [
        ...whole,
        { uprn: 3 },
        { uprn: 4, number: '4', unit: 'FLAT 1', at: [2000, 2000] },
        { uprn: 5, number: '4', unit: 'FLAT 2', at: [2000, 2000] },
        { uprn: 90, class: 'CR' },
        { uprn: 91, at: [99_000, 100] },
      ],
      { accept: true },
    )
    expect(first).toMatchObject({ rows: 10, taken: 8, leftOut: { notHome: 1, outsideForce: 1 } })
    const second: CoreRow[] = [
      { uprn: 1 },
      { uprn: 2, at: [1080, 1000] },
      { uprn: 31, number: '3', unit: 'FLAT 1' },
      { uprn: 32, number: '3', unit: 'FLAT 2' },
      { uprn: 45, number: '4', at: [2000, 2000] },
      { uprn: 6, class: 'CR' },
      { uprn: 7, class: 'RI' },
      { uprn: 9, at: [6000, 1000] },
    ]
    const differences = { new: 3, gone: 3, moved: 1, split: 1, merged: 1, reclassified: 2 }
    expect(await core(second)).toMatchObject({ rows: 8, taken: 7, alreadyPresent: 1, differences })
    // Compared, and nothing more: the register is what it was.
    expect(await one(homesSql)).toBe(8)
    const once = await core(second)
    expect(once.differences).toEqual(differences)
    expect(await one(`select count(*)::int from places.address_edition`)).toBe(2)
    expect((await core(second, { accept: true })).warnings.join(' ')).toContain('Edition 2 is accepted')
    expect(await one(homesSql)).toBe(12)
    expect(
      await one(
        `select array_agg(concat(uprn, ' ', change) order by uprn) from places.address_fact f
         join places.address_edition e on e.id = f.edition where e.number = 2`,
      ),
    ).toEqual([
      '2 moved',
      '3 split',
      '4 gone',
      '5 gone',
      '6 reclassified',
      '7 reclassified',
      '8 gone',
      '9 new',
      '31 new',
      '32 new',
      '45 merged',
    ])
  }))

test('of two editions that were compared with the same, only one can be accepted', () =>
  withWards(here, async ({ core, one, take }) => {
    await core([{ uprn: 1 }], { accept: true })
    await core([{ uprn: 1 }, { uprn: 2 }])
    await core([{ uprn: 1 }, { uprn: 3 }], { accept: true })
    expect((await core([{ uprn: 1 }, { uprn: 2 }], { accept: true })).differences).toMatchObject({
      new: 1,
      gone: 1,
    })
    await expect(
      one(`select count(*) from (insert into places.address_decision (id, edition, stands_on, accepted, actor)
           select gen_random_uuid(), id, stands_on, true, 'x' from places.address_edition where number = 2 returning 1) x`),
    ).rejects.toThrow()
    expect(take).toBeDefined()
  }))

test('a supply of changes: deletions first, then the others; what nobody knows is left out and told', () =>
  withWards(here, async ({ core, one }) => {
    await core([{ uprn: 1 }, { uprn: 2 }, { uprn: 3 }], { accept: true })
    const changes = await core(
      [
        { uprn: 1, change: 'I', at: [1500, 1500] },
        { uprn: 1, change: 'D' },
        { uprn: 2, change: 'D' },
        { uprn: 4, change: 'I' },
        { uprn: 77, change: 'U' },
        { uprn: 78, change: 'D' },
      ],
      { accept: true },
    )
    expect(changes).toMatchObject({
      rows: 6,
      taken: 4,
      leftOut: { unknownHome: 2 },
      differences: { new: 1, gone: 1, moved: 1 },
    })
    expect(changes.warnings.join(' ')).toContain('Changes to addresses that nobody knows: 2 (77, 78)')
    expect(await one(homesSql)).toBe(4)
  }))

test('a file that holds a corner of a ward does not take the rest of it away', () =>
  withWards(here, async ({ core }) => {
    await core(
      [1, 2, 3, 4, 5].map((uprn) => ({ uprn })),
      { accept: true },
    )
    const corner = await core([{ uprn: 1 }, { uprn: 9, at: [6000, 1000] }])
    expect(corner).toMatchObject({ differences: { new: 1, gone: 0 } })
    expect(corner.warnings.join(' ')).toContain('1 ward has fewer than half')
  }))

test('AddressBase Core tells flats by parent and part, and houses in multiple occupation by their bedsits', () =>
  withWards(here, async ({ core, one }) => {
    await core(
      [
        { uprn: 1, class: 'PP' },
        { uprn: 2, parent: 1, unit: 'FLAT 1', number: '1' },
        { uprn: 3, parent: 1, number: '1' },
        { uprn: 4, class: 'RH' },
        { uprn: 5, class: 'RH', parent: 4, unit: 'ROOM 1', number: '4' },
        { uprn: 6, class: 'RH' },
      ],
      { accept: true },
    )
    expect(
      await one(
        `select array[dwellings, bedsits, undivided, shared, flats] from places.address_count where kind = 'ward' and code = 'W1'`,
      ),
    ).toEqual([2, 1, 1, 1, 1])
  }))

const refused = (name: string, text: string | Buffer, expected: object, settings: AddressSettings = {}) =>
  withWards(here, async ({ take, content }) => {
    const before = await content()
    await expect(take(await temporaryFile(name, text), settings)).rejects.toMatchObject(expected)
    expect(await content()).toEqual(before)
  })

const good = coreText([{ uprn: 100_000_000_001 }, { uprn: 100_000_000_002 }])
test.each<[string, string, object, AddressSettings?]>([
  [
    'a truncated row',
    good.replace(/,I\r\n$/, ''),
    { code: 'row_shape', where: { line: 3, expected: '27 cells' } },
  ],
  [
    'a column that is missing',
    good.replace('single_line_address', 'whatever'),
    { code: 'column_missing', where: { column: 'single_line_address' } },
  ],
  [
    'a UPRN twice',
    coreText([{ uprn: 1 }, { uprn: 2 }, { uprn: 1, postcode: 'ZX9 9ZZ' }]),
    { code: 'value_invalid', where: { line: 4, column: 'uprn', found: '1, as in line 2' } },
  ],
  [
    'UPRNs that a spreadsheet has written',
    coreText([{ uprn: '1.0E+11' }]),
    { code: 'value_invalid', where: { line: 2, found: '1.0E+11' } },
  ],
  [
    'UPRNs that a spreadsheet has rounded',
    coreText([{ uprn: '100023000000' }, { uprn: 2 }]),
    { code: 'value_invalid', where: { line: 2, found: '100023000000' } },
  ],
  [
    'a UPRN of 13 figures',
    coreText([{ uprn: '1000402203051' }]),
    { code: 'value_invalid', where: { line: 2 } },
  ],
  [
    'a place that is no number',
    good.replace('.00,1000.00', 'x,1000.00'),
    { code: 'value_invalid', where: { line: 2, column: 'easting' } },
  ],
  [
    'Core that is said to be Plus',
    good,
    { code: 'file_wrong_kind', where: { found: 'AddressBase Core' } },
    { format: 'plus' },
  ],
  [
    'homes of another force',
    coreText([{ uprn: 1, at: [400_000, 400_000] }]),
    { code: 'value_invalid', message: 'No row of this file can be taken.' },
  ],
  [
    'the old AddressBase',
    `10000000001,"osgb1000002118198482",20000001${',""'.repeat(21)}\n`,
    { code: 'file_wrong_kind', where: { found: 'the old AddressBase' } },
  ],
  [
    'AddressBase Premium',
    '10,"GeoPlace",9999,2014-06-07,1,2014-06-07,09:01:38,"1.0","F"\n21,"I",1,1\n',
    { code: 'file_wrong_kind', where: { found: 'AddressBase Premium' } },
  ],
  ['a directory of postcodes', 'pcd,pcds,oslaua\nAL1 1AA,AL1 1AA,E07\n', { code: 'file_wrong_kind' }],
  ['no addresses', 'a,b\n1,2\n', { code: 'column_missing', where: { column: 'uprn' } }],
  ['one line that never ends', `${coreHeading}\r\n${'1'.repeat((1 << 24) + 100)}`, { code: 'row_shape' }],
])('refused whole, with place and reason: %s', (_, text, expected, settings) =>
  refused('addresses.csv', text, expected, settings),
)

test.each([
  'addressbase-standard/uk-geo-utils-addressbase_standard-addressbase_test1.csv',
  'addressbase-premium/hmrc-SX9090-first3600.csv',
  'addressbase-premium/hmrc-invalid15.csv',
  'addressbase-premium/ons-blpu-ABP_E811a_v111017.csv',
])('what cannot be read is named, and what to order instead: %s', async (name) => {
  const path = sample(name)
  if (path === undefined) return
  await withWards(exeter, async ({ take }) => {
    await expect(take(path)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      where: { expected: expect.stringContaining('OS NGD Built Address') as string },
    })
  })
})

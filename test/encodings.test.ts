import { describe, expect, test } from 'vitest'
import { readEvents } from '../apps/server/places/formats/event-files.ts'
import type { ImportKind, ImportReport } from '../apps/server/places/import-session.ts'
import { readPanelFile } from '../apps/server/rooms/measure/panel-file.ts'
import { smallFiles } from './importers.ts'
import { nameOf, refusals } from './refusals.ts'
import { temporaryFile } from './temporary-files.ts'

/** As Excel, old programs and other machines write what `text` says. */
const writings: readonly [how: string, write: (text: string) => Buffer][] = [
  ['UTF-16, little-endian', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16, big-endian', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['carriage returns alone', (text) => Buffer.from(text.replaceAll('\n', '\r'))],
  [
    'UTF-16, with carriage returns alone',
    (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r')}`, 'utf16le'),
  ],
  [
    'UTF-16, with both line ends and tabs',
    (text) =>
      Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n').replaceAll(/,(?=[^"{}[\]]*$)/gm, '\t')}`, 'utf16le'),
  ],
]

const { importers } = await refusals()
const counted = ({ results }: ImportReport): object[] => results.map((result) => ({ ...result, file: '' }))

describe.each(Object.keys(smallFiles) as ImportKind[])('import %s reads as UTF-8', (kind) => {
  test.each(writings)('%s', async (_, write) => {
    const text = smallFiles[kind]
    const file = await temporaryFile(nameOf(kind), text)
    await importers[kind](file)
    // The same file twice changes nothing; neither does the same in other bytes.
    const plain = await importers[kind](file)
    const other = await importers[kind](await temporaryFile(nameOf(kind), write(text)))
    expect(counted(other)).toEqual(counted(plain))
    expect(plain.results[0]?.rows).toBeGreaterThan(0)
  })
})

test.each(writings)('a panel: %s', async (_, write) => {
  const months = ['2014-01', '2014-02', '2014-03']
  const rows = ['A', 'B'].flatMap((unit) =>
    months.map((month, at) => `${unit},${month},${at + 1},${unit === 'A' ? '2014-02' : ''}`),
  )
  const path = await temporaryFile('panel.csv', write(['unit,month,y,start', ...rows, ''].join('\n')))
  const columns = { unit: 'unit', time: 'month', outcome: ['y'], covariates: [], compared: 'never' } as const
  const { units, times, start } = await readPanelFile(path, { ...columns, cohort: 'start' })
  expect([units, times.length, [...start]]).toEqual([['A', 'B'], 3, [1, -1]])
})

test.each(writings)('events: %s', async (_, write) => {
  const path = await temporaryFile('events.csv', write('x,y,date\n530500,180500,2016-01-05\n'))
  const { x } = await readEvents(path, { x: 'x', y: 'y', date: 'date' })
  expect([...x]).toEqual([530_500])
})

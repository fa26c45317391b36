import { expect, test } from 'vitest'
import { reasonCodes, scanReasonCodes } from '../packages/protocol/batch/reasons.ts'
import { wholeRefusals } from '../packages/protocol/batch/whole-refusals.ts'
import { shortCharacters } from '../packages/protocol/codes/short-code.ts'
import { fact } from '../packages/protocol/events/facts.ts'
import { partNames } from '../packages/protocol/pages/rows.ts'
import { pieceAnswer } from '../packages/protocol/pictures/pieces.ts'
import { scanPartNames } from '../packages/protocol/scans/scan-rows.ts'
import { textOf } from './source-imports.ts'

const page = textOf('docs/phone-protocol.md')
const firstCells = new Set(
  Array.from(page.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) /gm), ([, cell = '']) =>
    cell.split(', ').map((code) => code.slice(1, -1)),
  ).flat(),
)

test('the page of the phone’s protocol lists every code that the schemas have, and no other', () => {
  const kinds = fact.options.flatMap(({ shape }) => Array.from(shape.kind.values))
  const states = pieceAnswer.options.flatMap(({ shape }) => Array.from(shape.state.values))
  const answers = ['accepted', 'duplicate', 'set-aside']
  const heads = new Set(['answer', 'reason', 'state'])
  expect([...firstCells].filter((code) => !heads.has(code)).toSorted()).toEqual(
    [...reasonCodes, ...scanReasonCodes, ...Object.keys(wholeRefusals), ...kinds, ...answers, ...states]
      .filter((code, at, all) => all.indexOf(code) === at)
      .toSorted(),
  )
  expect(partNames.filter((part) => !page.includes(`\`${part}\``))).toEqual([])
  expect(scanPartNames.filter((part) => !page.includes(`{person}/${part}\``))).toEqual([])
  expect(page).toContain(shortCharacters)
})

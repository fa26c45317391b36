import { expect, test } from 'vitest'
import type { AnnouncedKit } from './announced.ts'
import { compareReceipt } from './compare-receipt.ts'

const kit = (serial: string, rest: Partial<AnnouncedKit> = {}): AnnouncedKit => ({
  serial,
  received: false,
  madeLater: false,
  box: 'box-1',
  boxNumber: '1',
  sscc: '095040000591010019',
  batch: 'B1',
  ...rest,
})

test('what is missing of a box is told, and what was given twice counts once', () => {
  const told = compareReceipt({ serials: ['A', 'B', 'A'], ssccs: [] }, [kit('A'), kit('B'), kit('C')])
  expect(told).toEqual({
    boxes: [{ batch: 'B1', box: '1', expected: 3, here: 2, missing: ['C'] }],
    repeated: ['A'],
    faults: [],
    serials: ['A', 'B'],
  })
})

test('a box that is scanned whole is all that is still to come of it', () => {
  const told = compareReceipt({ serials: [], ssccs: ['095040000591010019'] }, [
    kit('A', { received: true }),
    kit('B'),
    kit('C'),
  ])
  expect(told.serials).toEqual(['B', 'C'])
  expect(told.boxes).toEqual([{ batch: 'B1', box: '1', expected: 2, here: 2, missing: [] }])
  expect(told.faults).toEqual([])
})

test('more than was announced, and what was received before, stand against all of it', () => {
  const told = compareReceipt({ serials: ['A', 'B', 'C', 'X'], ssccs: ['095040000591010026'] }, [
    kit('A'),
    kit('B', { received: true }),
    kit('C', { madeLater: true }),
  ])
  expect(told.faults).toEqual([
    { what: 'B', why: 'it was received before' },
    { what: 'C', why: 'it was made later' },
    { what: 'X', why: 'no supplier announced it' },
    { what: '095040000591010026', why: 'no supplier announced this box' },
  ])
  expect(told.serials).toEqual(['A'])
})

test('a box that was received before is told by its number', () =>
  expect(
    compareReceipt({ serials: [], ssccs: ['095040000591010019'] }, [kit('A', { received: true })]).faults,
  ).toEqual([{ what: '095040000591010019', why: 'all of this box was received before' }]))

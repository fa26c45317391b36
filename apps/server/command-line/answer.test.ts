import { describe, expect, test } from 'vitest'
import { MetTraceError } from '../foundation/errors.ts'
import { productVersion } from '../foundation/version.ts'
import { answerAsJson, asMetTraceError, errorAsObject, errorAsText } from './answer.ts'

test('an answer is one line of one object, in which what is missing is null', () => {
  const line = answerAsJson('risk', {
    inputs: { until: '2014-12', from: undefined },
    results: [{ code: 'E01', name: undefined, low: Number.NaN, high: null }],
    warnings: ['one'],
    text: 'for people',
  })
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    command: 'risk',
    version: productVersion,
    inputs: { until: '2014-12', from: null },
    results: [{ code: 'E01', name: null, low: null, high: null }],
    warnings: ['one'],
  })
})

describe('an error', () => {
  const error = new MetTraceError('row_shape', 'A row is cut off.', {
    file: 'a.csv',
    line: 4,
    found: '1 cell',
    expected: '2 cells',
  })

  test('is one object with the keys of the contract', () => {
    expect(errorAsObject(error)).toEqual({
      code: 'row_shape',
      file: 'a.csv',
      line: 4,
      column: null,
      found: '1 cell',
      expected: '2 cells',
      message: 'A row is cut off.',
    })
  })

  test('is a few lines for people, without what is not known', () => {
    expect(errorAsText(error)).toBe(
      [
        'Error: A row is cut off.',
        '  where:    a.csv, line 4',
        '  found:    1 cell',
        '  expected: 2 cells',
      ].join('\n'),
    )
    expect(errorAsText(new MetTraceError('usage', 'No such command.'))).toBe('Error: No such command.')
  })

  test('of the machine is told in words where the user can help, and never in its own', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    expect(asMetTraceError(full)).toMatchObject({
      code: 'disk_full',
      exitCode: 70,
      message: expect.stringMatching(/disk is full/) as string,
      cause: full,
    })
    for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']) {
      const closed = Object.assign(new Error(`${code}: mkdir '/usr/share/data'`), {
        code,
        path: '/usr/share/data',
      })
      expect(asMetTraceError(closed)).toMatchObject({
        code: 'file_unreadable',
        exitCode: 3,
        where: { file: 'data' },
      })
    }
    for (const strange of [new Error('secret words'), 'secret words', { code: 5 }]) {
      const told = asMetTraceError(strange)
      expect(told).toMatchObject({ code: 'fault', cause: strange })
      expect(told.message).not.toContain('secret')
    }
    expect(asMetTraceError(error)).toBe(error)
  })
})

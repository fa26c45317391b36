import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { MetTraceError } from './foundation/errors.ts'

describe('readConfig', () => {
  test('needs nothing', () => {
    expect(readConfig({}, {})).toMatchObject({
      databaseUrl: undefined,
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
    })
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost/mettrace'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name, as a matter of usage', (name, value) => {
    const read = (): unknown => readConfig({}, { [name]: value })
    expect(read).toThrow(MetTraceError)
    expect(read).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(name) as string }) as Error,
    )
  })

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({}, { PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}, {}))
  })

  test('lets --data win over METTRACE_DATA and DATABASE_URL, because what is typed is meant', () => {
    const environment = {
      DATABASE_URL: 'postgres://h/d',
      METTRACE_DATA: '/elsewhere',
      INIT_CWD: '/where/typed',
    }
    expect(readConfig({ data: 'here' }, environment)).toMatchObject({
      dataDirectory: '/where/typed/here',
      databaseUrl: undefined,
    })
    expect(readConfig({}, environment)).toMatchObject({
      dataDirectory: '/elsewhere',
      databaseUrl: 'postgres://h/d',
    })
  })

  test('knows the home folder', () => {
    expect(readConfig({ data: '~/mettrace' }, {}).dataDirectory).toBe(join(homedir(), 'mettrace'))
  })
})

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, readServerConfig } from './config.ts'
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

describe('readServerConfig', () => {
  const provider = {
    METTRACE_PRODUCTION: '1',
    PUBLIC_URL: 'https://mettrace.example',
    OIDC_ISSUER: 'https://login.example/tenant/v2.0',
    OIDC_CLIENT_ID: 'mettrace',
  }

  test('lets everybody be anybody on the embedded database, at the port beside its own', () => {
    expect(readServerConfig({}, {}).signIn).toEqual({ kind: 'demonstration', port: 3001 })
    expect(readServerConfig({ port: 0 }, {}).signIn).toEqual({ kind: 'demonstration', port: 0 })
    expect(readServerConfig({}, { PROVIDER_PORT: '4000' }).signIn).toMatchObject({ port: 4000 })
  })

  test('takes a provider as it is configured', () => {
    const config = readServerConfig({}, { ...provider, DATABASE_URL: 'postgres://h/d' })
    expect(config).toMatchObject({ production: true, publicUrl: 'https://mettrace.example' })
    expect(config.signIn).toEqual({
      kind: 'provider',
      issuer: provider.OIDC_ISSUER,
      clientId: 'mettrace',
      clientSecret: undefined,
      rolesClaim: 'roles',
    })
  })

  test('takes a realm that is called common', () => {
    const issuer = 'https://login.example/realms/common'
    expect(readServerConfig({}, { ...provider, OIDC_ISSUER: issuer }).signIn).toMatchObject({ issuer })
  })

  test('in production takes a client secret for its owner’s eyes only', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'mettrace-config-')), 'client-secret')
    const environment = { ...provider, OIDC_CLIENT_SECRET_FILE: file }
    writeFileSync(file, 'secret', { mode: 0o600 })
    expect(readServerConfig({}, environment).signIn).toMatchObject({ clientSecret: 'secret' })
    chmodSync(file, 0o640)
    expect(() => readServerConfig({}, environment)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining('chmod 600') as string,
      }) as Error,
    )
    rmSync(dirname(file), { recursive: true })
  })

  test.each([
    ['in production without a provider', { ...provider, OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
    [
      'the demonstration in production',
      { ...provider, METTRACE_DEMONSTRATION: '1' },
      'METTRACE_DEMONSTRATION',
    ],
    ['in production without its own address', { ...provider, PUBLIC_URL: '' }, 'PUBLIC_URL'],
    [
      'in production an address in the clear',
      { ...provider, PUBLIC_URL: 'http://mettrace.example' },
      'PUBLIC_URL',
    ],
    [
      'in production a provider in the clear',
      { ...provider, OIDC_ISSUER: 'http://login.example' },
      'OIDC_ISSUER',
    ],
    ['a database of one’s own without a provider', { DATABASE_URL: 'postgres://h/d' }, 'OIDC_ISSUER'],
    ['a provider without a client', { OIDC_ISSUER: 'https://login.example' }, 'OIDC_CLIENT_ID'],
    [
      'a mail server without whom e-mails are from',
      { ...provider, MAIL_SERVER: 'smtps://mail.example:465' },
      'MAIL_FROM',
    ],
    ['a mail server that is none', { ...provider, MAIL_SERVER: 'mail.example' }, 'MAIL_SERVER'],
    [
      'a mail account without a password',
      { ...provider, MAIL_SERVER: 'smtp://mail.example', MAIL_FROM: 'a@b.example', MAIL_USER: 'a' },
      'MAIL_PASSWORD_FILE',
    ],
    [
      'a secret that is not there',
      { ...provider, OIDC_CLIENT_SECRET_FILE: '/nowhere' },
      'OIDC_CLIENT_SECRET_FILE',
    ],
    ...[
      'common/v2.0',
      'organizations/v2.0',
      'Common',
      'consumers/',
      '{tenantid}/v2.0',
      '%7Btenantid%7D/v2.0',
    ].map((tenant): [string, Record<string, string>, string] => [
      `a provider that vouches for anybody’s people (${tenant})`,
      { ...provider, OIDC_ISSUER: `https://login.microsoftonline.com/${tenant}` },
      'OIDC_ISSUER',
    ]),
    ['an address with a path', { PUBLIC_URL: 'https://mettrace.example/path' }, 'PUBLIC_URL'],
    ['a proxy that is no address', { TRUSTED_PROXIES: 'everybody' }, 'TRUSTED_PROXIES'],
    ['production that is neither 1 nor 0', { METTRACE_PRODUCTION: 'yes' }, 'METTRACE_PRODUCTION'],
  ])('refuses %s, by name', (_, environment, name) => {
    expect(() => readServerConfig({}, environment)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(name) as string }) as Error,
    )
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { DatabaseSettings } from './foundation/database-settings.ts'
import { MetTraceError } from './foundation/errors.ts'
import { usualMarking } from './foundation/layout/marking.ts'
import type { MailSettings } from './foundation/messages/mail-server.ts'
import { checkOwnersOnly } from './foundation/secret-file.ts'

/** Everything the product takes from its surroundings. This file is the only reader of the environment. */
export type Config = DatabaseSettings & {
  /** Folder that the log is published in, absolute. */
  logDirectory: string
  /** Witnesses of the log: key and address of each. */
  witnesses: string | undefined
  host: string
  port: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Undefined is words at a terminal and JSON elsewhere. */
  logFormat: 'words' | 'json' | undefined
  /** Where relative paths on the command line start: npm changes the working directory, the user did not. */
  invocationDirectory: string
  /** Account that ran the command, for the record of who acted. */
  account: string
  /** Where people reach the product, an origin such as `https://mettrace.example`; by default where it listens. */
  publicUrl: string | undefined
}

/** What only the server needs: commands work without signing in. */
export type ServerConfig = Config & {
  signIn: SignInConfig
  /** Protective marking of every page, print and export; empty for none. */
  marking: string
  /** The force's mail server; undefined where there is none, and residents are written to on paper alone. */
  mail: MailSettings | undefined
  /** Proxies that are trusted to say where a request came from: addresses or CIDR, separated by commas. */
  trustedProxies: string | undefined
}

/** Who says who somebody is. */
export type SignInConfig =
  | {
      kind: 'provider'
      issuer: string
      clientId: string
      clientSecret: string | undefined
      /** Claim with the directory's app roles; Entra ID calls it `roles`. */
      rolesClaim: string
    }
  /** The built-in provider, where everybody may be anybody; its port, 0 for any. */
  | { kind: 'demonstration'; port: number }

const databaseAddress = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')

const environmentSchema = z.object({
  DATABASE_URL: databaseAddress.optional(),
  SIGN_IN_DATABASE_URL: databaseAddress.optional(),
  WORKER_DATABASE_URL: databaseAddress.optional(),
  METTRACE_MASTER_KEY_FILE: z.string().min(1).optional(),
  METTRACE_LOG_DIRECTORY: z.string().min(1).optional(),
  METTRACE_WITNESSES: z.string().min(1).optional(),
  METTRACE_DATA: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['words', 'json']).optional(),
  INIT_CWD: z.string().min(1).optional(),
  METTRACE_PRODUCTION: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  METTRACE_DEMONSTRATION: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://mettrace.example' })
    .refine((text) => new URL(text).pathname === '/', 'must be an address without a path')
    .optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an address such as https://…' }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  MAIL_SERVER: z
    .string()
    .regex(
      /^smtps?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i,
      'must be an address such as smtps://mail.force.example:465',
    )
    .optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
  MAIL_USER: z.string().min(1).optional(),
  MAIL_PASSWORD_FILE: z.string().min(1).optional(),
  MAIL_AUTHORITY_FILE: z.string().min(1).optional(),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9a-f.:/]+(, *[0-9a-f.:/]+)*$/i, 'must be addresses such as 10.0.0.1, 10.1.0.0/16')
    .optional(),
  METTRACE_MARKING: z
    .string()
    .regex(/^[A-Z][A-Z -]{1,60}$/, 'must be capitals, such as OFFICIAL-SENSITIVE, or none')
    .or(z.literal('none'))
    .default(usualMarking),
  PROVIDER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
})

type Settings = z.infer<typeof environmentSchema>

const repositoryRoot = resolve(import.meta.dirname, '../..')

const refuse = (message: string): never => {
  throw new MetTraceError('usage', message)
}

type FileSetting = 'OIDC_CLIENT_SECRET_FILE' | 'MAIL_PASSWORD_FILE' | 'MAIL_AUTHORITY_FILE'

const textOf = (setting: FileSetting, file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim() || refuse(`The file of ${setting} is empty.`)
  } catch (error) {
    if (error instanceof MetTraceError) throw error
    return refuse(
      `The file of ${setting} cannot be read (${(error as { code?: string }).code ?? 'unknown'}).`,
    )
  }
}

const secretOf = (setting: FileSetting, file: string, production: boolean): string => {
  if (production && existsSync(file)) checkOwnersOnly(file, setting)
  return textOf(setting, file)
}

/** Letters to residents go by e-mail where there is a mail server. Errors: `usage` naming what is missing beside it. */
const mailOf = (settings: Settings, production: boolean): MailSettings | undefined => {
  const { MAIL_SERVER: url, MAIL_FROM: from, MAIL_USER: user } = settings
  const { MAIL_PASSWORD_FILE: passwordFile, MAIL_AUTHORITY_FILE: authorityFile } = settings
  if (url === undefined) return undefined
  if (from === undefined) return refuse('MAIL_SERVER is set: set MAIL_FROM too.')
  if (user !== undefined && passwordFile === undefined)
    return refuse('MAIL_USER is set: set MAIL_PASSWORD_FILE too.')
  return {
    url,
    from,
    user,
    password: passwordFile && secretOf('MAIL_PASSWORD_FILE', passwordFile, production),
    authority: authorityFile && textOf('MAIL_AUTHORITY_FILE', authorityFile),
  }
}

/**
 * Entra ID's `common` and its like let in people of every organisation, whose own administrators choose their app roles;
 * `{tenantid}` stands in its documentation for the tenant. A realm of that name further down the path is another thing.
 */
const refuseAnyTenant = (issuer: string): void => {
  const path = decodeURIComponent(new URL(issuer).pathname).toLowerCase()
  if (/^\/(common|organizations|consumers)(\/|$)|[{}]/.test(path)) {
    refuse(
      'OIDC_ISSUER names no one organisation. Put in the id of your tenant: https://login.microsoftonline.com/…/v2.0',
    )
  }
}

/**
 * Real people sign in at the force's own provider. The built-in one, where everybody may be anybody, is for the embedded
 * database only, unless METTRACE_DEMONSTRATION=1 asks for it beside a database of one's own; in production never.
 */
const signInOf = (settings: Settings, { production, databaseUrl, port }: Config): SignInConfig => {
  const asked = settings.METTRACE_DEMONSTRATION === '1'
  if (production && asked) {
    return refuse(
      'METTRACE_DEMONSTRATION=1 lets everybody be anybody: it cannot be switched on in production.',
    )
  }
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET_FILE: secretFile } = settings
  if (issuer !== undefined && !asked) {
    if (clientId === undefined) return refuse('OIDC_ISSUER is set: set OIDC_CLIENT_ID too.')
    refuseAnyTenant(issuer)
    const clientSecret =
      secretFile === undefined ? undefined : secretOf('OIDC_CLIENT_SECRET_FILE', secretFile, production)
    return { kind: 'provider', issuer, clientId, clientSecret, rolesClaim: settings.OIDC_ROLES_CLAIM }
  }
  if (production) return refuse('In production people sign in at your identity provider: set OIDC_ISSUER.')
  if (databaseUrl !== undefined && !asked) {
    return refuse(
      'With DATABASE_URL people sign in at your identity provider: set OIDC_ISSUER, or METTRACE_DEMONSTRATION=1 to let everybody be anybody.',
    )
  }
  return {
    kind: 'demonstration',
    port: settings.PROVIDER_PORT ?? (port === 0 ? 0 : Math.min(port + 1, 65_535)),
  }
}

const checkProduction = ({ OIDC_ISSUER, PUBLIC_URL }: Settings): void => {
  if (PUBLIC_URL === undefined) refuse('In production set PUBLIC_URL, such as https://mettrace.example.')
  for (const [name, value] of Object.entries({ OIDC_ISSUER, PUBLIC_URL })) {
    if (value?.startsWith('http:')) refuse(`In production ${name} must start with https://.`)
  }
}

const parseSettings = (environment: NodeJS.ProcessEnv): Settings => {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(filled)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return refuse(`The setting ${issue?.path.join('.')} cannot be used: ${issue?.message}`)
}

type Options = { data?: string | undefined; port?: number | undefined }

/**
 * Reads the configuration from the environment; `data` (the command line's `--data`) wins over METTRACE_DATA
 * and over DATABASE_URL, because what is typed is meant.
 * Errors: `usage` naming the variable that cannot be used.
 */
export const readConfig = (options: Options = {}, environment: NodeJS.ProcessEnv = process.env): Config => {
  const settings = parseSettings(environment)
  const invocationDirectory = settings.INIT_CWD ?? process.cwd()
  const chosen = options.data ?? settings.METTRACE_DATA
  const dataDirectory = chosen
    ? resolve(invocationDirectory, chosen.replace(/^~(?=$|\/)/, homedir()))
    : resolve(repositoryRoot, '.data')
  return {
    dataDirectory,
    databaseUrl: options.data === undefined ? settings.DATABASE_URL : undefined,
    signInDatabaseUrl: settings.SIGN_IN_DATABASE_URL,
    workerDatabaseUrl: settings.WORKER_DATABASE_URL,
    masterKeyFile: settings.METTRACE_MASTER_KEY_FILE
      ? resolve(invocationDirectory, settings.METTRACE_MASTER_KEY_FILE)
      : undefined,
    logDirectory: settings.METTRACE_LOG_DIRECTORY
      ? resolve(invocationDirectory, settings.METTRACE_LOG_DIRECTORY)
      : join(dataDirectory, 'log'),
    witnesses: settings.METTRACE_WITNESSES,
    host: settings.HOST,
    port: options.port ?? settings.PORT,
    logLevel: settings.LOG_LEVEL,
    logFormat: settings.LOG_FORMAT,
    invocationDirectory,
    account: userInfo().username,
    production: settings.METTRACE_PRODUCTION === '1',
    publicUrl: settings.PUBLIC_URL && new URL(settings.PUBLIC_URL).origin,
  }
}

/**
 * The configuration of a server: who says who somebody is, and in production only what is safe.
 * Errors: `usage` naming the variable that cannot be used, or is missing.
 */
export const readServerConfig = (
  options: Options = {},
  environment: NodeJS.ProcessEnv = process.env,
): ServerConfig => {
  const config = readConfig(options, environment)
  const settings = parseSettings(environment)
  if (config.production) checkProduction(settings)
  const marking = settings.METTRACE_MARKING === 'none' ? '' : settings.METTRACE_MARKING
  return {
    ...config,
    signIn: signInOf(settings, config),
    marking,
    mail: mailOf(settings, config.production),
    trustedProxies: settings.TRUSTED_PROXIES,
  }
}

import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { MetTraceError } from './foundation/errors.ts'

/** Everything the product takes from its surroundings. This file is the only reader of the environment. */
export type Config = {
  /** Folder of the embedded database, absolute. Not used when `databaseUrl` is set. */
  dataDirectory: string
  /** A PostgreSQL (15 or newer) of one's own; the embedded one otherwise. */
  databaseUrl: string | undefined
  /** File with the master key, absolute; without it the embedded database keeps one beside itself. */
  masterKeyFile: string | undefined
  /** Folder that the log is published in, absolute. */
  logDirectory: string
  /** Witnesses of the log: key and address of each. */
  witnesses: string | undefined
  host: string
  port: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where relative paths on the command line start: npm changes the working directory, the user did not. */
  invocationDirectory: string
  /** Account that ran the command, for the record of who acted. */
  account: string
}

const environmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  METTRACE_MASTER_KEY_FILE: z.string().min(1).optional(),
  METTRACE_LOG_DIRECTORY: z.string().min(1).optional(),
  METTRACE_WITNESSES: z.string().min(1).optional(),
  METTRACE_DATA: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  INIT_CWD: z.string().min(1).optional(),
})

const repositoryRoot = resolve(import.meta.dirname, '../..')

/**
 * Reads the configuration from the environment; `data` (the command line's `--data`) wins over METTRACE_DATA
 * and over DATABASE_URL, because what is typed is meant.
 * Errors: `usage` naming the variable that cannot be used.
 */
export const readConfig = (
  options: { data?: string | undefined; port?: number | undefined } = {},
  environment: NodeJS.ProcessEnv = process.env,
): Config => {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(filled)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new MetTraceError('usage', `The setting ${issue?.path.join('.')} cannot be used: ${issue?.message}`)
  }
  const settings = parsed.data
  const invocationDirectory = settings.INIT_CWD ?? process.cwd()
  const chosen = options.data ?? settings.METTRACE_DATA
  const dataDirectory = chosen
    ? resolve(invocationDirectory, chosen.replace(/^~(?=$|\/)/, homedir()))
    : resolve(repositoryRoot, '.data')
  return {
    dataDirectory,
    databaseUrl: options.data === undefined ? settings.DATABASE_URL : undefined,
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
    invocationDirectory,
    account: userInfo().username,
  }
}

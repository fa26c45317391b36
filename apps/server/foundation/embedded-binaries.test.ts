import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { completeLinks } from './embedded-binaries.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mettrace-links-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the links of the libraries are made where install scripts were not allowed, any number at once', async () => {
  await mkdir(join(folder, 'native/lib'), { recursive: true })
  await writeFile(join(folder, 'native/lib/libpq.so.5.18'), '')
  await writeFile(
    join(folder, 'native/pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    ]),
  )
  await Promise.all([completeLinks(folder), completeLinks(folder), completeLinks(folder)])
  expect(await readlink(join(folder, 'native/lib/libpq.so'))).toBe('libpq.so.5.18')
  expect(await readlink(join(folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18')
})

test('a package without links is left as it is', async () => {
  await expect(completeLinks(folder)).resolves.toBeUndefined()
})

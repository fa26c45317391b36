import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildApp } from './build-app.ts'
import { missingFromPrecache, scannerSize, shellSize, totalOf } from './precache.ts'

const file = (name: string, text = name) => ({ name, content: new TextEncoder().encode(text) })

test('a file that the worker does not name is missing; the worker itself is none', () => {
  const files = [file('index.html'), file('assets/a.js'), file('service-worker.js')]
  expect(missingFromPrecache(files, '[{"revision":null,"url":"index.html"}]')).toEqual(['assets/a.js'])
  expect(missingFromPrecache(files, '[{url:"index.html"},{url:"assets/a.js"}]')).toEqual([])
})

test('letters, map and scanner have limits of their own', () => {
  const files = [
    file('index.html', 'x'.repeat(1000)),
    file('scanner/reader.wasm'),
    file('scanner/worker.js', 'x'.repeat(10_000)),
    file('map/style.json'),
    file('letters/bengali.woff2'),
  ]
  const shell = shellSize(files)
  expect(shell.map(({ name }) => name)).toEqual(['index.html'])
  expect(totalOf(shell)).toBeLessThan(100)
  expect(scannerSize(files).map(({ name }) => name)).toEqual(['scanner/worker.js', 'scanner/reader.wasm'])
})

test('the app builds within its limit, and not at all where a file falls out of the precache (C40)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-build-'))
  try {
    const { shell, scanner, map, letters } = await buildApp({ folder, version: '0.1.0' })
    console.log(
      `Compressed: shell ${totalOf(shell)}, scanner ${totalOf(scanner)}, map ${totalOf(map)}, letters ${totalOf(letters)} bytes.`,
    )
    // A map of no bytes would be a map in the shell.
    expect(totalOf(map)).toBeGreaterThan(1000)
    expect(shell.map(({ name }) => name)).toContain('index.html')
    expect(letters.map(({ name }) => /noto-sans-(\w+)/.exec(name)?.[1]).toSorted()).toEqual([
      'arabic',
      'bengali',
    ])
    expect(scanner.map(({ name }) => name.split('.').at(-1))).toEqual(['wasm', 'js'])
    await expect(buildApp({ folder, version: '0.1.0', largest: 20_000 })).rejects.toThrow(/assets\/index-/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

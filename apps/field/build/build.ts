// npm run build in apps/field: builds the phone's app into dist, or into the folder that is named, and says how large it is.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildApp } from './build-app.ts'
import { lettersLimit, mapLimit, scannerLimit, shellLimit, totalOf } from './precache.ts'

const root = resolve(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }
const folder = process.argv[2] ?? resolve(root, 'dist')
const { shell, scanner, map, letters } = await buildApp({ folder, version })
for (const [what, sizes, limit] of [
  ['shell', shell, shellLimit],
  ['scanner', scanner, scannerLimit],
  ['map', map, mapLimit],
  ['letters', letters, lettersLimit],
] as const) {
  for (const { name, bytes } of sizes) console.log(String(bytes).padStart(8), name)
  console.log(String(totalOf(sizes)).padStart(8), `${what}, of ${limit} bytes, compressed`)
}

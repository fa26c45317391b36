import { join } from 'node:path'
import { build } from 'esbuild'

/** Scripts of pages that are more than forms and links, each by the name of its file in apps/server/islands. */
const names = ['area-map', 'plan-conditions', 'plan-slider', 'plan-worker', 'programme-file'] as const

const folder = join(import.meta.dirname, '../../islands')

/** The islands as browsers run them, bundled with their libraries when the server starts; nothing is written to disk. */
export const bundleIslands = async (): Promise<Record<(typeof names)[number], string>> => {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(folder, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const textOf = (name: string): string =>
    outputFiles.find(({ path }) => path.endsWith(`${name}.js`))?.text ?? ''
  return Object.fromEntries(names.map((name) => [name, textOf(name)])) as Record<
    (typeof names)[number],
    string
  >
}

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repositoryRoot = join(import.meta.dirname, '../../../..')

/**
 * Digest of everything that scripts of pages are made of: their own files, the packages that they run, and the versions
 * of libraries. Their addresses carry it, so that a browser may keep them for ever, and they need not be bundled to know it.
 */
export const sourcesDigest = (): string => {
  const files = globSync(
    [
      'package-lock.json',
      'packages/analysis/**/*.ts',
      'packages/kit-codes/**/*.ts',
      'apps/server/map/islands/*.ts',
      'apps/server/rooms/*/islands/*.ts',
    ],
    { cwd: repositoryRoot, exclude: (name) => name === 'node_modules' },
  ).toSorted()
  const digest = createHash('sha256')
  for (const file of files) digest.update(file).update(readFileSync(join(repositoryRoot, file)))
  return digest.digest('hex').slice(0, 12)
}

export const scriptName = (file: URL): string => basename(fileURLToPath(file), '.ts')

/** A script as browsers run it, bundled with its libraries; nothing is written to disk. */
export const bundleScript = async (file: URL): Promise<string> => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import {
  lettersLimit,
  lettersSize,
  mapLimit,
  mapSize,
  missingFromPrecache,
  scannerLimit,
  scannerSize,
  shellLimit,
  shellSize,
  totalOf,
  workerFile,
  type BuiltFile,
} from './precache.ts'

const root = resolve(import.meta.dirname, '..')

/** Where the server serves the app. */
const base = '/field/'

export type BuildOptions = {
  folder: string
  /** Version that the app says of itself. */
  version: string
  /** Larger files fall out of the precache; the build then fails. */
  largest?: number
}

const filesIn = (folder: string): BuiltFile[] =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length + 1), content: readFileSync(path) }))

/**
 * Builds the app into a folder. Errors: where a file would be missing on a phone without a signal, or the shell is too large to
 * install over a poor one. Returns compressed bytes by file, of each part.
 */
export const buildApp = async ({ folder, version, largest = 2_000_000 }: BuildOptions) => {
  await build({
    configFile: false,
    root,
    base,
    logLevel: 'warn',
    define: { appVersion: JSON.stringify(version) },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        output: {
          chunkFileNames: ({ name }) => `${name === 'map' ? 'map' : 'assets'}/[name]-[hash].js`,
          assetFileNames: ({ names }) =>
            `${names[0]?.endsWith('.woff2') ? 'letters' : 'assets'}/[name]-[hash][extname]`,
        },
      },
    },
    // The one worker there is reads codes. Its file and the WebAssembly that it loads have a place, and a limit, of their own.
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          entryFileNames: 'scanner/[name]-[hash].js',
          assetFileNames: 'scanner/[name]-[hash][extname]',
        },
      },
    },
    plugins: [
      VitePWA({
        strategies: 'injectManifest',
        srcDir: 'src',
        filename: 'service-worker.ts',
        injectRegister: false,
        integration: {
          // The plugin builds the service worker by settings of its own, as noisily as vite does by default; `output` as vite 8 has it.
          configureCustomSWViteBuild: (settings) => {
            settings.logLevel = 'warn'
            const { rollupOptions } = settings.build ?? {}
            if (rollupOptions)
              rollupOptions.output = { entryFileNames: 'service-worker.mjs', codeSplitting: false }
          },
        },
        injectManifest: {
          injectionPoint: 'self.filesOfThisVersion',
          globPatterns: ['**/*'],
          maximumFileSizeToCacheInBytes: largest,
        },
        manifest: {
          name: 'MetTrace rounds',
          short_name: 'MetTrace',
          description: 'Rounds of homes, with a signal or without.',
          start_url: base,
          scope: base,
          display: 'standalone',
          background_color: '#ffffff',
          theme_color: '#0b0c0c',
          lang: 'en-GB',
          icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
        },
      }),
    ],
  })
  const files = filesIn(folder)
  const worker = files.find(({ name }) => name === workerFile)
  if (!worker) throw new Error('The app was built without its service worker.')
  const missing = missingFromPrecache(files, new TextDecoder().decode(worker.content))
  if (missing.length > 0) throw new Error(`Not in the precache: ${missing.join(', ')}`)
  const [shell, scanner, map, letters] = [
    shellSize(files),
    scannerSize(files),
    mapSize(files),
    lettersSize(files),
  ]
  for (const [what, sizes, limit] of [
    ['shell', shell, shellLimit],
    ['scanner', scanner, scannerLimit],
    ['map', map, mapLimit],
    ['letters', letters, lettersLimit],
  ] as const)
    if (totalOf(sizes) > limit)
      throw new Error(`The ${what} is ${totalOf(sizes)} bytes compressed; at most ${limit} are allowed.`)
  return { shell, scanner, map, letters }
}

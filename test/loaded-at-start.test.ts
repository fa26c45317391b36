import { expect, test } from 'vitest'
import { z } from 'zod'
import { run } from './command.ts'
import { nodeProgram } from './repository.ts'

/** Every file that a fresh process has loaded once `what` is imported, from the root of the repository. */
const loadedBy = async (what: string): Promise<string[]> => {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    await (${what})
    console.log(JSON.stringify(loaded))`
  const { code, output } = await run(nodeProgram, ['--input-type=module', '--eval', program])
  expect(code, output).toBe(0)
  return z.array(z.string()).parse(JSON.parse(output))
}

const partsOf = (loaded: readonly string[], parts: readonly string[]): string[] =>
  parts.filter((part) => loaded.some((url) => url.includes(part)))

/** What only some pages, jobs or first starts need, and takes long to load. */
const later = [
  '/@stdlib/',
  '/@observablehq/plot/',
  '/linkedom/',
  '/oidc-provider/',
  '/esbuild/',
  '/highs/',
  '/proj4/',
  '/yauzl/',
  '/packages/analysis/risk/',
  '/packages/analysis/effect/',
]

test('the server listens before it loads what only some pages need', async () => {
  const loaded = await loadedBy(`import('./apps/server/server.ts')`)
  expect(partsOf(loaded, ['/fastify/', '/apps/server/rooms/measure/room.ts'])).toHaveLength(2)
  expect(partsOf(loaded, later)).toEqual([])
})

test('a command loads its own file and none of another', async () => {
  const program = `import('./apps/server/command-line/program.ts').then(({ buildProgram }) =>
    buildProgram({ progress() {}, async done() {}, help() {} }, ['--data', 'demo', 'risk']))`
  const loaded = await loadedBy(program)
  expect(
    loaded.filter((url) => url.includes('/command-line/commands/')).map((url) => url.split('/').at(-1)),
  ).toEqual(['risk.ts'])
  expect(partsOf(loaded, [...later, '/fastify/'])).toEqual([])
})

/**
 * From the command to the first answer, beside another state of this repository in the same run:
 *
 *   node bench/start.ts --rival ../earlier --data FOLDER [--runs 5]
 *
 * `--rival` is a checkout with its packages; `--data` a folder that the rival's own commands filled, which is copied for
 * each. Both take turns, each by the command of its own package.json: `start` until `/health` answers, and
 * `mettrace risk --json`. Printed are the shortest and the median by the clock, and of the processor's time of the
 * process, which says more on a machine with other work; PostgreSQL's own is not in it. The last lines are the ratios of
 * the shortest. Without `--data` only the start is measured, on an empty folder.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { freePort } from '../test/free-port.ts'
import { repositoryRoot } from '../test/repository.ts'
import { plainEnvironment } from '../test/settings.ts'

const { values } = parseArgs({
  options: {
    rival: { type: 'string' },
    data: { type: 'string' },
    runs: { type: 'string', default: '5' },
    short: { type: 'boolean' },
  },
})

const manifest = z.object({ scripts: z.object({ start: z.string(), mettrace: z.string() }) })

/** A script of a tree's package.json, as npm runs it. */
const scriptOf = (tree: string, name: 'start' | 'mettrace'): string =>
  manifest.parse(JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8'))).scripts[name]

const shell = (tree: string, command: string, settings: Record<string, string> = {}): ChildProcess => {
  const PATH = `${join(tree, 'node_modules/.bin')}:/usr/bin:/bin`
  return spawn('sh', ['-c', command], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: plainEnvironment({ ...settings, PATH }),
  })
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done, fail) => {
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`It ended with ${code}.`))))
  })

/** Milliseconds by the clock, and of the processor; NaN where it does not tell. */
type Took = { clock: number; processor: number }

/** User's and system's time of a living process, in hundredths of a second, stand in the 14th and 15th place. */
const processorOf = async (pid: number | undefined): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) * 10
}

/** Until the server answers. */
const serving = async (tree: string, data: string): Promise<Took> => {
  const port = await freePort()
  const begun = performance.now()
  const child = shell(tree, `${scriptOf(tree, 'start')} --data '${data}'`, {
    PORT: String(port),
    PROVIDER_PORT: '0',
    LOG_LEVEL: 'silent',
  })
  for (;;) {
    const answered = await fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) break
    if (child.exitCode !== null) throw new Error(`The server of ${tree} ended before it answered.`)
    await sleep(5)
  }
  const took = { clock: performance.now() - begun, processor: await processorOf(child.pid) }
  child.stdout?.resume()
  child.kill('SIGTERM')
  await ended(child)
  return took
}

/** What `times` of a shell says of its children: `0m1.860000s 0m0.130000s`. */
const childrenTook = (words: string): number =>
  (words.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map((each) => /^(\d+)m([\d.]+)s$/.exec(each))
    .reduce((sum, found) => sum + (Number(found?.[1]) * 60 + Number(found?.[2])) * 1000, 0)

const risk = async (tree: string, data: string): Promise<Took> => {
  const begun = performance.now()
  const command = `${scriptOf(tree, 'mettrace')} risk --months 12 --json --data '${data}'`
  const child = shell(tree, `(${command}) > /dev/null && times`)
  const [words] = await Promise.all([text(child.stdout!), ended(child)])
  return { clock: performance.now() - begun, processor: childrenTook(words) }
}

const trees = [
  { name: 'this', tree: repositoryRoot },
  ...(values.rival ? [{ name: 'rival', tree: resolve(values.rival) }] : []),
]
const runs = values.short ? 1 : Number(values.runs)
const work = await mkdtemp(join(tmpdir(), 'mettrace-start-'))
const folderOf = (name: string): string => join(work, name)
const figures = new Map<string, Took[]>()
const note = (name: string, took: Took): void => {
  figures.set(name, [...(figures.get(name) ?? []), took])
}

try {
  for (const { name, tree } of trees) {
    // With its owners: PostgreSQL refuses files of another account.
    if (values.data) await ended(spawn('cp', ['-a', resolve(values.data), folderOf(name)]))
    // The first start migrates, and counts what is not counted.
    await serving(tree, folderOf(name))
    if (values.data) await risk(tree, folderOf(name))
  }
  for (let run = 0; run < runs; run++) {
    for (const { name, tree } of trees) {
      note(`serve ${name}`, await serving(tree, folderOf(name)))
      if (values.data) note(`risk ${name}`, await risk(tree, folderOf(name)))
    }
  }
} finally {
  await rm(work, { recursive: true, force: true })
}

const sorted = (name: string, by: keyof Took): number[] =>
  (figures.get(name) ?? []).map((took) => took[by]).toSorted((one, other) => one - other)

for (const [name, all] of figures)
  for (const by of ['clock', 'processor'] as const) {
    const [first = NaN, ...rest] = sorted(name, by)
    const middle = [first, ...rest][Math.floor(all.length / 2)] ?? NaN
    console.log(
      `${name.padEnd(12)} ${by.padEnd(9)} shortest ${first.toFixed(0)} ms, median ${middle.toFixed(0)} ms`,
    )
  }
if (values.rival) {
  for (const what of values.data ? ['serve', 'risk'] : ['serve'])
    for (const by of ['clock', 'processor'] as const) {
      const [mine = NaN] = sorted(`${what} this`, by)
      const [theirs = NaN] = sorted(`${what} rival`, by)
      console.log(`${what}, ${by}: ${(mine / theirs).toFixed(2)} × the rival`)
    }
}

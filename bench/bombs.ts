/**
 * Small gzips that unpack to gigabytes of good rows, one of each kind that is read, given to the real commands. One
 * command:
 *
 *   node bench/bombs.ts [--short]
 *
 * Goal: every one ends in words (exit code 0, 3 or 4), and none takes more than 2 GB. In short 40 MB of rows, and of
 * each kind a quarter more memory than it was measured to take.
 */
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { bombs, type Bomb } from '../test/like-rows.ts'
import { nodeProgram, repositoryRoot } from '../test/repository.ts'
import { plainEnvironment } from '../test/settings.ts'

const short = process.argv.includes('--short')
const bytes = (short ? 40 : 1500) * 1e6
const mostOf = ({ shortMegabytes }: Bomb): number => (short ? shortMegabytes : 2000)

type Ending = { code: number | null; seconds: number; megabytes: number; words: string }

/** Runs a command and watches the most memory that it has taken (Linux: VmHWM). */
const watched = (parameters: readonly string[]): Promise<Ending> =>
  new Promise((resolve) => {
    const start = performance.now()
    const child = spawn(nodeProgram, ['apps/server/main.ts', ...parameters], {
      cwd: repositoryRoot,
      env: plainEnvironment({}),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let [words, megabytes] = ['', 0]
    const look = setInterval(() => {
      void readFile(`/proc/${child.pid}/status`, 'utf8').then(
        (status) => (megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)),
        () => undefined,
      )
    }, 100)
    child.stderr.on('data', (piece: Buffer) => (words += piece.toString('utf8')))
    child.on('close', (code) => {
      clearInterval(look)
      resolve({ code, seconds: (performance.now() - start) / 1000, megabytes, words })
    })
  })

const run = async (folder: string, bomb: Bomb): Promise<boolean> => {
  const { name, file, parameters, pieces } = bomb
  const path = join(folder, `${file}.gz`)
  await pipeline(Readable.from(pieces(bytes)), createGzip(), createWriteStream(path))
  const packed = (await stat(path)).size / 1e6
  const { code, seconds, megabytes, words } = await watched([
    ...parameters(path),
    '--data',
    join(folder, 'data'),
    '--json',
  ])
  const said = code === 0 ? 'taken' : (/"code":"([a-z_]+)"/.exec(words)?.[1] ?? words.slice(-80))
  console.log(
    `${name}: ${packed.toFixed(1)} MB of gzip, ${(bytes / 1e6).toFixed(0)} MB unpacked: exit ${code} (${said}), ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB of at most ${mostOf(bomb)} MB`,
  )
  return (code === 0 || code === 3 || code === 4) && megabytes <= mostOf(bomb)
}

const folder = await mkdtemp(join(tmpdir(), 'mettrace-bombs-'))
try {
  let good = true
  for (const bomb of bombs) good = (await run(folder, bomb)) && good
  console.log(`goal: each ends in words, in as much memory as it may take: ${good ? 'held' : 'MISSED'}`)
  process.exitCode = good ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

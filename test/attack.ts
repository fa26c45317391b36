// npm run attack: tries what somebody who means harm might do, and prints what was tried and what came of it. `--short`
// has smaller bombs and one in four of the values that mean harm. Ends with 1 when anything gets through.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attackTests } from './attack-tests.ts'
import { run } from './command.ts'
import { nodeProgram } from './repository.ts'
import { openTally } from './tally.ts'
import { runTests } from './tests.ts'

const short = process.argv.includes('--short') ? ['--short'] : []

const tally = openTally()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-attack-'))
const figures = join(folder, 'figures')
try {
  await runTests(tally, [...attackTests], {
    METTRACE_FIGURES: figures,
    METTRACE_FULL: '1',
    METTRACE_EVERY_HARM: short.length > 0 ? '0' : '1',
  })
  await tally.check('Bombs, given to the real commands', async () => {
    const { code } = await run(nodeProgram, ['bench/bombs.ts', ...short], { aloud: true })
    return { state: code === 0 ? 'passed' : 'failed' }
  })
  console.log(
    `\n${await readFile(figures, 'utf8').catch(() => 'There are no figures: the tests did not run.')}`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = tally.close()

// npm run golden: holds every answer against the one that is kept; with --write it keeps them anew, with --full
// London's too.
import { run } from '../command.ts'

const environment = {
  ...(process.argv.includes('--write') ? { METTRACE_GOLDEN: 'write' } : {}),
  ...(process.argv.includes('--full') ? { METTRACE_FULL: '1' } : {}),
}
const { code } = await run('vitest', ['run', 'test/golden'], { environment, aloud: true })
process.exitCode = code

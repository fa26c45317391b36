import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Commands start in half the time where Node finds what it compiled before. Beside the packages, not in a folder that
// other accounts may write to: what is found there is run.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/mettrace'))
const { runCommandLine } = await import('./command-line/run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))

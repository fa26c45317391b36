// The verifier that lies with a log as one file: node verify.mjs [FOLDER|BUNDLE|PROOF|ADDRESS] [--key …] [--head …].
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { inWords } from './in-words.ts'
import { parseKeys, verifyPath } from './verify-path.ts'

const usage = `Checks a log from its files alone: node verify.mjs [FOLDER|BUNDLE|PROOF|ADDRESS] [options]
  FOLDER    folder of a log, with its checkpoint (default: where this file lies)
  BUNDLE    one bundle of its entries, tile/entries/...
  PROOF     proof of one entry, .tlog-proof
  ADDRESS   https://..., any log that is served as tiles (C2SP tlog-tiles)
  --key     key of the log or of a witness, or a file of them; otherwise those that lie with the log are believed
  --head    file of a head that was kept earlier; may be repeated
  --json    one JSON object
Exit codes: 0 holds, 2 usage, 3 does not hold.`

const keyOf = async (text: string): Promise<string> => (text.includes('+') ? text : readFile(text, 'utf8'))

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      head: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || positionals.length > 1) {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const keys = (await Promise.all(values.key.map(keyOf))).flatMap(parseKeys)
  const earlier = await Promise.all(values.head.map((file) => readFile(file)))
  const report = await verifyPath(positionals[0] ?? import.meta.dirname, { keys, earlier })
  console.log(values.json ? JSON.stringify(report, null, 2) : inWords(report))
  if (keys.length === 0 && !values.json)
    console.error(
      'Note: the keys were those that lie with the log. Anyone who can replace the log can replace them.',
    )
  return report.findings.length === 0 ? 0 : 3
}

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  const slip = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false
  process.exitCode = slip ? 2 : 3
}

import { signatureType } from '../note/key.ts'
import type { Verified } from './verify-path.ts'

const number = new Intl.NumberFormat('en-GB')
const plural = (count: number, one: string, more: string): string =>
  `${number.format(count)} ${count === 1 ? one : more}`

/** What was found, for people: a line for each fact, what is wrong last. */
export const inWords = ({
  kind,
  head,
  signatures,
  missing,
  entries,
  confirmed,
  leftovers,
  findings,
}: Verified): string => {
  const lines: string[] = []
  if (head) {
    lines.push(`Log      ${head.origin}`)
    lines.push(`Head     ${plural(head.size, 'entry', 'entries')}, root ${head.root}`)
  }
  for (const { name, type, time } of signatures)
    lines.push(
      type === signatureType.log
        ? `Signed   by the log itself, ${name}`
        : `Seen     by the witness ${name}, ${time?.toISOString() ?? 'at no time'}`,
    )
  for (const name of missing) lines.push(`Not seen by the witness ${name}`)
  lines.push(`Checked  ${plural(entries, 'entry', 'entries')}`)
  if (confirmed > 0) lines.push(`Goes on  from ${plural(confirmed, 'earlier head', 'earlier heads')}`)
  if (leftovers.length > 0)
    lines.push(
      `Left over ${plural(leftovers.length, 'file', 'files')} of other heads, which agree with the log: ${leftovers.slice(0, 3).join(', ')}${leftovers.length > 3 ? ' …' : ''}`,
    )
  const what = { log: 'The log', bundle: 'The bundle', entry: 'The proof' }[kind]
  if (findings.length === 0) return [...lines, `${what} holds.`].join('\n')
  const broken = findings.map(({ where, words }) => `  ${where}: ${words}`)
  return [...lines, `${what} does not hold:`, ...broken].join('\n')
}

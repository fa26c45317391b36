import { readFileSync, writeFileSync } from 'node:fs'
import { format } from 'prettier'

/**
 * Holds a part of a page against what a benchmark has found: the lines between `<!-- NAME -->` and `<!-- /NAME -->`.
 * With `--write` on the command line the part is written; otherwise a page that says something else is told, and the
 * command ends with 1. Throws where the page has no such part.
 */
export async function holdBlock(page: string, name: string, text: string): Promise<void> {
  const path = new URL(`../../docs/decisions/${page}`, import.meta.url)
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`]
  const whole = readFileSync(path, 'utf8')
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no part ${name}`)
  const found = whole.slice(from + begin.length, to)
  if (plain(found) === plain(text)) return
  if (process.argv.includes('--write')) {
    const next = `${whole.slice(0, from + begin.length)}\n${text}\n${whole.slice(to)}`
    writeFileSync(path, await format(next, { parser: 'markdown', printWidth: 110 }))
    console.log(`\ndocs/decisions/${page}: ${name} written`)
  } else {
    process.exitCode = 1
    console.log(`\ndocs/decisions/${page} says otherwise (${name}); run again with --write`)
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A table in Markdown; the first row is its heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...rest] = rows
  return [line(heading), line(heading.map(() => '---')), ...rest.map(line)].join('\n')
}

/** Without what aligns columns. */
function plain(text: string): string {
  return text
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/[ \n]+/g, ' ')
    .trim()
}

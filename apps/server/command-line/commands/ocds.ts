import { createReadStream, existsSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { DoubtsAcross, doubtsOf } from '@mettrace/procurement/ocds/doubts'
import { PackageFault, readPackage } from '@mettrace/procurement/ocds/read-package'
import type { Release, SetAside, Thing } from '@mettrace/procurement/ocds/read-release'
import { releasePackage } from '@mettrace/procurement/ocds/record'
import { noticeValue, type NoticeValue } from '@mettrace/procurement/ocds/value'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { readConfig } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { count } from '../../foundation/words/figures.ts'
import type { CommandContext } from '../command-context.ts'
import { withCommonOptions, type CommonOptions } from '../options.ts'
import { textTable } from '../table.ts'

type Options = CommonOptions & { write?: string }

/** Releases that an answer names one by one. */
const namedAtMost = 100

type Told = { ocid: string; id: string; tag: string; title: string; value: NoticeValue | null }

const told = (release: Release): Told => {
  const tender = (release['tender'] ?? {}) as Thing
  return {
    ocid: release.ocid,
    id: release.id,
    tag: release.tag.join(', '),
    title: typeof tender['title'] === 'string' ? tender['title'] : '',
    value: noticeValue(tender['value']) ?? null,
  }
}

const valueInWords = (value: NoticeValue | null): string => {
  if (value === null) return 'not known'
  const vat = value.vatInferred === null ? '' : `, VAT of ${value.vatInferred / 100}% inferred`
  if (value.inferred !== null)
    return `${poundsOf(value[value.inferred === 'net' ? 'gross' : 'net'])} as printed`
  return `${poundsOf(value.net)} net, ${poundsOf(value.gross)} gross${vat}`
}

/** A new file that holds its content only once all of it is there. */
class PackageWriter {
  readonly #file: string
  readonly #part: FileHandle
  #isFirst = true

  private constructor(file: string, part: FileHandle) {
    this.#file = file
    this.#part = part
  }

  /** Errors: `usage` where there is such a file, or none can be made. */
  static async begin(file: string, shown: string): Promise<PackageWriter> {
    try {
      if (existsSync(file)) throw new Error('There is such a file.')
      return new PackageWriter(file, await open(`${file}.part`, 'wx'))
    } catch (cause) {
      const words = 'The file cannot be written: it is there already, or its folder is not.'
      throw new MetTraceError('usage', words, { file: shown }, { cause })
    }
  }

  async add(release: Release): Promise<void> {
    const publisher = { name: 'MetTrace, from what was read' }
    const { releases: _, ...head } = releasePackage(
      { uri: 'urn:mettrace:ocds', publishedAt: release.date, publisher },
      [],
    )
    const before = this.#isFirst ? `${JSON.stringify(head).slice(0, -1)},"releases":[\n` : ',\n'
    await this.#part.write(before + JSON.stringify(release))
    this.#isFirst = false
  }

  async end(): Promise<void> {
    await this.#part.write('\n]}\n')
    await this.#part.close()
    await rename(`${this.#file}.part`, this.#file)
  }

  async drop(): Promise<void> {
    await this.#part.close().catch(() => undefined)
    await rm(`${this.#file}.part`, { force: true })
  }
}

const asTold = (error: unknown, file: string): unknown => {
  if (error instanceof PackageFault)
    return new MetTraceError('file_wrong_kind', `This is no package of OCDS: ${error.message}.`, {
      file,
      line: error.line,
      column: error.column,
    })
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? new MetTraceError('file_missing', 'There is no such file.', { file }, { cause: error })
    : error
}

type Result = {
  kept: number
  setAside: number
  fields: SetAside[]
  doubts: { release: string; path: string; words: string }[]
  across: string[]
  releases: Told[]
}

const readFileOf = async (path: string, file: string, writer: PackageWriter | undefined): Promise<Result> => {
  const across = new DoubtsAcross()
  const result: Result = { kept: 0, setAside: 0, fields: [], doubts: [], across: [], releases: [] }
  for await (const { release, aside } of readPackage(createReadStream(path))) {
    result.fields.push(...aside)
    if (!release) result.setAside++
    else {
      result.kept++
      across.add(release)
      for (const doubt of doubtsOf(release)) result.doubts.push({ release: release.id, ...doubt })
      if (result.releases.length < namedAtMost) result.releases.push(told(release))
      await writer?.add(release)
    }
  }
  const [first] = result.fields
  if (result.kept === 0)
    throw new MetTraceError('value_invalid', 'No release could be taken.', {
      file,
      ...(first && { found: `${first.path}: ${first.found}`, expected: first.reason }),
    })
  return { ...result, across: across.all() }
}

/** Releases of others, read field by field. */
export const addOcdsCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('ocds'))
    .description('notices of others as OCDS 1.1 releases: what was read, what was set aside and why')
    .argument('<file>', 'a release or record package, as Find a Tender and Contracts Finder give it')
    .option('--write <file>', 'write what was kept as a release package, into a new file')
    .action(async (file: string, options: Options) => {
      const config = readConfig()
      const at = (name: string): string => resolve(config.invocationDirectory, name)
      const writer =
        options.write === undefined ? undefined : await PackageWriter.begin(at(options.write), options.write)
      let results: Result
      try {
        results = await readFileOf(at(file), file, writer)
        await writer?.end()
      } catch (error) {
        await writer?.drop()
        throw asTold(error, file)
      }
      const { kept, setAside, fields, doubts, across, releases } = results
      await context.done('ocds', {
        inputs: { file, write: options.write ?? null },
        results,
        warnings: [
          ...fields.map(
            ({ path, reason, found }) => `Set aside ${path || 'the release'}: ${reason}, found ${found}`,
          ),
          ...doubts.map(({ release, path, words }) => `Release ${release} ${path}: ${words}`),
          ...across,
        ],
        text: [
          `${count(kept, 'release')} read, ${setAside} set aside; ${count(fields.length, 'thing')} set aside in all.`,
          textTable(releases, [
            { heading: 'Process', value: ({ ocid }) => ocid },
            { heading: 'Stage', value: ({ tag }) => tag },
            { heading: 'Title', value: ({ title }) => title },
            { heading: 'Value', value: ({ value }) => valueInWords(value) },
          ]),
          ...(kept > releases.length ? [`And ${kept - releases.length} more; --write keeps all.`] : []),
        ].join('\n'),
      })
    })
}

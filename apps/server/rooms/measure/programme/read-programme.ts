import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import { MetTraceError } from '../../../foundation/errors.ts'
import { programmeSchema, type Programme } from './programme-schema.ts'

/** Where in the object something stands, as one would write it: deployments[2].start. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  )

const asFound = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 200)

const refuse = (file: string | undefined, raw: unknown, issue: z.core.$ZodIssue): never => {
  const at = pathText(issue.path)
  throw new MetTraceError(
    'value_invalid',
    `The programme cannot be read${at === '' ? '' : ` at ${at}`}: ${issue.message}.`,
    {
      ...(file !== undefined && { file }),
      ...(at !== '' && { column: at }),
      found: asFound(valueAt(raw, issue.path)),
      expected: 'what apps/server/rooms/measure/programme/programme.schema.json describes',
    },
  )
}

/** A programme from an object. Errors: `value_invalid` with the path to what is wrong. */
export const programmeFrom = (raw: unknown, file?: string): Programme => {
  const read = programmeSchema.safeParse(raw)
  const issue = read.error?.issues[0]
  return issue ? refuse(file, raw, issue) : (read.data as Programme)
}

/** A programme from JSON text. Errors: `file_wrong_kind` for no JSON, `value_invalid` with the path to what is wrong. */
export const parseProgramme = (text: string, file?: string): Programme => {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new MetTraceError('file_wrong_kind', 'A programme is written in JSON; this is not.', {
      ...(file !== undefined && { file }),
      found: error instanceof Error ? error.message : 'no JSON',
      expected: 'an object in JSON',
    })
  }
  return programmeFrom(raw, file)
}

/** A programme from a file. Errors: `file_missing`, `file_unreadable`, `file_encoding`, and those of its content. */
export const readProgramme = async (path: string): Promise<Programme> => {
  const file = basename(path)
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new MetTraceError(
      missing ? 'file_missing' : 'file_unreadable',
      missing ? `There is no file ${path}.` : `The file ${path} cannot be read.`,
      { file },
    )
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new MetTraceError('file_encoding', 'The programme is not in UTF-8.', { file })
  }
  return parseProgramme(text, file)
}

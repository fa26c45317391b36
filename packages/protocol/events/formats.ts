import type { z } from 'zod'
import { phoneEvent, type PhoneEvent } from './event.ts'

/** A code that has another name from a format on: at `path` of the event, `from` is now `to`. */
export type RenamedCode = {
  /** The first format that has the new name. */
  since: number
  /** Where it stands; `*` is every member of a list: `['fact', 'kits', '*', 'recorded']`. */
  path: readonly string[]
  from: string
  to: string
}

/** Formats of events that there are: the present one, and what codes of earlier ones are called now. */
export type Formats = { present: number; renamed: readonly RenamedCode[] }

/** Raised with every change that an older server would not read; the two before it are still accepted. */
export const formats: Formats = { present: 1, renamed: [] }

/** Formats that are accepted besides the present one. */
const earlierFormats = 2

export type EventRead<Event = PhoneEvent> =
  { event: Event } | { fault: 'format'; found: number } | { fault: 'shape'; where: string; expected: string }

/** No database keeps a zero as text, and half a character is none. */
const isText = (value: unknown): boolean => {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, each]) => isText(name) && isText(each))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const renamedAt = (value: unknown, path: readonly string[], { from, to }: RenamedCode): unknown => {
  const [step, ...rest] = path
  if (step === undefined) return value === from ? to : value
  if (step === '*')
    return Array.isArray(value)
      ? value.map((each) => renamedAt(each, rest, { since: 0, path, from, to }))
      : value
  if (!isRecord(value) || !(step in value)) return value
  return { ...value, [step]: renamedAt(value[step], rest, { since: 0, path, from, to }) }
}

const faultOf = ({ issues: [issue] }: z.ZodError): Extract<EventRead, { fault: 'shape' }> => ({
  fault: 'shape',
  where: issue?.path.join('.') ?? '',
  expected: issue?.message ?? '',
})

/** Reads an event of some schema, of the present format or of the two before it, in the words of the present one. */
export const readEventAs = <Event>(
  schema: z.ZodType<Event>,
  told: Record<string, unknown>,
  known: Formats = formats,
): EventRead<Event> => {
  const format = typeof told['format'] === 'number' ? told['format'] : known.present
  if (format > known.present || format < known.present - earlierFormats)
    return { fault: 'format', found: format }
  if (!isText(told)) return { fault: 'shape', where: '', expected: 'text' }
  let present: unknown = told
  for (const renamed of known.renamed)
    if (renamed.since > format) present = renamedAt(present, renamed.path, renamed)
  const read = schema.safeParse(present)
  return read.success ? { event: read.data } : faultOf(read.error)
}

/** Reads an event of doors and kits. */
export const readEvent = (told: Record<string, unknown>, known: Formats = formats): EventRead =>
  readEventAs(phoneEvent, told, known)

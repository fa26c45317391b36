import { z } from 'zod'
import { uuidv7 } from '../uuid.ts'
import { idFrom } from './ids.ts'
import type { ErrorAtField } from './kept-names.ts'

/** Fields of a form as they were sent, each once or several times; what is no text is empty. */
export type SentForm = Readonly<Record<string, string | readonly string[]>>

const form = z.record(z.string(), z.union([z.string(), z.array(z.string())]).catch('')).catch({})

export const sentForm = (body: unknown): SentForm => form.parse(body)

/** All that a field was sent with. */
export const textsOf = (sent: SentForm, field: string): string[] => [sent[field] ?? []].flat()

/** A field as one line; empty where it was not sent. */
export const textOf = (sent: SentForm, field: string): string =>
  (textsOf(sent, field)[0] ?? '')
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** All that was ticked of a field; what holds a control character was never offered. */
export const tickedOf = (sent: SentForm, field: string): string[] =>
  textsOf(sent, field).filter((value) => !/\p{Cc}/u.test(value))

/** The id that the form gave its act: sent twice, it is one act. */
export const actFrom = (sent: SentForm): string => idFrom(textOf(sent, 'act')) ?? uuidv7()

const longest = 500

/** Words of a field, or what is wrong with them; `at`: its id on the page, where it has another than its name. */
export const wordsOf = (
  sent: SentForm,
  field: string,
  missing: string,
  at: string = field,
): { words: string; errors: ErrorAtField[] } => {
  const words = textOf(sent, field)
  const fault =
    words === '' ? missing : words.length > longest ? `Enter ${longest} characters or fewer` : undefined
  return { words, errors: fault === undefined ? [] : [{ text: fault, href: `#${at}` }] }
}

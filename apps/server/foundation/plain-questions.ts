import type { FastifyInstance } from 'fastify'
import { MetTraceError } from './errors.ts'

/** No database keeps a zero as text, and half a character is none. */
const isText = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed()

/** What a form or an address can say: text, or the same field several times. */
const isPlain = (value: unknown): boolean => {
  if (typeof value === 'string') return isText(value)
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string' && isText(each))
  // A file that was sent is bytes, for whoever takes it to read.
  return value === undefined || Buffer.isBuffer(value)
}

const isPlainRecord = (record: unknown): boolean => {
  if (record === undefined || record === null) return true
  return (
    typeof record === 'object' &&
    !Array.isArray(record) &&
    Object.entries(record).every(([name, value]) => isText(name) && isPlain(value))
  )
}

/** Levels of lists and objects in JSON: a phone's batch has some ten; what is deeper would exhaust whoever reads it. */
const mostLevels = 32

/** What may be read of JSON, for phones: their schemas read the rest, so that one event that is no text keeps back no other. */
const isPlainJson = (value: unknown, level = 0): boolean => {
  if (typeof value !== 'object' || value === null) return true
  return level < mostLevels && Object.values(value).every((each) => isPlainJson(each, level + 1))
}

/** Refuses every question with a value that no form can send, or that no text holds, before any page reads it. */
export const refuseWhatIsNoText = (app: FastifyInstance): void => {
  app.addHook('preValidation', async ({ params, query, body, routeOptions: { config } }) => {
    const isBody = config?.forPhones ? isPlainJson : isPlainRecord
    if ([params, query].every(isPlainRecord) && isBody(body)) return
    throw new MetTraceError(
      'usage',
      'A field or the address holds what is no text. Type it again, without what was pasted.',
    )
  })
}

import { userInfo } from 'node:os'

const dayInMs = 86_400_000

/** The days around now, as they are written anywhere: a run may go past midnight. */
const daysAroundNow = (now: Date): string[] =>
  [-1, 0, 1].flatMap((step) => {
    const day = new Date(now.getTime() + step * dayInMs)
    const words = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
    return [day.toISOString().slice(0, 10), day.toLocaleDateString('en-GB', words)]
  })

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * A text without what is another in every run: ids by the order in which they come up, times of the run, the
 * account that runs it, and the version of the product.
 */
export const steady = (text: string, now = new Date()): string => {
  const ids = new Map<string, string>()
  const justNow = new RegExp(
    `\\b(?:${daysAroundNow(now).join('|')})(?:T| at |, | )\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z?`,
    'g',
  )
  return text
    .replaceAll(uuid, (id) => {
      if (!ids.has(id)) ids.set(id, `<id ${ids.size + 1}>`)
      return ids.get(id) ?? id
    })
    .replaceAll(justNow, '<now>')
    .replaceAll(`command line: ${userInfo().username}`, 'command line: <account>')
    .replaceAll(/(?<![\d.])0\.\d+\.\d+(?![\d.])/g, '<version>')
}

const widest = 110

/** JSON that a difference can be read in: what fits on a line stands on one, lists of plain values always. */
export const readableJson = (value: unknown, indent = ''): string => {
  const flat = JSON.stringify(value) ?? 'undefined'
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= widest) return flat
  const inner = `${indent} `
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null)) return flat
    return `[\n${value.map((each) => inner + readableJson(each, inner)).join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value).map(
    ([name, each]) => `${inner}${JSON.stringify(name)}: ${readableJson(each, inner)}`,
  )
  return `{\n${members.join(',\n')}\n${indent}}`
}

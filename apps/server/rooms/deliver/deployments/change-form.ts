import { z } from 'zod'
import { MetTraceError } from '../../../foundation/errors.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { Change } from './change-deployment.ts'
import type { Start } from './fix-deployments.ts'

const isoDay = z.iso.date()

const wrong = (about: string, message: string): MetTraceError =>
  new MetTraceError('usage', message, { about })

const text = (typed: Record<string, unknown>, field: string): string => String(typed[field] ?? '').trim()

/** A start as it is typed: a day, `2026-09-07`, or a month, `2026-09`. Errors: `usage` about `start`. */
export const startFrom = (typed: string): Start => {
  if (/^\d{4}-\d{2}$/.test(typed) && parseMonth(typed) !== undefined)
    return { on: `${typed}-01`, known: 'month' }
  if (isoDay.safeParse(typed).success) return { on: typed, known: 'day' }
  throw wrong('start', 'Start must be a day or a month, like 2027-01-18 or 2027-01')
}

/** Kits as people type them, with commas or without; null where nothing was. Errors: `usage` about the field. */
const kitsFrom = (typed: string, field: string): number | null => {
  if (typed === '') return null
  const plain = typed.replaceAll(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  if (/^\d{1,8}$/.test(plain)) return Number(plain)
  throw wrong(field, 'Kits must be a whole number, like 1,250')
}

/** Why a deployment changes. Errors: `usage` about the field. */
const reasonOf = (typed: string, field: string): string => {
  const reason = typed.normalize('NFC').replaceAll(/\s+/g, ' ')
  if (reason === '') throw wrong(field, 'Enter the reason')
  if (reason.length > 500) throw wrong(field, 'The reason must be 500 characters or fewer')
  return reason
}

/** What a form asks to change. Fields of each form have names of their own, so that an error stands beside its field. */
const changes: Readonly<Record<string, (typed: Record<string, unknown>, today: string) => Change>> = {
  move: (typed) => ({ what: 'start moved', start: startFrom(text(typed, 'start')) }),
  kits: (typed) => {
    const kits = kitsFrom(text(typed, 'kits'), 'kits')
    if (kits === null) throw wrong('kits', 'Enter the number of kits')
    return { what: 'kits changed', kits }
  },
  drop: (typed) => {
    const area = text(typed, 'area')
    if (area === '') throw wrong('area', 'Choose the area to drop')
    return { what: 'area dropped', area, kits: kitsFrom(text(typed, 'kitsLeft'), 'kitsLeft') }
  },
  close: (typed, today) => {
    const on = text(typed, 'on')
    if (!isoDay.safeParse(on).success) throw wrong('on', 'Closed on must be a day, like 2027-06-30')
    if (on > today) throw wrong('on', 'Closed on must be today or in the past')
    return { what: 'closed', on, kits: kitsFrom(text(typed, 'kitsUsed'), 'kitsUsed') }
  },
}

/**
 * The change that a form asks for. Errors: `usage` about the field that is wrong; `reason` is named by its form,
 * `move-reason`.
 */
export const changeFrom = (
  typed: Record<string, unknown>,
  today: string,
): Change & { follows: string | null; reason: string } => {
  const form = text(typed, 'form')
  const read = changes[form]
  if (!read) throw wrong('reason', 'Choose what changes')
  return {
    ...read(typed, today),
    reason: reasonOf(text(typed, 'reason'), `${form}-reason`),
    follows: idFrom(typed['follows']) ?? null,
  }
}

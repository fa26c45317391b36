import { readPounds } from '@mettrace/money/pence/pence'
import { isDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'

/** Most pence of one amount in a form: ten million pounds are a slip of the keyboard. */
const mostPence = 1_000_000_000

/** Reads fields of a form one after another, and gathers what is wrong with them. */
export class MoneyForm {
  readonly errors: ErrorAtField[] = []
  readonly #sent: SentForm

  constructor(sent: SentForm) {
    this.#sent = sent
  }

  #wrong(field: string, text: string): void {
    this.errors.push({ text, href: `#${field}` })
  }

  text(field: string, what: string): string {
    const typed = textOf(this.#sent, field)
    if (typed === '') this.#wrong(field, `Enter ${what}`)
    else if (typed.length > 200) this.#wrong(field, `Enter ${what} in 200 characters or fewer`)
    return typed
  }

  day(field: string, what: string): string {
    const typed = textOf(this.#sent, field)
    if (!isDay(typed)) this.#wrong(field, `${what} must be a day, like 2027-01-18`)
    return typed
  }

  /** Pence of an amount in pounds. */
  pounds(field: string, what: string, { least = 0 }: { least?: number } = {}): number {
    const amount = readPounds(textOf(this.#sent, field))
    if (amount === undefined || Math.abs(amount) > mostPence || amount < least)
      this.#wrong(field, `${what} must be pounds and pence, like 12,720.00`)
    return amount ?? 0
  }

  whole(field: string, what: string, { least = 1 }: { least?: number } = {}): number {
    const typed = textOf(this.#sent, field).replaceAll(',', '')
    const found = /^\d{1,8}$/.test(typed) ? Number(typed) : Number.NaN
    if (!(found >= least && found <= 10_000_000))
      this.#wrong(field, `${what} must be a whole number from ${least} to 10,000,000`)
    return Number.isNaN(found) ? 0 : found
  }

  /** One of several, by its value. */
  choice<T>(field: string, what: string, among: readonly T[], valueOf: (each: T) => string): T | undefined {
    const typed = textOf(this.#sent, field)
    const found = among.find((each) => valueOf(each) === typed)
    if (found === undefined) this.#wrong(field, `Choose ${what}`)
    return found
  }

  has(field: string): boolean {
    return textOf(this.#sent, field) !== ''
  }
}

/** What stands against an act, beside a field, and the status of the page that says so; nothing where it was done. */
export const faultsOfMoney = async (
  href: string,
  work: () => Promise<unknown>,
): Promise<{ errors: ErrorAtField[]; status: number }> => {
  try {
    await work()
    return { errors: [], status: 200 }
  } catch (error) {
    if (error instanceof MetTraceError && (error.code === 'money_refused' || error.code === 'not_allowed'))
      return { errors: [{ text: error.message, href }], status: error.status }
    throw error
  }
}

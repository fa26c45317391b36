import { z } from 'zod'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { vatBases, type Contract, type NewContract, type NewPrice } from '../suppliers.ts'
import { actFrom, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'

type Read<T> = { value: T } | { errors: ErrorAtField[] }

const isoDay = z.iso.date()

/** Characters of a name or reference at most. */
const longest = 200

const named = (typed: string, href: string, what: string): ErrorAtField[] => {
  if (typed === '') return [{ text: `Enter the ${what}`, href }]
  const text = `The ${what} must be ${longest} characters or fewer`
  return typed.length > longest ? [{ text, href }] : []
}

const day = (typed: string, href: string, what: string): ErrorAtField[] =>
  isoDay.safeParse(typed).success ? [] : [{ text: `${what} must be a day, like 2027-01-18`, href }]

/** A supplier as it is typed, or what is wrong with it. */
export const supplierIn = (fields: SentForm): Read<{ id: string; name: string }> => {
  const name = textOf(fields, 'name')
  const errors = named(name, '#name', 'name of the supplier')
  return errors.length > 0 ? { errors } : { value: { id: actFrom(fields), name } }
}

/** A contract as it is typed, or what is wrong with it. */
export const contractIn = (fields: SentForm, supplier: string): Read<NewContract> => {
  const [reference, startsOn, endsOn] = [
    textOf(fields, 'reference'),
    textOf(fields, 'starts'),
    textOf(fields, 'ends'),
  ]
  const errors = [
    ...named(reference, '#reference', 'reference of the contract'),
    ...day(startsOn, '#starts', 'First day'),
    ...day(endsOn, '#ends', 'Last day'),
  ]
  if (errors.length === 0 && endsOn < startsOn)
    errors.push({ text: 'Last day must be the first day or later', href: '#ends' })
  return errors.length > 0
    ? { errors }
    : { value: { id: actFrom(fields), supplier, reference, startsOn, endsOn } }
}

/** Most pence of one kit: a slip of the keyboard, beyond it. */
const mostPence = 1_000_000

/** Pounds as they are typed, `12.72` or `£12.72`, in pence; undefined where they are none. */
export const penceFrom = (typed: string): number | undefined => {
  const found = /^£?(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{2}))?$/.exec(typed.replaceAll(' ', ''))
  if (!found) return undefined
  const pence = Number(found[1]?.replaceAll(',', '')) * 100 + Number(found[2] ?? 0)
  return pence <= mostPence ? pence : undefined
}

/** A price as it is typed, of one of the supplier's contracts, or what is wrong with it. */
export const priceIn = (fields: SentForm, contracts: readonly Contract[]): Read<NewPrice> => {
  const contract = contracts.find(({ id }) => id === idFrom(fields['contract']))
  const from = textOf(fields, 'from')
  const pence = penceFrom(textOf(fields, 'price'))
  const vat = vatBases.find((basis) => basis === fields['vat'])
  const errors = [
    ...(contract ? [] : [{ text: 'Choose the contract', href: '#contract' }]),
    ...day(from, '#from', 'First day of the price'),
    ...(pence === undefined ? [{ text: 'Price must be pounds and pence, like 12.72', href: '#price' }] : []),
    ...(vat ? [] : [{ text: 'Choose whether VAT is in the price', href: '#vat' }]),
  ]
  if (contract && errors.length === 0 && from > contract.endsOn)
    errors.push({ text: 'First day of the price must be within the contract', href: '#from' })
  if (errors.length > 0 || !contract || pence === undefined || !vat) return { errors }
  return { value: { id: actFrom(fields), contract: contract.id, from, pence, vat } }
}

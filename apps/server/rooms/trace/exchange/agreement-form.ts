import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Agreement } from '../../../agreements/agreements.ts'
import { adapterNamed, adapters, type Adapter } from './adapters.ts'

/** Choices of a form: agreements in force, and formats. */
export const agreementChoices = (sent: SentForm, agreements: readonly Agreement[]) => ({
  agreements: agreements.map(({ id, reference, party, partyKind }) => ({
    value: id,
    text: `${party} (${partyKind}), ${reference}`,
    selected: id === textOf(sent, 'agreement'),
  })),
  adapters: adapters.map(({ name }) => ({
    value: name,
    text: name,
    selected: name === textOf(sent, 'adapter'),
  })),
})

/** The agreement and the format that a form chose, or what is wrong with them. */
export const agreementFrom = (
  sent: SentForm,
  agreements: readonly Agreement[],
): { chosen?: { agreement: Agreement; adapter: Adapter }; errors: ErrorAtField[] } => {
  const agreement = agreements.find(({ id }) => id === textOf(sent, 'agreement'))
  const adapter = adapterNamed(textOf(sent, 'adapter'))
  const errors: ErrorAtField[] = []
  if (!agreement) errors.push({ text: 'Choose an agreement that is in force', href: '#agreement' })
  if (!adapter) errors.push({ text: 'Choose a format', href: '#adapter' })
  else if (agreement && adapter.kind !== agreement.partyKind)
    errors.push({ text: `Choose a format of a ${agreement.partyKind}`, href: '#adapter' })
  return agreement && adapter && errors.length === 0 ? { chosen: { agreement, adapter }, errors } : { errors }
}

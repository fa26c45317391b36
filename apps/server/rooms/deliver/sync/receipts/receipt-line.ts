import { spelledShort } from '@mettrace/protocol/codes/short-code'
import { dayInWords, timeInWords } from '../../../../foundation/days.ts'
import { wholeNumber } from '../../../../foundation/words/figures.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { nameOfPhone } from '../phones/phone-name.ts'
import type { LastContact, ReceiptLine } from './receipts.ts'

/** `47 of 47`; where the phone has more that it has not sent, how many. Officers are not told what phones say of themselves. */
const arrived = ({ accepted, setAside }: ReceiptLine, unsent: number | undefined): string => {
  const there = wholeNumber(accepted + setAside)
  if (unsent === undefined) return there
  return unsent === 0 ? `${there} of ${there}` : `${there}, and ${wholeNumber(unsent)} not sent`
}

/** A receipt as a row of a table shows it, with the last contact of its phone where the reader may know it. */
export const receiptLine = (
  line: ReceiptLine,
  contacts: readonly LastContact[],
  nameOf: (actor: string) => string,
) => {
  const contact = contacts.find(({ phone, actor }) => phone === line.phone && actor === line.actor)
  return {
    phone: nameOfPhone({ id: line.phone, name: line.name }),
    officer: nameOf(line.actor),
    day: dayInWords(line.day),
    arrived: arrived(line, contact?.unsent),
    setAside: wholeNumber(line.setAside),
    at: timeInWords(contact?.at ?? line.lastAt),
    code: spelledShort(line.code),
    href: paths.receipt({ phone: line.phone, person: line.person, day: line.day }),
  }
}

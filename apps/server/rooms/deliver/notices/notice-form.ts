import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { isDay } from '../../../foundation/days.ts'
import { noticeKinds, type NoticeKind } from './notices.ts'

export type NoticeForm = { kind: string; area: string; onDay: string; number: string; words: string }

export const noticeForm = (sent: SentForm): NoticeForm => ({
  kind: textOf(sent, 'kind'),
  area: textOf(sent, 'area'),
  onDay: textOf(sent, 'onDay'),
  number: textOf(sent, 'number').replaceAll(/[\s,]/g, ''),
  words: textOf(sent, 'words'),
})

export const kindFrom = (text: string): NoticeKind | undefined => noticeKinds.find((each) => each === text)

const mostWords = 120

/** What is wrong with day, number and words; `least`: 1 for a new item, 0 for a correction. `at`: what ids of its fields end with. */
export const faultsOfNotice = (
  { onDay, number, words }: NoticeForm,
  { today, least, at = '' }: { today: string; least: number; at?: string },
): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (!isDay(onDay)) errors.push({ text: 'Enter the day', href: `#onDay${at}` })
  else if (onDay > today) errors.push({ text: 'The day must be today or earlier', href: `#onDay${at}` })
  if (!/^\d{1,7}$/.test(number) || Number(number) < least || Number(number) > 1_000_000)
    errors.push({ text: `How many must be ${least} to 1,000,000`, href: `#number${at}` })
  if (words.length > mostWords)
    errors.push({ text: `Enter ${mostWords} characters or fewer`, href: `#words${at}` })
  return errors
}

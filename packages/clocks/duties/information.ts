import { workingDaysAfter } from '../days/working-days.ts'
import { nations } from '../holidays/nations.ts'

const answerDays = 20
const formatDays = 5

/**
 * Last day on which a request for information is answered: the twentieth working day after it came (FOIA 2000 s.10(1)). A bank
 * holiday anywhere in the United Kingdom is none (s.10(6)).
 */
export const answerInformationBy = (received: string): string =>
  workingDaysAfter(received, answerDays, nations)

/**
 * Last day on which a request for another format is answered by the programme's own promise: the fifth working day after it
 * came, by the bank holidays of London.
 */
export const answerFormatBy = (received: string): string =>
  workingDaysAfter(received, formatDays, ['england and wales'])

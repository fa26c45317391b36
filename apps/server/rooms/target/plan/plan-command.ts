import type { PageQuestion } from '../question/page-query.ts'
import type { Risk } from '../../../crime/types.ts'

const listed = (option: string, codes: readonly string[]): string[] =>
  codes.length === 0
    ? []
    : [option, codes.some((code) => /\s/.test(code)) ? `"${codes.join(',')}"` : codes.join(',')]

/** The command that gives the same figures as the page. */
export const planCommand = ({ inputs }: Risk, question: PageQuestion): string =>
  [
    'npm run -s mettrace -- plan',
    '--kits',
    question.kits,
    '--saturation',
    question.saturation,
    '--until',
    inputs.until,
    '--months',
    inputs.months,
    '--kind',
    inputs.kind,
    '--series',
    inputs.series,
    '--source',
    inputs.source,
    '--smallest',
    question.smallest,
    '--largest',
    question.largest,
    ...(question.most === undefined ? [] : ['--most', question.most]),
    ...(question.bcuFloor > 0 ? ['--floor', `bcu=${question.bcuFloor}`] : []),
    ...listed('--exclude', question.exclude),
    ...listed('--include', question.include),
    ...listed('--covered', question.covered),
  ].join(' ')

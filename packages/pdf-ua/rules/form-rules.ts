import type { Rule } from './rule.ts'

export const formRules: readonly Rule[] = [
  {
    id: '7.20-1',
    says: 'Nothing drawn stands for a page of another file.',
    faults: ({ pdf, content }) =>
      [...content.forms.values()]
        .filter(({ dict }) => pdf.get(dict, 'Ref') !== undefined)
        .map(() => 'A form refers to another file.'),
  },
  {
    id: '7.20-2',
    says: 'A form whose content is read is drawn once.',
    faults: ({ content }) =>
      [...content.forms.values()]
        .filter(({ times, hasMarks }) => times > 1 && hasMarks)
        .map(({ times }) => `A form with marked content is drawn ${times} times.`),
  },
]

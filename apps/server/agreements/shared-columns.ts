/** Everything that a file to or from a laboratory or supplier may hold: an allow-list, without anything of a person or a case. */
export const sharedColumns = {
  sample: 'Number of the sample, by chance',
  exhibit_kind: 'Item, skin swab or other sample',
  seal: 'Seal that it is sent with',
  code_kind: 'How the mark is coded',
  code: 'Code that was read or found',
  report: 'Number of the report',
  reported_on: 'Day of the report',
  method: 'Method',
  method_version: 'Version of the method',
  accreditation: 'Accreditation',
  scope: 'Whether the method is within its scope',
  analyst: 'Analyst of the laboratory',
  run: 'Instrument run',
  outcome: 'What was found',
  confidence: 'Confidence',
  wrong: 'Wrong matches of the method in validation',
  trials: 'Tries of that validation',
  non_conformance: 'What departed from the method',
  answer: 'Whether the supplier made it',
  batch: 'Batch of the supplier',
} as const
export type SharedColumn = keyof typeof sharedColumns

export const isSharedColumn = (name: string): name is SharedColumn => Object.hasOwn(sharedColumns, name)

import { checks, type Check } from './checks.ts'

/**
 * Fields of OCDS 1.1.5 as its release schema has them. `needs`: fields without which a thing is none. What is not listed belongs to
 * an extension, and is kept as it is.
 */
export type Shape =
  | { is: 'one'; check: Check }
  | { is: 'list'; of: Shape; orNull: boolean; atLeastOne: boolean; distinct: boolean }
  | { is: 'thing'; fields: () => Readonly<Record<string, Shape>>; needs: readonly string[] }

const one = (check: Check): Shape => ({ is: 'one', check })
const words = one(checks.textOrNull)
const id = one(checks.id)
const idOrNull = one(checks.idOrNull)
const uri = one(checks.uriOrNull)
const time = one(checks.timeOrNull)
const number = one(checks.numberOrNull)
const whole = one(checks.wholeOrNull)
const oneOf = (...values: string[]): Shape => one(checks.oneOf([...values, null]))
const thing = (fields: () => Readonly<Record<string, Shape>>, ...needs: string[]): Shape => ({
  is: 'thing',
  fields,
  needs,
})
const list = (of: Shape, more: Partial<Extract<Shape, { is: 'list' }>> = {}): Shape => ({
  is: 'list',
  of,
  orNull: false,
  atLeastOne: false,
  distinct: false,
  ...more,
})
const distinct = { distinct: true } as const
const wordsOrNull = list(one(checks.text), { orNull: true })

const value = thing(() => ({ amount: number, currency: one(checks.currencyOrNull) }))
const period = thing(() => ({ startDate: time, endDate: time, maxExtentDate: time, durationInDays: whole }))
const identifier = thing(() => ({ scheme: words, id: idOrNull, legalName: words, uri }))
const address = thing(() => ({
  streetAddress: words,
  locality: words,
  region: words,
  postalCode: words,
  countryName: words,
}))
const contactPoint = thing(() => ({
  name: words,
  email: words,
  telephone: words,
  faxNumber: words,
  url: uri,
}))
const organisationReference = thing(() => ({
  name: one(checks.nameOrNull),
  id: one(checks.anyId),
  identifier,
  address,
  additionalIdentifiers: list(identifier, distinct),
  contactPoint,
}))
const organisation = thing(() => ({
  name: words,
  id: one(checks.text),
  identifier,
  additionalIdentifiers: list(identifier, distinct),
  address,
  contactPoint,
  roles: wordsOrNull,
  details: one(checks.objectOrNull),
}))
const classification = thing(() => ({ scheme: words, id: idOrNull, description: words, uri }))
const item = thing(
  () => ({
    id,
    description: words,
    classification,
    additionalClassifications: list(classification, distinct),
    quantity: number,
    unit: thing(() => ({ scheme: words, id: words, name: words, value, uri })),
  }),
  'id',
)
const document = thing(
  () => ({
    id,
    documentType: words,
    title: words,
    description: words,
    url: uri,
    datePublished: time,
    dateModified: time,
    format: words,
    language: words,
  }),
  'id',
)
const milestone = thing(
  () => ({
    id,
    title: words,
    type: words,
    description: words,
    code: words,
    dueDate: time,
    dateMet: time,
    dateModified: time,
    status: oneOf('scheduled', 'met', 'notMet', 'partiallyMet'),
    documents: list(document, distinct),
  }),
  'id',
)
const amendment = thing(() => ({
  date: time,
  rationale: words,
  id: words,
  description: words,
  amendsReleaseID: words,
  releaseID: words,
  changes: list(thing(() => ({ property: one(checks.text), former_value: one(checks.formerValue) }))),
}))
const amended = { amendments: list(amendment), amendment }
const relatedProcess = thing(() => ({
  id: one(checks.text),
  relationship: wordsOrNull,
  title: words,
  scheme: words,
  identifier: words,
  uri,
}))
const transaction = thing(
  () => ({
    id,
    source: uri,
    date: time,
    value,
    payer: organisationReference,
    payee: organisationReference,
    uri,
    amount: value,
    providerOrganization: identifier,
    receiverOrganization: identifier,
  }),
  'id',
)

const planning = thing(() => ({
  rationale: words,
  budget: thing(() => ({
    id: idOrNull,
    description: words,
    amount: value,
    project: words,
    projectID: idOrNull,
    uri,
    source: uri,
  })),
  documents: list(document),
  milestones: list(milestone),
}))

const tender = thing(
  () => ({
    id,
    title: words,
    description: words,
    status: oneOf('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn'),
    procuringEntity: organisationReference,
    items: list(item, distinct),
    value,
    minValue: value,
    procurementMethod: oneOf('open', 'selective', 'limited', 'direct'),
    procurementMethodDetails: words,
    procurementMethodRationale: words,
    mainProcurementCategory: oneOf('goods', 'works', 'services'),
    additionalProcurementCategories: wordsOrNull,
    awardCriteria: words,
    awardCriteriaDetails: words,
    submissionMethod: wordsOrNull,
    submissionMethodDetails: words,
    tenderPeriod: period,
    enquiryPeriod: period,
    hasEnquiries: one(checks.booleanOrNull),
    eligibilityCriteria: words,
    awardPeriod: period,
    contractPeriod: period,
    numberOfTenderers: whole,
    tenderers: list(organisationReference, distinct),
    documents: list(document),
    milestones: list(milestone),
    ...amended,
  }),
  'id',
)

const award = thing(
  () => ({
    id,
    title: words,
    description: words,
    status: oneOf('pending', 'active', 'cancelled', 'unsuccessful'),
    date: time,
    value,
    suppliers: list(organisationReference, distinct),
    items: list(item, { ...distinct, atLeastOne: true }),
    contractPeriod: period,
    documents: list(document, distinct),
    ...amended,
  }),
  'id',
)

const contract = thing(
  () => ({
    id,
    awardID: id,
    title: words,
    description: words,
    status: oneOf('pending', 'active', 'cancelled', 'terminated'),
    period,
    value,
    items: list(item, { ...distinct, atLeastOne: true }),
    dateSigned: time,
    documents: list(document, distinct),
    implementation: thing(() => ({
      transactions: list(transaction, distinct),
      milestones: list(milestone, distinct),
      documents: list(document, distinct),
    })),
    relatedProcesses: list(relatedProcess, distinct),
    milestones: list(milestone),
    ...amended,
  }),
  'id',
  'awardID',
)

/** Stages that a release may tell of, by the standard's closed list. */
export const releaseTags = [
  'planning',
  'planningUpdate',
  'tender',
  'tenderAmendment',
  'tenderUpdate',
  'tenderCancellation',
  'award',
  'awardUpdate',
  'awardCancellation',
  'contract',
  'contractUpdate',
  'contractAmendment',
  'implementation',
  'implementationUpdate',
  'contractTermination',
  'compiled',
] as const

export const releaseShape = thing(
  () => ({
    ocid: one(checks.name),
    id: one(checks.name),
    date: one(checks.time),
    tag: list(one(checks.oneOf(releaseTags)), { atLeastOne: true }),
    initiationType: one(checks.oneOf(['tender'])),
    parties: list(organisation, distinct),
    buyer: organisationReference,
    planning,
    tender,
    awards: list(award, distinct),
    contracts: list(contract, distinct),
    language: words,
    relatedProcesses: list(relatedProcess, distinct),
  }),
  'ocid',
  'id',
  'date',
  'tag',
  'initiationType',
)

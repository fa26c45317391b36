import { addDays, correspondingDate } from '@mettrace/clocks/days/days'
import type { Release, Thing } from '@mettrace/procurement/ocds/read-release'
import { recordPackage, unregisteredPrefix } from '@mettrace/procurement/ocds/record'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { awardsOf, type Award } from './award.ts'
import { inWordsOfTenders } from './refusals.ts'
import { holdTender, sha256Of, tenderOf, type Said, type Tender } from './register.ts'

export const stages = ['tender', 'award', 'contract'] as const
export type Stage = (typeof stages)[number]

const buyer = { id: 'authority', name: 'The contracting authority' }
const pounds = (pence: number): Thing => ({ amount: pence / 100, currency: 'GBP' })
/** Both figures: `amountGross` is the field that Find a Tender adds. */
const bothValues = (net: number, gross: number): Thing => ({ ...pounds(net), amountGross: gross / 100 })
const instant = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`
const startOf = (day: string): string => `${day}T00:00:00Z`

/** Last day of a contract that runs for so many years. */
export const lastDayOf = (startsOn: string, years: number): string =>
  addDays(correspondingDate(startsOn, 12 * years), -1)

/** First and last instant of the term of a contract. */
const termOf = (startsOn: string, years: number): Thing => ({
  startDate: startOf(startsOn),
  endDate: `${lastDayOf(startsOn, years)}T23:59:59Z`,
})

const supplierId = (award: Award): string =>
  award.company === null ? `supplier-${award.bid}` : `GB-COH-${award.company}`

const partyOf = (award: Award): Thing => ({
  id: supplierId(award),
  name: award.supplier,
  ...(award.company !== null && {
    identifier: { scheme: 'GB-COH', id: award.company, legalName: award.supplier },
  }),
  roles: ['supplier'],
})

const tenderPart = (tender: Tender, stage: Stage): Thing => {
  const { current: asked, reference, issue } = tender
  return {
    id: reference,
    title: asked.title,
    description: asked.sections.requirements ?? '',
    status: stage === 'tender' ? 'active' : 'complete',
    procuringEntity: buyer,
    value: bothValues(asked.net, asked.gross),
    procurementMethod: 'open',
    mainProcurementCategory: 'goods',
    awardCriteria: 'ratedCriteria',
    awardCriteriaDetails: asked.criteria.map(({ title, weight }) => `${title}: ${weight / 100}%`).join('; '),
    submissionMethod: ['electronicSubmission'],
    tenderPeriod: {
      ...(issue && { startDate: instant(issue.at) }),
      endDate: instant(tender.closesAt),
    },
    contractPeriod: termOf(asked.startsOn, asked.years),
    items: asked.lots.map(({ key, title, kits }) => ({
      id: `lot-${key}`,
      description: title,
      quantity: kits * asked.years,
      unit: { name: 'kit' },
    })),
    ...(stage !== 'tender' && { numberOfTenderers: tender.bids }),
  }
}

/** The release of a stage, in the form of OCDS 1.1. Of people it names nobody. */
export const releaseOf = (
  tender: Tender,
  stage: Stage,
  { awards, now }: { awards: readonly Award[]; now: Date },
): Release => {
  const { reference, current: asked } = tender
  const ocid = `${unregisteredPrefix}-${reference.toLowerCase()}`
  const signed = awards.filter(({ signature }) => signature !== null)
  return {
    ocid,
    id: `${ocid}-${stage}`,
    date: instant(now),
    tag: [stage],
    initiationType: 'tender',
    language: 'en',
    parties: [
      { ...buyer, roles: ['buyer', 'procuringEntity'] },
      ...(stage === 'tender'
        ? []
        : new Map(signed.map((award) => [supplierId(award), partyOf(award)])).values()),
    ],
    buyer,
    tender: tenderPart(tender, stage),
    ...(stage !== 'tender' && {
      awards: signed.map((award) => ({
        id: `${ocid}-award-${award.lot}`,
        title: asked.lots.find(({ key }) => key === award.lot)?.title ?? award.lot,
        status: 'active',
        date: instant(award.signature!.at),
        value: bothValues(award.net, award.gross),
        suppliers: [{ id: supplierId(award), name: award.supplier }],
        contractPeriod: termOf(asked.startsOn, asked.years),
      })),
    }),
    ...(stage === 'contract' && {
      contracts: signed.map((award) => ({
        id: `${ocid}-contract-${award.lot}`,
        awardID: `${ocid}-award-${award.lot}`,
        title: asked.title,
        status: 'pending',
        period: termOf(asked.startsOn, asked.years),
        value: bothValues(award.net, award.gross),
        implementation: {
          milestones: asked.indicators.map(({ key, title, target }) => ({
            id: key,
            title,
            type: 'assessment',
            description: `Target: ${target}`,
            status: 'scheduled',
          })),
        },
      })),
    }),
  }
}

export type KeptRelease = { stage: Stage; content: Release; digest: string; actor: string; at: Date }

/** What was published of a tender, the first first. */
export const releasesOf = async (tx: Transaction, tender: string): Promise<KeptRelease[]> => {
  const { rows } = await tx.query<Omit<KeptRelease, 'content'> & { content: string }>(
    'select stage, content, digest, actor, at from account.tender_release where tender = $1 order by at, id',
    [tender],
  )
  return rows.map((row) => Object.assign(row, { content: JSON.parse(row.content) as Release }))
}

/** Publishes a stage. Errors: `usage` about `tender` where it was published, and where no award is signed. */
export const publishStage = async (
  tx: Transaction,
  actor: string,
  { tender, stage, now, madeUpAt }: { tender: string; stage: Stage; now: Date } & Said,
): Promise<void> => {
  await holdTender(tx, tender)
  const awards = await awardsOf(tx, tender)
  const release = releaseOf(await tenderOf(tx, tender), stage, { awards, now })
  const text = JSON.stringify(release)
  await inWordsOfTenders(
    tx.query(
      `insert into account.tender_release (id, tender, stage, content, digest, actor, at)
       values ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()))`,
      [uuidv7(), tender, stage, text, sha256Of(text), actor, madeUpAt ?? null],
    ),
  )
  await tx.record({
    operation: 'disclosure',
    kind: 'tender',
    subjects: [tender],
    to: 'the public',
  })
}

/** What was published of a tender as one record package. Errors: `not_found` where nothing was. */
export const recordOf = (releases: readonly KeptRelease[], uri: string): Thing => {
  const last = releases.at(-1)
  if (!last) throw new MetTraceError('not_found', 'Nothing is published of this tender.')
  return recordPackage(
    { uri, publishedAt: last.content.date, publisher: { name: buyer.name } },
    releases.map(({ content }) => content),
  )
}

import { z } from 'zod'
import { parseMonth } from '../../../foundation/month.ts'
import { seriesNames, sources } from '../../../crime/types.ts'
import { areaKinds } from '../../../places/area-kinds.ts'

const month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'expected a month such as 2015-03')
  .describe('A month, such as 2015-03')
const day = z.iso.date('expected a day such as 2011-03-27').describe('A day, such as 2011-03-27')
const share = z.number().min(0).max(1)
const words = z.string().trim().min(1).max(2000)

const months = z
  .strictObject({ from: month, to: month })
  .refine(({ from, to }) => (parseMonth(from) ?? 0) <= (parseMonth(to) ?? 0), {
    message: 'expected months in their order, the first no later than the last',
    path: ['to'],
  })

const deployment = z.strictObject({
  name: words.optional().describe('What it is called; its codes where it has no name'),
  areas: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .describe('Codes of its areas, of the kind and boundaries of the programme'),
  start: month.describe('Month in which the first kits were handed out'),
  coverage: z
    .array(
      z.strictObject({ month, share: share.describe('Share of homes with a kit at the end of the month') }),
    )
    .min(1)
    .optional()
    .describe(
      'Share of homes covered by month; between two months the earlier holds on. Without it, the target counts as reached in the month of the start',
    ),
  kits: z.number().int().min(0).optional().describe('Kits handed out'),
  stickers: share
    .optional()
    .describe('Share of homes that show a sticker from the street, where it was counted'),
  signs: z.number().int().min(0).optional().describe('Street signs put up'),
})

const controls = z.strictObject({
  metres: z
    .union([z.literal(0), z.literal(250), z.literal(500), z.literal(750)])
    .default(750)
    .describe(
      'Areas nearer to a covered area than this are a buffer, and never a control; 0: no buffer, and no claim',
    ),
  by: z
    .enum(['centroid', 'outline', 'network'])
    .default('centroid')
    .describe(
      'How near: between centroids or between the nearest points of two outlines in a straight line, or between centroids along the streets of the network that is loaded',
    ),
})

const protocol = z.strictObject({
  outcome: z.enum(seriesNames).describe('Series that the claim is about'),
  method: z
    .enum(['symmetric-poisson'])
    .default('symmetric-poisson')
    .describe(
      'Primary estimand: the rate ratio relative to untreated areas, over windows that mirror the selection',
    ),
  controls: controls.prefault({}),
  after: months.optional().describe('Months whose burglaries count as after'),
  codeVersion: words.describe('Version of MetTrace that it was written for'),
  publishOn: day.describe('Day on which the report is published, whatever it says'),
  notes: words.optional(),
})

/**
 * A programme as an analyst gives it: which areas got kits when, and what was fixed beforehand. The JSON Schema of
 * `programme.schema.json` is made from this one.
 */
export const programmeSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: words.describe('What the programme is called'),
    kind: z.enum(areaKinds).default('lsoa').describe('Kind of its areas'),
    validFrom: day
      .optional()
      .describe(
        'Day on which the boundaries of its codes came into force; those of the first start otherwise',
      ),
    series: z.enum(seriesNames).describe('Burglaries that are counted; series are never mixed'),
    source: z
      .enum(sources)
      .optional()
      .describe('Where the counts are from; the most exact that is loaded otherwise'),
    deployments: z
      .array(deployment)
      .min(1)
      .describe('Deployment areas: what was begun together, and errors are clustered by'),
    saturation: share
      .gt(0)
      .default(0.85)
      .describe('Share of homes covered from which an area counts as treated'),
    kits: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Kits handed out in all; the sum of the deployments otherwise'),
    selection: z
      .strictObject({
        from: month,
        to: month,
        rule: z
          .enum(['highest', 'random', 'other'])
          .describe('highest: for their burglaries of these months; random: by lot'),
      })
      .refine(({ from, to }) => (parseMonth(from) ?? 0) <= (parseMonth(to) ?? 0), {
        message: 'expected months in their order, the first no later than the last',
        path: ['to'],
      })
      .optional()
      .describe(
        'Months whose burglaries the areas were chosen by: they compare with nothing. Without it, the twelve months before the first start are taken for them',
      ),
    comparison: z
      .strictObject({ before: months, after: months })
      .optional()
      .describe(
        'Months of the plain comparison. Otherwise after is the twelve months from the last start, or what the series has of them, and before the same months of the year before the first start',
      ),
    until: month.optional().describe('Last month that counts; the last of the series otherwise'),
    controls: controls.prefault({}),
    outcomes: z
      .array(
        z.strictObject({
          crimeType: words.describe('Type of crime as the street files call it, such as Bicycle theft'),
          as: z
            .enum(['outcome', 'falsification'])
            .describe(
              'outcome: the programme may move it; falsification: it cannot, and a change is a warning',
            ),
        }),
      )
      .max(12)
      .optional()
      .describe('Other types of crime that are compared in the same way; p is adjusted for their number'),
    phaseIn: z.uuid().optional().describe('Id of the kept order of starts, where the start was randomised'),
    approval: z
      .uuid()
      .optional()
      .describe(
        'Id of the approval that made its deployments: their coverage is read from the kits that are out whenever it is measured',
      ),
    protocol: protocol.optional().describe('Protocol agreed in advance'),
  })
  .meta({
    title: 'A programme of MetTrace',
    description:
      'Areas that got kits, when, and what was fixed beforehand: the input of mettrace measure, power and rings.',
  })

export type Programme = z.output<typeof programmeSchema>
export type Protocol = NonNullable<Programme['protocol']>

/** The JSON Schema that ships: draft 2020-12, of what may be written (defaults may be left out). */
export const programmeJsonSchema = (): object => z.toJSONSchema(programmeSchema, { io: 'input' })

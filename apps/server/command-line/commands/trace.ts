import { Option, type Command } from 'commander'
import { londonToday } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { count, percent } from '../../foundation/words/figures.ts'
import { askTrace } from '../../rooms/trace/traces/ask-trace.ts'
import { traceById, type Trace } from '../../rooms/trace/traces/asked.ts'
import { isPartial } from '../../rooms/trace/traces/codes/partial-trace.ts'
import type { TracedHome } from '../../rooms/trace/traces/homes-of-kits.ts'
import { homeReasons, occupierReasons } from '../../rooms/trace/traces/occupier-words.ts'
import { readTrace, type KitTrace } from '../../rooms/trace/traces/read-trace.ts'
import { towardsOf } from '../../rooms/trace/traces/reading-words.ts'
import { readingOfTrace, type KeptReading } from '../../rooms/trace/traces/readings.ts'
import { methodFrom } from '../../rooms/trace/traces/trace-form.ts'
import { commandLineActor } from '../actor.ts'
import type { CommandContext } from '../command-context.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import { textTable } from '../table.ts'

type Options = CommonOptions & {
  case?: string
  purpose?: string
  on: string
  urgent?: true
  partial?: true
  errorRate?: string
  validation?: string
}

const homeAsJson = (home: TracedHome, onDay: string) => ({
  address: home.address,
  postcode: home.postcode,
  when: home.when === 'then' ? 'on the day' : home.when,
  disputed: home.disputed,
  from: home.stays[0]?.from.toISOString() ?? null,
  until: home.stays.at(-1)?.until?.toISOString() ?? null,
  reasons: homeReasons(home, onDay),
})

/** A kit with the home that had it on the day, or the last before; other homes that had it stand in `homes`. */
const matchAsJson = ({ kit, homes, past, questions }: KitTrace, { onDay }: Trace, derived: number | null) => {
  const home = homes.find(({ when }) => when !== 'after')
  return {
    kit: kit.serial,
    posterior: kit.posterior,
    derived: derived !== null,
    home: home ? homeAsJson(home, onDay) : null,
    homes: homes.map((each) => homeAsJson(each, onDay)),
    occupiers: homes.flatMap((each) =>
      each.occupiers.map((one) => ({
        home: each.address,
        name: one.name,
        contact: one.contact,
        from: one.fromDay,
        to: one.lastDay,
        erased: one.erasedAt !== null,
        reasons: occupierReasons(one, each, londonToday()),
      })),
    ),
    history: past.map(({ at, kind, holder, ward, disputed, reason, actor }) => ({
      at: at.toISOString(),
      kind,
      holder,
      ward,
      disputed,
      reason,
      by: actor,
    })),
    planting: questions,
  }
}

const propositions = { first: 'from this kit', second: 'from another kit, of this register or of none' }

const supportedBy = (reading: KeptReading): string | null => {
  const towards = reading.support === null ? 'neither' : towardsOf(reading)
  return towards === 'neither' ? null : propositions[towards]
}

const ratioOf = (reading: KeptReading | undefined) =>
  reading?.ratio == null
    ? null
    : {
        value: reading.ratio,
        cap: reading.ratioCap,
        scale: reading.scale,
        words: reading.support,
        supports: supportedBy(reading),
        limit: reading.ratioLimit,
        errorRate: reading.errorRate,
        method: reading.method,
        assumedRight: reading.rightShare,
        propositions: [propositions.first, propositions.second],
        population: { others: reading.register - 1, unknown: reading.unknownShare },
      }

/** From a code, a serial or a partial reading to who lived there then, with case and purpose. */
export const addTraceCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('trace'))
    .description(
      'from a code or serial to its home and who lived there on a day, with the kit’s life; logged',
    )
    .argument(
      '<reading>',
      'code or serial; with ? for a sign that was not read, and [B8] where it may be B or 8',
    )
    .requiredOption('--on <day>', 'day of the offence, such as 2026-11-24', calendarDay)
    .option('--case <reference>', 'crime or custody reference; needed unless urgent')
    .option('--purpose <text>', 'what it is for; needed unless urgent')
    .option('--urgent', 'trace without case or purpose; somebody reviews it afterwards')
    .option('--partial', 'hold it against every kit: a sign may have been misread')
    .addOption(
      new Option(
        '--error-rate <rate>',
        'how often the method reports a match where there is none, such as 0.001',
      ),
    )
    .option('--validation <text>', 'the validation that the error rate is from')
    .action(async (text: string, options: Options) => {
      const { on: onDay, purpose = '' } = options
      const reference = (options.case ?? '').trim().toUpperCase()
      const missing = [
        ...(reference === '' ? ['--case'] : []),
        ...(purpose.trim() === '' ? ['--purpose'] : []),
      ]
      if (missing.length > 0 && !options.urgent)
        throw new MetTraceError('usage', 'A trace needs its case and its purpose, unless it is urgent.', {
          expected: `${missing.join(' and ')}, or --urgent`,
        })
      const method = methodFrom(options.errorRate ?? '', options.validation ?? '')
      if (method === undefined)
        throw new MetTraceError('usage', 'An error rate is a number such as 0.001, with its validation.', {
          expected: '--error-rate and --validation',
        })
      const partial = options.partial === true || isPartial(text)
      const id = uuidv7()
      const { trace, reading, traced } = await withDatabase(options, async (database, config) => {
        const actor = commandLineActor(config, 'traceCommand')
        const done = await askTrace(
          database,
          actor,
          {
            id,
            case: reference || null,
            purpose: purpose.trim() || null,
            urgent: options.urgent === true,
            onDay,
            exhibit: null,
          },
          { text, partial, method, on: londonToday() },
        )
        if ('wrong' in done) throw new MetTraceError('usage', `${done.wrong}.`)
        return database.withActor(actor, 'a trace', async (tx) => {
          const kept = await traceById(tx, id)
          return {
            trace: kept,
            reading: await readingOfTrace(tx, id),
            ...(await readTrace(tx, kept, { into: kept.kits, names: true })),
          }
        })
      })
      // It is kept and logged that it was asked for; whoever asks is told no more than that there is none.
      if (trace.kits.length === 0)
        throw new MetTraceError('not_found', 'No kit of ours could have given this.')
      const matches = traced.map((each) => matchAsJson(each, trace, reading?.derived ?? null))
      await context.done('trace', {
        // What was read is most of a code, and stays out of what is printed and kept.
        inputs: { case: trace.case, purpose: trace.purpose, on: onDay, partial, urgent: trace.urgent },
        results: {
          matches,
          candidates: trace.fitting,
          expectedOthers: partial ? (reading?.expectedOthers ?? null) : 0,
          unknown: reading?.unknownPosterior ?? null,
          likelihoodRatio: ratioOf(reading),
        },
        warnings:
          reading && reading.ratio === null
            ? ['No likelihood ratio without an error rate of the method.']
            : [],
        text: [
          `${count(matches.length, 'kit')} could have given it. Intelligence, not evidence.`,
          textTable(matches, [
            { heading: 'Kit', value: ({ kit }) => kit },
            { heading: 'Chance', value: ({ posterior }) => percent(posterior), align: 'right' },
            { heading: 'Home', value: ({ home }) => home?.address ?? 'none by then' },
            {
              heading: 'Occupiers',
              value: ({ occupiers }) =>
                occupiers.map(({ name }) => name ?? 'erased').join(', ') || 'none registered',
            },
          ]),
          ...matches.flatMap(({ home, planting }) =>
            (home?.reasons ?? []).concat(planting.map(({ question, answer }) => `${question} ${answer}`)),
          ),
        ].join('\n'),
      })
    })
}

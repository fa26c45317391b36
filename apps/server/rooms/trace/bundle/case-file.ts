import { createHash } from 'node:crypto'
import { prefixes } from '@mettrace/court-bundle/case/names'
import { utf8 } from '@mettrace/court-bundle/verify/bytes'
import { handKind, handName, type Hand } from '@mettrace/continuity/hands/hands'
import { kindInWords } from '../exhibits/exhibit-words.ts'
import type { HistoryFact } from '../exhibits/history.ts'
import { outcomeInWords } from '../readings/reading-words.ts'
import { methodOf } from '../readings/result-words.ts'
import { correctionOf, type CaseFacts, type ExhibitOfCase } from './case-facts.ts'

type Json = Record<string, unknown>
type Ref = { '@id': string }

const ref = (id: string): Ref => ({ '@id': id })

/** An identifier that the same words always have: a UUID of their digest (RFC 9562, version 8). */
const idOf = (kind: string, ...words: string[]): string => {
  const hex = createHash('sha256')
    .update([kind, ...words].join('\n'))
    .digest('hex')
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return `kb:${kind}-${uuid}`
}
const of = (kind: string, uuid: string): string => `kb:${kind}-${uuid}`

const time = (at: Date): Json => ({ '@type': 'xsd:dateTime', '@value': at.toISOString() })
const day = (text: string): Json => ({ '@type': 'xsd:date', '@value': text })
const decimal = (value: number): Json => ({ '@type': 'xsd:double', '@value': String(value) })
/** Without what is not known: a null would say that it is nothing. */
const known = (properties: Json): Json =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))
const at = (from: Date): Json => ({ 'uco-action:startTime': time(from), 'uco-action:endTime': time(from) })

const isPerson = (hand: Hand): boolean => ['person', 'officer'].includes(handKind(hand))

/** Everybody and every place with hands, each once. */
const identities = ({ names }: CaseFacts) => {
  const nodes = new Map<string, Json>()
  const named = (type: 'Person' | 'Organization', key: string, name: string): Ref => {
    const id = idOf(type.toLowerCase(), key)
    nodes.set(id, { '@id': id, '@type': `uco-identity:${type}`, 'uco-core:name': name })
    return ref(id)
  }
  return {
    nodes,
    hand: (hand: Hand): Ref =>
      named(
        isPerson(hand) ? 'Person' : 'Organization',
        hand,
        handKind(hand) === 'officer' ? handName(hand) : names.hand(hand),
      ),
    actor: (actor: string): Ref => named('Person', actor, names.actor(actor)),
    called: (name: string): Ref => named('Person', `officer:${name}`, name),
    laboratory: (name: string): Ref => named('Organization', `laboratory:${name}`, `Laboratory, ${name}`),
  }
}

const objectId = ({ id }: Pick<ExhibitOfCase, 'id'>): string => of('item', id)
const recordId = ({ id }: Pick<ExhibitOfCase, 'id'>): string => of('provenance-record', id)
const factId = ({ id }: Pick<HistoryFact, 'id'>): string => of('investigative-action', id)
const exhibitRefs = (exhibit: Pick<ExhibitOfCase, 'id'>): Ref[] => [
  ref(objectId(exhibit)),
  ref(recordId(exhibit)),
]

/** The fact that an exhibit was taken from its parent in; undefined of a root. */
const takenIn = (child: ExhibitOfCase, exhibits: readonly ExhibitOfCase[]): HistoryFact | undefined => {
  const [first] = child.facts
  const parent = exhibits.find(({ id }) => id === child.parent)
  return parent?.facts.find(
    ({ kind, at: when }) =>
      (kind === 'sampled' || kind === 'split') && when.getTime() === first?.at.getTime(),
  )
}

/** The last fact of an exhibit until a moment; undefined before its first. */
const lastUntil = ({ facts }: ExhibitOfCase, moment: Date): HistoryFact | undefined =>
  facts.findLast(({ at: when }) => when <= moment)

/** The action that took the place of a reading or a result; null where it stands. */
const correctedBy = (
  read: { id: string },
  all: readonly { id: string; corrects: string | null }[],
): Ref | null => {
  const correction = correctionOf(read, all)
  return correction ? ref(of('investigative-action', correction.id)) : null
}

/** What a thing that was read of an exhibit rests on: the exhibit, and what it follows. */
const readFrom = (exhibit: ExhibitOfCase | undefined, moment: Date): Json => {
  const before = exhibit && lastUntil(exhibit, moment)
  return exhibit && before
    ? { 'uco-action:object': exhibitRefs(exhibit), 'case-investigation:wasInformedBy': ref(factId(before)) }
    : {}
}

/**
 * A case as CASE and UCO 1.4.0 in JSON-LD: exhibits, what happened to them, what was read of them and what was traced. What CASE has no
 * word for has one with the prefix `cc`. It names no resident and no address. The same facts make the same bytes.
 */
export const caseFile = (facts: CaseFacts): Uint8Array => {
  const { reference, exhibits, readings, results, traces } = facts
  const who = identities(facts)
  const actions: Json[] = []
  const others: Json[] = []
  const act = (id: string, name: string, properties: Json): void => {
    actions.push({
      '@id': id,
      '@type': 'case-investigation:InvestigativeAction',
      'uco-core:name': name,
      ...known(properties),
    })
  }
  const result = (id: string, properties: Json): Ref => {
    others.push({ '@id': id, '@type': 'uco-analysis:AnalyticResult', ...known(properties) })
    return ref(id)
  }

  for (const exhibit of exhibits) {
    others.push(
      known({
        '@id': objectId(exhibit),
        '@type': 'uco-core:UcoObject',
        'uco-core:name': exhibit.description,
      }),
      known({
        '@id': recordId(exhibit),
        '@type': 'case-investigation:ProvenanceRecord',
        'case-investigation:exhibitNumber': exhibit.reference,
        'case-investigation:rootExhibitNumber':
          exhibit.parent === null ? null : exhibits.find(({ id }) => id === exhibit.root)?.reference,
        'uco-core:object': ref(objectId(exhibit)),
      }),
    )
    for (const [turn, fact] of exhibit.facts.entries()) {
      const before = turn === 0 ? takenIn(exhibit, exhibits) : exhibit.facts[turn - 1]
      const children = exhibits.filter(
        (child) => child.parent === exhibit.id && takenIn(child, exhibits) === fact,
      )
      const made = [...(turn === 0 && !before ? [exhibit] : []), ...children].flatMap(exhibitRefs)
      act(factId(fact), kindInWords(fact.kind), {
        'uco-action:performer': who.hand(fact.to),
        'uco-action:participant': fact.from !== null && fact.from !== fact.to ? who.hand(fact.from) : null,
        'uco-action:object': turn === 0 && !before ? ref(objectId(exhibit)) : exhibitRefs(exhibit),
        'uco-action:result': made.length > 0 ? made : null,
        'case-investigation:wasInformedBy': before ? ref(factId(before)) : null,
        ...at(fact.at),
        'cc:recordedBy': who.actor(fact.actor),
        'cc:enteredAt': time(fact.enteredAt),
        'cc:enteredLateBecause': fact.lateBecause,
        'cc:offeredBy': fact.offeredBy === null ? null : who.actor(fact.offeredBy),
        'cc:signedPaper': fact.paper,
        'cc:sealBefore': fact.sealBefore || null,
        'cc:seal': fact.seal || null,
        'cc:sealCondition': fact.condition,
      })
    }
  }

  for (const reading of readings) {
    const exhibit = exhibits.find(({ id }) => id === reading.exhibit)
    act(of('investigative-action', reading.id), 'read in the field', {
      'uco-action:performer':
        reading.officer === null ? who.actor(reading.actor) : who.called(reading.officer),
      ...readFrom(exhibit, reading.at),
      'uco-action:result': result(of('analytic-result', reading.id), {
        'uco-core:name': `code read: ${reading.read.text}`,
        'cc:standing': 'intelligence',
        'cc:lamp': reading.lampName,
        'cc:reader': reading.reader,
      }),
      ...at(reading.at),
      'cc:enteredAt': time(reading.enteredAt),
      'cc:correctedBy': correctedBy(reading, readings),
    })
  }

  for (const one of results) {
    const exhibit = exhibits.find(({ id }) => id === one.exhibit)
    act(of('investigative-action', one.id), 'analysed', {
      'uco-action:performer': who.laboratory(one.laboratory),
      // When it was analysed is not reported; the day of the report is.
      ...readFrom(exhibit, new Date(`${one.reportedOn}T23:59:59Z`)),
      'uco-action:result': result(of('analytic-result', one.id), {
        'uco-core:name': one.found
          ? `code read: ${one.found.text}`
          : outcomeInWords(one.outcome).toLowerCase(),
        'cc:standing': 'evidence',
        'cc:sample': one.sample,
        'cc:report': one.report,
        'cc:reportedOn': day(one.reportedOn),
        'cc:method': methodOf(one),
        'cc:accreditation': one.accreditation,
        'cc:analyst': one.analyst,
        'cc:instrumentRun': one.run,
        'cc:confidence': one.confidence === null ? null : decimal(one.confidence),
        'cc:errorRate': one.wrong === null || one.trials === null ? null : `${one.wrong} in ${one.trials}`,
        'cc:nonConformance': one.nonConformance,
      }),
      'cc:enteredAt': time(one.enteredAt),
      'cc:correctedBy': correctedBy(one, results),
    })
  }

  for (const { trace, reading } of traces) {
    const exhibit = exhibits.find(({ id }) => id === trace.exhibit)
    act(of('investigative-action', trace.id), 'traced', {
      'uco-action:performer': who.actor(trace.actor),
      ...readFrom(exhibit, trace.at),
      'uco-action:result': result(of('analytic-result', trace.id), {
        'uco-core:name':
          trace.kits.length === 0
            ? 'no kit of the register'
            : `kits of the register: ${trace.kits.map(({ serial }) => serial).join(', ')}`,
        'cc:standing': 'intelligence',
        'cc:unknownPosterior': reading ? decimal(reading.unknownPosterior) : null,
        'cc:likelihoodRatio': reading?.ratio == null ? null : decimal(reading.ratio),
        'cc:likelihoodRatioCap': reading?.ratioCap == null ? null : decimal(reading.ratioCap),
        'cc:methodErrorRate': reading?.errorRate == null ? null : decimal(reading.errorRate),
      }),
      ...at(trace.at),
    })
  }

  const powers = [...new Set(exhibits.map(({ power }) => power))]
  const authorizations = powers.map((power) =>
    known({
      '@id': idOf('authorization', reference, power),
      '@type': 'case-investigation:Authorization',
      'case-investigation:authorizationType': power,
      'case-investigation:authorizationIdentifier': exhibits.find((each) => each.power === power)?.custody,
    }),
  )
  const graph: Json[] = [
    {
      '@id': idOf('investigation', reference),
      '@type': 'case-investigation:Investigation',
      'uco-core:name': reference,
      'case-investigation:investigationForm': 'case',
      'case-investigation:relevantAuthorization': authorizations.map(({ '@id': id }) => ref(id as string)),
      'uco-core:object': actions.map(({ '@id': id }) => ref(id as string)),
    },
    ...authorizations,
    ...who.nodes.values(),
    ...others,
    ...actions,
  ]
  const context = { kb: 'urn:mettrace:case:', ...prefixes }
  return utf8(`${JSON.stringify({ '@context': context, '@graph': graph }, null, 1)}\n`)
}

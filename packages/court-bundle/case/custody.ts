import { readGraph, type Node, type Value } from './json-ld.ts'
import { action, analysis, core, dateTime, identity, investigation, place } from './names.ts'

/** What is wrong with a CASE file: of which node, by which property, and in words. */
export type CaseFault = { node: string; property: string; words: string }

/** What a CASE file holds, and all that is wrong with its custody. */
export type CheckedCase = {
  actions: number
  exhibits: number
  /** Actions without a time, whose order cannot be checked. */
  untimed: number
  faults: CaseFault[]
}

const valuesOf = (node: Node, property: string): Value[] => node.properties.get(property) ?? []
const idsOf = (node: Node, property: string): string[] =>
  valuesOf(node, property).flatMap((value) => ('id' in value ? [value.id] : []))

const performer = action('performer')
const participant = action('participant')
const informedBy = investigation('wasInformedBy')
const [startTime, endTime] = [action('startTime'), action('endTime')]
const exhibitNumber = investigation('exhibitNumber')
/** How a node is called: its last part, which is told apart by the identifier at its end. */
const shortName = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1)

const isAction = ({ types }: Node): boolean => types.includes(investigation('InvestigativeAction'))
const isRecord = ({ types }: Node): boolean => types.includes(investigation('ProvenanceRecord'))

/** Every time of an action, as milliseconds: a day and time with its zone, typed as such. */
const timeOf = (node: Node, property: string): number | undefined => {
  const [value] = valuesOf(node, property)
  if (!value || !('text' in value) || value.type !== dateTime || !/(?:Z|[+-]\d\d:\d\d)$/.test(value.text))
    return undefined
  const time = Date.parse(value.text)
  return Number.isNaN(time) ? undefined : time
}

const faultsOfAction = (node: Node, nodes: ReadonlyMap<string, Node>): CaseFault[] => {
  const faults: CaseFault[] = []
  const fault = (property: string, words: string): void => {
    faults.push({ node: node.id, property, words: `${shortName(node.id)}: ${words}` })
  }
  if (valuesOf(node, performer).length > 1) fault(performer, 'two hands are named as performer')
  for (const who of idsOf(node, performer))
    if (!nodes.has(who)) fault(performer, 'its performer is not in the file')
  for (const property of [startTime, endTime]) {
    const given = valuesOf(node, property)
    if (given.length > 1) fault(property, 'it has two times')
    else if (given.length === 1 && timeOf(node, property) === undefined)
      fault(property, 'its time is no day and time with a zone, typed xsd:dateTime')
  }
  for (const where of idsOf(node, action('location')))
    if (!nodes.get(where)?.types.includes(place('Location')))
      fault(action('location'), 'its location is none')
  const [start, end] = [timeOf(node, startTime), timeOf(node, endTime)]
  if (start !== undefined && end !== undefined && end < start) fault(endTime, 'it ends before it begins')
  for (const before of idsOf(node, informedBy)) {
    const earlier = nodes.get(before)
    if (!earlier || !isAction(earlier)) {
      fault(informedBy, 'what it follows is no action of the file')
      continue
    }
    const ended = timeOf(earlier, endTime) ?? timeOf(earlier, startTime)
    if (start !== undefined && ended !== undefined && start < ended)
      fault(startTime, `time runs backwards: it follows ${shortName(before)}, which was later`)
  }
  return faults
}

/** Whether an action follows itself, over however many others. */
const goesRound = (from: Node, actions: ReadonlyMap<string, Node>): boolean => {
  const seen = new Set<string>()
  const open = idsOf(from, informedBy)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === from.id) return true
    const node = seen.has(next) ? undefined : actions.get(next)
    seen.add(next)
    if (node) open.push(...idsOf(node, informedBy))
  }
  return false
}

/** Which actions had each thing in hand, as an object or a result. Identities have no custody. */
const handledBy = (
  actions: ReadonlyMap<string, Node>,
  nodes: ReadonlyMap<string, Node>,
): Map<string, Node[]> => {
  const people = new Set([identity('Person'), identity('Organization')])
  const handled = new Map<string, Node[]>()
  for (const node of actions.values()) {
    const named = [...idsOf(node, action('object')), ...idsOf(node, action('result'))]
    for (const id of new Set(named)) {
      const types = nodes.get(id)?.types ?? []
      if (!types.some((type) => people.has(type))) handled.set(id, [...(handled.get(id) ?? []), node])
    }
  }
  return handled
}

/** Of each thing one action is the first; every other follows one that had it. */
const gapsOf = (actions: ReadonlyMap<string, Node>, nodes: ReadonlyMap<string, Node>): CaseFault[] => {
  const faults = new Map<string, CaseFault>()
  for (const [thing, all] of handledBy(actions, nodes)) {
    const ids = new Set(all.map(({ id }) => id))
    const begin = all.filter((node) => !idsOf(node, informedBy).some((before) => ids.has(before)))
    const record = nodes.get(thing)
    const number = record && isRecord(record) ? valuesOf(record, exhibitNumber)[0] : undefined
    const name = number && 'text' in number ? number.text : shortName(thing)
    const [first, ...others] = begin.toSorted(
      (one, other) => (timeOf(one, startTime) ?? 0) - (timeOf(other, startTime) ?? 0),
    )
    for (const node of first ? others : [])
      if (!faults.has(node.id))
        faults.set(node.id, {
          node: node.id,
          property: informedBy,
          words: `${shortName(node.id)}: a gap: it does not say which action with ${name} it follows`,
        })
  }
  return [...faults.values()]
}

/** Whether an action only read a thing: all that came of it is the result of an analysis. Who reads a thing need not keep it. */
const onlyReads = (node: Node, nodes: ReadonlyMap<string, Node>): boolean => {
  const results = idsOf(node, action('result'))
  return (
    results.length > 0 && results.every((id) => nodes.get(id)?.types.includes(analysis('AnalyticResult')))
  )
}

/** Of each exhibit one custody action at most follows another, and whoever hands it over had it by the one before. */
const handsOf = (actions: ReadonlyMap<string, Node>, nodes: ReadonlyMap<string, Node>): CaseFault[] => {
  const faults: CaseFault[] = []
  for (const [thing, all] of handledBy(actions, nodes)) {
    const record = nodes.get(thing)
    if (!record || !isRecord(record)) continue
    const number = valuesOf(record, exhibitNumber)[0]
    const name = number && 'text' in number ? number.text : shortName(thing)
    const custody = new Map(all.filter((node) => !onlyReads(node, nodes)).map((node) => [node.id, node]))
    const followed = new Map<string, string>()
    for (const node of custody.values())
      for (const before of idsOf(node, informedBy)) {
        const earlier = custody.get(before)
        if (!earlier) continue
        const other = followed.get(before)
        if (other === undefined) followed.set(before, node.id)
        else
          faults.push({
            node: node.id,
            property: informedBy,
            words: `${shortName(node.id)}: a fork: it and ${shortName(other)} both follow ${shortName(before)} with ${name}`,
          })
        const [from, had] = [idsOf(node, participant), idsOf(earlier, performer)]
        if (from.length > 0 && had.length > 0 && !from.some((hand) => had.includes(hand)))
          faults.push({
            node: node.id,
            property: participant,
            words: `${shortName(node.id)}: another hand: who handed ${name} over did not have it by ${shortName(before)}`,
          })
      }
  }
  return faults
}

/**
 * Checks the custody in a CASE file (JSON-LD, CASE and UCO 1.4.0): that no exhibit has a gap or a fork, none is handed over
 * by another hand than had it, no time runs backwards, no action has two hands and no exhibit two numbers. The shapes of CASE see neither
 * gaps, forks, hands nor time. Errors: RangeError where the file is no such file.
 */
export const checkCase = (bytes: Uint8Array): CheckedCase => {
  const nodes = readGraph(bytes)
  const actions = new Map([...nodes].filter(([, node]) => isAction(node)))
  const records = [...nodes.values()].filter(isRecord)
  if (actions.size === 0) throw new RangeError('It has no investigative action.')
  const faults = [...actions.values()].flatMap((node) => faultsOfAction(node, nodes))
  for (const node of records) {
    if (valuesOf(node, exhibitNumber).length > 1)
      faults.push({
        node: node.id,
        property: exhibitNumber,
        words: `${shortName(node.id)}: an exhibit has two numbers`,
      })
    for (const of of idsOf(node, core('object')))
      if (!nodes.has(of))
        faults.push({
          node: node.id,
          property: core('object'),
          words: `${shortName(node.id)}: what it records is not in the file`,
        })
  }
  for (const node of actions.values())
    if (goesRound(node, actions))
      faults.push({ node: node.id, property: informedBy, words: `${shortName(node.id)}: it follows itself` })
  return {
    actions: actions.size,
    exhibits: records.length,
    untimed: [...actions.values()].filter((node) => valuesOf(node, startTime).length === 0).length,
    faults: [...faults, ...gapsOf(actions, nodes), ...handsOf(actions, nodes)],
  }
}

const many = (number: number, singular: string): string => `${number} ${singular}${number === 1 ? '' : 's'}`

/** What a check found, in a sentence or two. */
export const caseInWords = ({ actions, exhibits, untimed, faults }: CheckedCase): string =>
  [
    `${many(actions, 'action')} with ${many(exhibits, 'exhibit')}.`,
    ...(faults.length === 0
      ? ['No gap, no fork, and no time that runs backwards.']
      : faults.map(({ words }) => `${words}.`)),
    ...(untimed > 0 ? [`Not checked for order, having no time: ${many(untimed, 'action')}.`] : []),
  ].join(' ')

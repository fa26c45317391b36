import { dayRoom } from '../apps/server/day/room.ts'
import { methodOf, patternOf, type AnyRoom } from '../apps/server/foundation/room/room.ts'
import { allRooms, programmeRooms } from '../apps/server/rooms.ts'
import { importsOf, partOf, product } from './source-imports.ts'

/** A part of the repository as the picture shows it; undefined for the files that put the server together. */
const boxOf = (name: string): string | undefined =>
  /^@mettrace\/([\w-]+)/.exec(name)?.[1] ??
  /^packages\/([\w-]+)\//.exec(name)?.[1] ??
  /^(?:apps\/)?(demo|field)\//.exec(name)?.[1] ??
  (partOf(name) || undefined)

/** Who imports from whom, of values or types, at once or later. */
const arrows = (): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const file of product) {
    const from = boxOf(file)
    if (from === undefined) continue
    const to = found.get(from) ?? new Set()
    for (const name of importsOf(file)) {
      const box = boxOf(name)
      if (box !== undefined && box !== from) to.add(box)
    }
    found.set(from, to)
  }
  return found
}

/** Leaves out an arrow where longer ones lead to the same box: what stands on Crime stands on Foundation too. */
const withoutShortcuts = (graph: Map<string, Set<string>>): [string, string][] => {
  const reaches = (from: string, to: string): boolean =>
    [...(graph.get(from) ?? [])].some((next) => next === to || reaches(next, to))
  return [...graph].flatMap(([from, all]) =>
    [...all]
      .filter((to) => ![...all].some((other) => other !== to && reaches(other, to)))
      .map((to): [string, string] => [from, to]),
  )
}

/** What each box is for, in the order in which they stand. */
const boxes: Readonly<Record<string, string>> = {
  'command-line': 'commands: import, risk, plan, measure …',
  day: 'the first page of each role',
  'rooms/target': 'chooses areas; plan/ asks for a plan',
  'rooms/supply': 'kits from receipt to count',
  'rooms/deliver': 'homes; residents.ts decrypts names',
  'rooms/trace': 'from a code to its owner',
  'rooms/measure': 'did it help?',
  'rooms/account': 'who saw what; the log; money; decisions; tenders',
  'rooms/help': 'what words mean',
  'rooms/residents': 'what residents do without signing in',
  map: 'tiles and the map',
  'phone-app': 'serves the officer’s phone app',
  identity: 'who somebody is',
  demonstration: 'loads the made-up city',
  agreements: 'with whom what may be shared, and until when',
  crime: 'burglaries: import-street.ts, count-burglaries.ts, expected/',
  places: 'areas, homes, file formats',
  database: 'migrations, schema.sql',
  foundation: 'transactions, access, jobs, layout; fields/ keeps keys, log/sealer.ts seals',
  analysis: 'statistics; plan/choose-deployments.ts chooses',
  clocks: 'days that the law counts: when each duty of data protection falls due',
  'court-bundle': 'what a bundle for a court holds by rule, and what verifies it offline',
  continuity: 'exhibits from hand to hand: what may follow, what a chain lacks',
  disclosure: 'small numbers in published tables: what is shown, and what a reader works out',
  'kit-codes': 'serials with their check, GS1 element strings',
  ledger: 'tree, signed heads, proofs',
  'pdf-ua': 'which rules of PDF/UA-1 a PDF breaks',
  money: 'whole pence: orders, receipts and invoices matched',
  field: 'the officer’s phone: screens, and what a browser keeps',
  'phone-sync': 'what a phone keeps, sends and fetches',
  protocol: 'what phones and server say; judge/ decides',
  procurement: 'rules of procurement by date and value; published decisions as text',
  readings: 'whose code was read, and what that weighs',
  demo: 'makes a city from a seed',
}

/** Boxes that nothing is said of yet. */
export const boxesWithoutWords = (): string[] => [...arrows().keys()].filter((box) => !(box in boxes))

const idOf = (box: string): string => box.replaceAll(/\W/g, '_')

const node = (box: string): string =>
  `${idOf(box)}["<b>${box.replace('rooms/', '')}</b><br>${boxes[box] ?? ''}"]`

const drawing = (): string[] => {
  const graph = arrows()
  const names = [...graph.keys()].toSorted(
    (one, other) => Object.keys(boxes).indexOf(one) - Object.keys(boxes).indexOf(other),
  )
  const rooms = names.filter((box) => box.startsWith('rooms/'))
  const others = names.filter((box) => !box.startsWith('rooms/'))
  return [
    'flowchart TD',
    '  subgraph rooms',
    ...rooms.map((box) => `    ${node(box)}`),
    '  end',
    ...others.map((box) => `  ${node(box)}`),
    ...withoutShortcuts(graph)
      .map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}`)
      .toSorted(),
  ]
}

const whoAsks = (route: AnyRoom['routes'][string]): string => {
  if ('open' in route) return 'anybody'
  if ('anyRole' in route) return 'whoever is signed in'
  return 'crossing' in route.needs
    ? `crossing \`${route.needs.crossing}\``
    : `${route.needs.verb} \`${route.needs.kind}\``
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ')

const roomText = (room: AnyRoom): string[] => [
  `### ${room.name}`,
  '',
  `- Tables and functions of its own: ${listed(room.owns)}`,
  `- Scripts: ${listed(Object.keys(room.scripts))}`,
  '',
  '| address | title in the menu | who may ask |',
  '| --- | --- | --- |',
  ...Object.values(room.routes).map(
    (route) =>
      `| \`${methodOf(route)} ${patternOf(route)}\` | ${route.menu?.title ?? ''} | ${whoAsks(route)} |`,
  ),
  '',
]

/** The picture of the architecture as Markdown, drawn from the imports of the source and from what the rooms say. */
export const architectureText = (): string => {
  const programme = programmeRooms.map(({ name }) => name).join(' → ')
  return [
    '# Architecture',
    '',
    '`npm run architecture` draws this page from the imports of the source and from the rooms of',
    '`apps/server/rooms.ts`; nobody edits it. An arrow leads from who imports to what is imported; one that follows from',
    'others is left out. `app.ts` and `server.ts` put the parts together.',
    '',
    '```mermaid',
    ...drawing(),
    '```',
    '',
    '## The rooms',
    '',
    `The rooms of the programme, in the order of its loop: ${programme}. Each is an object, \`room.ts\`.`,
    '',
    ...[...allRooms, dayRoom as unknown as AnyRoom].flatMap(roomText),
  ].join('\n')
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { extname, join } from 'node:path'
import { headersOfApp } from '../../apps/server/foundation/safe-answers.ts'
import { batchRequest } from '../../packages/protocol/batch/batch.ts'
import { wholeRefusals, type WholeRefusal } from '../../packages/protocol/batch/whole-refusals.ts'
import { homesOf } from '../../packages/protocol/events/facts.ts'
import type { PhoneEvent } from '../../packages/protocol/events/event.ts'
import { judgeBatch, type Judged } from '../../packages/protocol/judge/judge-batch.ts'
import { keepEvent, toldBy, type Running } from '../../packages/protocol/judge/running.ts'
import { sequenceKey, type KitState } from '../../packages/protocol/judge/standing.ts'
import { cursorOf, positionOf, type Cursor } from '../../packages/protocol/pages/cursor.ts'
import { changesRequest, manifestRequest, type PageName } from '../../packages/protocol/pages/pages.ts'
import { momentOf, type PersonId, type Serial } from '../../packages/protocol/words/values.ts'
import { assignmentOf, deviceOf, transferOf } from '../phone-events.ts'
import {
  beginTransaction,
  changesAfter,
  commit,
  pagesAt,
  servedTo,
  statesOf,
  type Feed,
  type NewRow,
} from '../simulate/feed.ts'
import {
  homesOfRound,
  kitsInBox,
  kitsInHand,
  officers,
  pagesOf,
  rowOf,
  rowsAtFirst,
  type HomeRow,
} from './station-town.ts'

type Answer = { status: number; body: unknown }

/** A station in memory that judges by the real rules, and serves the app that was built into a folder under the server's own policy. */
export type Station = {
  address: string
  /** Every event that was written, once each, in order. */
  written: PhoneEvent[]
  /** Homes that were told to be opened. */
  looked: Set<string>
  /** What requests said that changed something, as somebody on the way would read it. */
  heard: string[]
  signedIn: PersonId | null
  /** Which sign-in it is; another one once somebody has signed in again. */
  signIn: string
  /** Where kits are, as the station knows it; a colleague may have recorded one somewhere else. */
  kits: Map<Serial, KitState>
  /** Answers are made and then lost on the way. */
  losesAnswers: boolean
  /** Whatever is asked is taken and never answered, as by Wi-Fi that leads nowhere. */
  swallows: boolean
  /** Milliseconds that an answer to events takes. */
  slow: number
  revoked: boolean
  folder: string
  /** Puts rows on pages, as a sergeant would. */
  tell: (rows: readonly NewRow[]) => void
  close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

/** The generator of P-256. */
const anyKey = Buffer.from(
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  'hex',
).toString('base64url')

const refused = (code: WholeRefusal): Answer => ({ status: wholeRefusals[code], body: { refused: code } })

const newRunning = (round: readonly HomeRow[]): Running => {
  const [{ person }] = officers
  return {
    // Each batch says who sends it.
    sender: { person, device: deviceOf(1) },
    answered: new Map(),
    sequences: new Map(),
    events: new Map(),
    rounds: new Map([
      [assignmentOf(1), { person, until: null, homes: new Map(round.map(({ home }) => [home, null])) }],
    ]),
    homes: new Set(round.map(({ home }) => home)),
    kits: new Map<Serial, KitState>([
      ...kitsInHand.map((kit) => [kit, { holder: `person:${person}` }] as const),
      ...kitsInBox.map((kit) => [kit, { holder: 'elsewhere' }] as const),
    ]),
    transfers: new Map([[transferOf(1), { to: person, kits: new Set(kitsInBox) }]]),
    cards: new Map(),
    signs: new Set(),
    others: new Map(),
  }
}

/** What pages are told of an event. */
const rowsOf = ({ id, answer, event }: Judged, person: PersonId): NewRow[] => {
  if (answer.answer === 'set-aside')
    return [rowOf(person, 'set-aside', id, { event: answer, decided: 'waiting' })]
  const told = event && toldBy(event.fact)
  const plain = ['no-answer', 'refused', 'come-back', 'no-way-in', 'leave-out', 'tell-sergeant'] as const
  const outcome =
    told?.kind === 'delivered'
      ? told.applied.length > 0
        ? ('protected' as const)
        : ('delivered' as const)
      : told?.kind === 'rest-of-landing'
        ? ('no-answer' as const)
        : plain.find((each) => each === told?.kind)
  if (!event || !told) return []
  const day = event.occurredAt.slice(0, 10)
  const round = assignmentOf(1)
  if (told.kind === 'block-card')
    return [rowOf(round, 'blocks', told.block, { block: told.block, card: told.card, day })]
  if (told.kind === 'safety-note')
    return [rowOf(round, 'safety', id, { home: told.home, risk: told.risk, note: told.note, day })]
  if (!outcome) return []
  const appointments =
    told.kind === 'come-back' && told.appointment
      ? [rowOf(round, 'appointments', id, { home: told.home, ...told.appointment })]
      : []
  const outcomes = homesOf(told).map((home) =>
    rowOf(round, 'outcomes', home, { home, outcome, at: event.occurredAt, tries: 1, card: null }),
  )
  return [...outcomes, ...appointments]
}

/** `round`: the homes of the first officer. */
export const openStation = async (
  folder: string,
  start: number,
  round: readonly HomeRow[] = homesOfRound,
): Promise<Station> => {
  const running = newRunning(round)
  const feed: Feed = { rows: [], next: 1n, open: new Set() }
  const epoch = 'epoch-1'
  let signIns = 1
  commit(feed, beginTransaction(feed), rowsAtFirst(start, round))

  const take = (judged: readonly Judged[], person: PersonId): void => {
    const rows: NewRow[] = []
    for (const each of judged) {
      if (each.write !== 'event') continue
      running.answered.set(each.id, { content: each.content, answer: each.answer })
      if (each.event) {
        running.sequences.set(sequenceKey(each.event.device, each.event.sequence), each.id)
        keepEvent(running, each.event, each.answer.answer === 'accepted')
        station.written.push(each.event)
      }
      rows.push(...rowsOf(each, person))
    }
    commit(feed, beginTransaction(feed), rows)
  }

  const answerTo = (path: string, text: string, query: URLSearchParams): Answer => {
    const person = station.signedIn
    if (station.revoked) return refused('revoked')
    if (person === null) return refused('sign-in-needed')
    if (path === 'person') {
      const officer = officers.find((each) => each.person === person)
      return { status: 200, body: { ...officer, signIn: station.signIn } }
    }
    const head = { epoch, serverTime: momentOf(Date.now()) }
    const states = (cursor: Cursor) => statesOf(pagesAt(feed, positionOf(cursor), pagesOf(person)))
    if (path.startsWith('pages/')) {
      const page = path.slice('pages/'.length) as PageName
      const held = pagesAt(feed, positionOf(query.get('at') as Cursor), [page]).get(page)
      return { status: 200, body: { kind: 'page', page, rows: [...held!.values()] } }
    }
    const body: unknown = JSON.parse(text)
    if (path === 'manifest') {
      if (manifestRequest.parse(body).person !== person) return refused('sign-in-needed')
      const cursor = cursorOf(servedTo(feed))
      return { status: 200, body: { ...head, cursor, scope: person, pages: states(cursor) } }
    }
    if (path === 'changes') {
      const asked = changesRequest.parse(body)
      if (asked.person !== person) return refused('sign-in-needed')
      const piece = changesAfter(feed, asked.cursor, pagesOf(person), 500)
      const pages = piece.isLast ? states(piece.cursor) : null
      return {
        status: 200,
        body: { kind: 'changes', ...head, changes: piece.changes, cursor: piece.cursor, pages },
      }
    }
    // Any point of the curve: what this station is given it cannot read.
    if (path === 'station-key') return { status: 200, body: { key: anyKey, proof: 'A'.repeat(43) } }
    const batch = batchRequest.parse(body)
    if (batch.person !== person) return refused('sign-in-needed')
    const judged = judgeBatch({ ...running, sender: { person, device: batch.device } }, batch, Date.now())
    take(judged, person)
    for (const { homes } of batch.looked ?? []) for (const home of homes) station.looked.add(home)
    const answers = judged.map(({ answer }) => answer)
    return { status: 200, body: { ...head, answers, ...(batch.looked && { looked: true }) } }
  }

  const serveFile = async (path: string, response: ServerResponse): Promise<void> => {
    const name = path === '/field/' ? 'index.html' : path.slice('/field/'.length)
    try {
      const content = await readFile(join(station.folder, name))
      response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream')
      response.setHeader('cache-control', 'no-cache')
      for (const [header, value] of Object.entries(headersOfApp)) response.setHeader(header, value)
      response.end(content)
    } catch {
      response.writeHead(404).end()
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      if (station.swallows) return
      const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://station')
      if (pathname === '/sign-in') {
        station.signIn = `sign-in ${++signIns}`
        response.writeHead(303, { location: searchParams.get('to') ?? '/field/' }).end()
        return
      }
      if (pathname === '/deliver/phone') {
        response.writeHead(303, { location: `/field/${search}` }).end()
        return
      }
      if (!pathname.startsWith('/deliver/sync/')) return serveFile(pathname, response)
      const text = await bodyOf(request)
      station.heard.push(text)
      const { status, body } = answerTo(pathname.slice('/deliver/sync/'.length), text, searchParams)
      if (station.slow > 0 && pathname.endsWith('/events')) await setTimeout(station.slow)
      if (station.losesAnswers && pathname.endsWith('/events')) return request.socket.destroy()
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })()
  })
  const station: Station = {
    address: '',
    written: [],
    looked: new Set(),
    heard: [],
    signedIn: officers[0].person,
    signIn: 'sign-in 1',
    kits: running.kits,
    losesAnswers: false,
    swallows: false,
    slow: 0,
    revoked: false,
    folder,
    tell: (rows) => commit(feed, beginTransaction(feed), [...rows]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  station.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return station
}

import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Needs } from '../access/may.ts'
import type { Database } from '../database.ts'
import type { EvidenceOfActs } from '../records/act-evidence.ts'
import type { Glance } from './glance.ts'
import type { MailSettings } from '../messages/mail-server.ts'
import type { Waiting } from './waiting.ts'
import type { RecordFinder } from '../log/record-finder.ts'

/** What the product hands to a room that answers requests. */
export type RoomParts = {
  database: Database
  clock: () => Date
  /** Where people reach the product, an origin such as `https://mettrace.example`. */
  publicUrl: () => string
  /** Folder that the log is published in; empty where there is none. */
  logDirectory: string
  /** How records are found by what people call them, for pages that ask the log about them. */
  finders: readonly RecordFinder[]
  /** What rooms know of how acts of others came about. */
  evidence: EvidenceOfActs
  /** Runs when the server closes. */
  onClose: (end: () => Promise<void>) => void
}

export type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown

/** What a file of pages exports: its answers, each by the name that its route has in the room. */
export type Answers<Parts = RoomParts> = (parts: Parts) => Record<string, Answer>

/** What a route tells to programs, which meet it in /openapi.json; forms and pages are for people. */
export type MachineAnswer = {
  summary: string
  type: 'text/csv' | 'application/json' | 'application/geo+json'
  query?: z.ZodObject
  /** What is sent, and what is answered, where a schema says it. */
  body?: z.ZodType
  answer?: z.ZodType
}

type Who =
  /** What the role in use must be allowed, by the access table. */
  | { needs: Needs }
  /** `anyRole`: whoever is signed in; `open`: anybody. */
  | { anyRole: true }
  | { open: true }

type At = { get: { pattern: string } } | { post: { pattern: string } }

/** What a route says of itself, whoever it answers for. */
export type RouteWords = Who &
  At & {
    /**
     * Entry of the room's menu, which is the page's title too, with what the page is for; and, in a room of many pages,
     * which of them it is found with.
     */
    menu?: { title: string; lead: string; group?: string }
    /** Words of its link at the foot of every page. */
    foot?: string
    limit?: 'none' | 'search' | 'sign-in' | 'resident' | 'emergency'
    /** Bytes of a form at most; the usual without it. */
    bodyLimit?: number
    machine?: MachineAnswer
    /** Takes a form with files, which come as the text of their fields or as bytes. */
    takesFile?: 'as text' | 'as bytes'
    /** Takes JSON and answers in the words of the phones' protocol, refusals too. */
    forPhones?: true
  }

export type Route<Parts = RoomParts> = RouteWords & {
  /** Loads the file that answers, when it is first asked. */
  from: () => Promise<{ answers: Answers<Parts> }>
}

/** What the product hands to work beside the pages. */
export type JobParts = Pick<RoomParts, 'database' | 'publicUrl'> & {
  logger: FastifyBaseLogger
  /** Undefined where no mail server is set: then nothing is sent by e-mail. */
  mail: MailSettings | undefined
}

/** Work that goes on beside the pages for as long as the server runs. */
export type Job = {
  name: string
  /** Loads and starts it; `stop` ends it in good order. */
  start: (parts: JobParts) => Promise<{ stop: () => Promise<void> }>
}

/**
 * A room of the product, or another part of it that answers requests: everything that the house asks of it. It is light;
 * pages are loaded when they are first asked for.
 */
export type Room<Parts = RoomParts> = {
  name: string
  /** Where its addresses begin; empty for what is no room of the programme. */
  prefix: string
  /** Addresses by name, for views. */
  paths: Readonly<Record<string, { pattern: string }>>
  /** Tables and functions that only its own files name in SQL. */
  owns: readonly string[]
  /** Scripts of its pages, each by the name that views call it by: files to bundle. */
  scripts: Readonly<Record<string, URL>>
  routes: Readonly<Record<string, Route<Parts>>>
  /** What it shows of itself on the first page of those who lead. */
  glances?: readonly Glance[]
  /** What may wait in it for those who have to act. */
  waits?: readonly Waiting[]
  jobs?: readonly Job[]
  /** Addresses that it had before, each with the one it has now; what varies keeps its name. */
  moved: Readonly<Record<string, { pattern: string }>>
}

/** What the house asks of a room whoever it answers for: all but how it answers. */
export type AnyRoom = Omit<Room, 'routes'> & { routes: Readonly<Record<string, RouteWords>> }

export const methodOf = (route: At): 'GET' | 'POST' => ('get' in route ? 'GET' : 'POST')
export const patternOf = (route: At): string => ('get' in route ? route.get.pattern : route.post.pattern)

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseCheckpoint, type Checkpoint } from '@mettrace/ledger/note/checkpoint'
import { signatureType, signingKey, type SigningKey, type VerifyingKey } from '@mettrace/ledger/note/key'
import { parseNote } from '@mettrace/ledger/note/note'
import { Witness } from '@mettrace/ledger/witness/witness'
import { MetTraceError } from '../errors.ts'
import { holdFolder } from '../folder-lock.ts'
import { makeFolder } from '../make-folder.ts'
import { keptSecret } from '../secret-file.ts'
import { Publication } from './publication.ts'

/** Far more than a head with its proof. */
const longestBody = 64 * 1024

/** The key of a witness, made once and kept in its folder. */
const witnessKeyIn = async (folder: string): Promise<SigningKey> => {
  const seed = Buffer.from(await keptSecret(join(folder, 'key'), 32), 'base64url')
  const { publicKey } = signingKey('any', signatureType.witness, seed)
  const name = `mettrace.witness/${hash('sha256', publicKey, 'hex').slice(0, 16)}`
  return signingKey(name, signatureType.witness, seed)
}

/** File of the last head of a log: a note that anybody can check, and be held against the log later. */
const headFile = (origin: string): string => `heads/${hash('sha256', origin, 'hex').slice(0, 32)}`

const lastHeadIn = async (folder: string, origin: string): Promise<Checkpoint | undefined> => {
  try {
    return parseCheckpoint(parseNote(await readFile(join(folder, headFile(origin)))).text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > longestBody) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

const serverOf = (witness: Witness): Server =>
  createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'content-type': type }).end(body)
    }
    const handle = async (): Promise<void> => {
      if (request.url !== '/add-checkpoint') return answer(404, 'There is nothing here.\n')
      if (request.method !== 'POST') return answer(405, 'Heads are sent by POST.\n')
      const body = await bodyOf(request)
      if (body === undefined) return answer(413, 'This is too long for a head.\n')
      const given = await witness.addCheckpoint(body)
      answer(given.status, given.body, given.type)
    }
    handle().catch(() => answer(500, 'The witness cannot answer now.\n'))
  })

export type RunningWitness = { address: string; key: SigningKey; close: () => Promise<void> }

type WitnessServerParts = {
  folder: string
  logs: readonly VerifyingKey[]
  host: string
  port: number
  clock?: () => Date
}

/** Listens as the one witness of a folder, of which `letGo` lets go when it closes. */
const listen = async (parts: WitnessServerParts, letGo: () => void): Promise<RunningWitness> => {
  const { folder } = parts
  const key = await witnessKeyIn(folder)
  const kept = new Publication(folder)
  const witness = new Witness({
    key,
    logs: new Map(parts.logs.map((log) => [log.name, [log]])),
    lastHead: (origin) => lastHeadIn(folder, origin),
    keepHead: ({ origin }, note) => kept.write([{ path: headFile(origin), bytes: Buffer.from(note) }]),
    clock: parts.clock ?? (() => new Date()),
  })
  const server = serverOf(witness)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(parts.port, parts.host, resolve)
  })
  server.once('close', letGo)
  const { port } = server.address() as AddressInfo
  return {
    address: `http://${parts.host}:${port}/`,
    key,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * Runs a witness of these logs: what it has signed is kept in its folder, with its own key (C2SP tlog-witness).
 * A witness that loses the folder must come back under another key.
 * Errors: `data_in_use` when another witness runs on the folder: each could sign what does not go on from the other.
 */
export const startWitness = async (parts: WitnessServerParts): Promise<RunningWitness> => {
  const { folder } = parts
  await makeFolder(folder, 0o700)
  const letGo = holdFolder(folder)
  if (!letGo) {
    throw new MetTraceError(
      'data_in_use',
      `Another witness is already running on the folder ${folder}. Stop it first, or choose another with --folder.`,
    )
  }
  try {
    return await listen(parts, letGo)
  } catch (error) {
    letGo()
    throw error
  }
}

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { z } from 'zod'
import { parseVerifyingKey, verifyingKeyText, type VerifyingKey } from '@mettrace/ledger/note/key'
import type { WitnessAddress } from '../foundation/log/witness-client.ts'

const answer = z.object({ results: z.object({ address: z.url(), key: z.string() }) })

export type WitnessProcess = {
  /** Where it answers; nothing when it did not start. */
  witnesses: Promise<WitnessAddress[]>
  stop: () => void
}

/**
 * Starts a witness beside the demonstration, as a process of its own with its own key and folder. It shows how a witness
 * works and does not replace one: it runs on the same machine, under the same hands. It ends when this process does.
 */
export const startWitnessProcess = (folder: string, log: VerifyingKey): WitnessProcess => {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../main.ts'),
      'witness',
      '--folder',
      folder,
      '--log',
      verifyingKeyText(log),
      '--until-input-ends',
      '--json',
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  )
  child.stdin.on('error', () => undefined)
  // A witness on its way must not hold the process open.
  child.unref()
  const witnesses = new Promise<WitnessAddress[]>((resolve) => {
    const lines = createInterface(child.stdout)
    lines.once('line', (line) => {
      try {
        const { address, key } = answer.parse(JSON.parse(line)).results
        resolve([{ url: address, key: parseVerifyingKey(key) }])
      } catch {
        resolve([])
      }
    })
    lines.once('close', () => resolve([]))
    child.once('error', () => resolve([]))
  })
  return { witnesses, stop: () => child.stdin.end() }
}

/**
 * What the risk page weighs with everything that it loads, compressed with Brotli as a browser asks for it:
 *
 *   node bench/page-weight.ts
 *
 * Goal: 300 kB with the map's code.
 */
import { brotliCompressSync, constants } from 'node:zlib'
import { buildApp } from '../apps/server/app.ts'
import { loadDemonstration } from '../apps/server/demonstration/load-demonstration.ts'
import { usualCity } from '../apps/server/demonstration/usual-city.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { signIn, withoutProvider } from '../test/signed-in.ts'
import { emptyDatabase } from './support/empty-database.ts'

const goal = 300_000

const weigh = (content: Buffer): number =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }).length

const { database, close } = await emptyDatabase()
try {
  await loadDemonstration(database, { ...usualCity, until: '2026-01-05' }, () => undefined)
  const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
  const { headers } = await signIn(database, 'planner')
  const page = await app.inject({ url: '/target/risk', headers })
  const parts: [string, number][] = [['the page itself', weigh(page.rawPayload)]]
  const addresses = [...page.body.matchAll(/(?:href|src|data-worker)="(\/assets\/[^"]+)"/g)].map(
    ([, address]) => address ?? '',
  )
  const script = await app.inject(
    addresses.find((address) => address.includes('/mettrace.') && address.endsWith('.js')) ?? '',
  )
  const imported = /from '([^']+)'/.exec(script.body)?.[1]
  for (const address of new Set([...addresses, ...(imported ? [imported] : [])])) {
    const { rawPayload } = await app.inject(address)
    parts.push([address.replace(/\.[0-9a-f]{12}\./, '.'), weigh(rawPayload)])
  }
  let total = 0
  for (const [name, bytes] of parts) {
    total += bytes
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`)
  }
  console.log(
    `${(total / 1000).toFixed(1).padStart(8)} kB  in all, ${(total / goal).toFixed(2)} × the goal of 300 kB`,
  )
  await app.close()
} finally {
  await close()
}

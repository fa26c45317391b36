import { stationKey } from '@mettrace/protocol/copy/saved-copy'
import type { AskStationKey } from './copies.ts'

/** Asks the station for what copies are encrypted for; null where it does not answer in ten seconds, or not as it should. */
export const askStationKey =
  (base: string): AskStationKey =>
  async (asking) => {
    try {
      const response = await fetch(`${base}/station-key`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asking),
        credentials: 'same-origin',
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(10_000),
      })
      return response.ok ? stationKey.parse(await response.json()) : null
    } catch {
      return null
    }
  }

import { personAnswer } from '@mettrace/protocol/pages/pages'
import type { SignedIn } from '../rest/vault.ts'

/** Who the station says is signed in; null where nobody is, or where it does not answer in ten seconds. */
export const askWhoIsSignedIn = async (base: string): Promise<SignedIn | null> => {
  try {
    const response = await fetch(`${base}/person`, {
      credentials: 'same-origin',
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    return response.ok ? personAnswer.parse(await response.json()) : null
  } catch {
    return null
  }
}

import { refusalAnswer, wholeRefusals } from '@mettrace/protocol/batch/whole-refusals'
import { personAnswer } from '@mettrace/protocol/pages/pages'
import type { SignedIn } from '../rest/vault.ts'

/**
 * Who the station says is signed in; null where nobody is, or where it does not answer in ten seconds; `revoked` where this browser
 * was shut out with its phone.
 */
export const askWhoIsSignedIn = async (base: string): Promise<SignedIn | 'revoked' | null> => {
  try {
    const response = await fetch(`${base}/person`, {
      credentials: 'same-origin',
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    if (response.status === wholeRefusals.revoked) {
      const refusal = refusalAnswer.safeParse(await response.json())
      return refusal.data?.refused === 'revoked' ? 'revoked' : null
    }
    return response.ok ? personAnswer.parse(await response.json()) : null
  } catch {
    return null
  }
}

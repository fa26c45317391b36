import { secretsOf } from '../apps/server/foundation/secrets.ts'

/** The same in every run, so that what is derived of them can be foretold. */
export const testSecrets = secretsOf(new Uint8Array(32).fill(7))

import { fileURLToPath } from 'node:url'
import { verifyingKeyText, type VerifyingKey } from '@mettrace/ledger/note/key'
import { keysFile } from '@mettrace/ledger/verify/verify-path'
import type { Publication } from './publication.ts'

/** The verifier as one file that needs nothing but Node 20. */
export const singleFileVerifier = async (): Promise<Uint8Array> => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@mettrace/ledger/verify/program'))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** Writes the public keys and the verifier beside the log, so that others can check it. */
export const writeCompanions = async (
  publication: Publication,
  keys: readonly VerifyingKey[],
): Promise<void> => {
  const files = [
    { path: keysFile, bytes: Buffer.from(keys.map((key) => `${verifyingKeyText(key)}\n`).join('')) },
    { path: 'verify.mjs', bytes: await singleFileVerifier() },
  ]
  await publication.write(
    files.filter(({ path, bytes }) => {
      const present = publication.read(path)
      return !present || !Buffer.from(bytes).equals(present)
    }),
  )
}

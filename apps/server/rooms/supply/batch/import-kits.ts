import type { Database } from '../../../foundation/database.ts'
import { dayInWords, londonToday } from '../../../foundation/days.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import type { ImportReport } from '../../../places/import-session.ts'
import { importKitFile } from './import-session.ts'
import { readBatch } from './read-batch.ts'
import { namedContract, takeBatch } from './take-batch.ts'

/** Options of `import kits`; those that are not said are headings of columns. */
export type KitsSettings = {
  contract: string
  announced?: true
  kitsPerBox?: number
  serial?: string
  code?: string
  pinDigest?: string
  box?: string
  pallet?: string
  batch?: string
  made?: string
  expires?: string
}

/** Takes in the batch file of a supplier. The same file again changes nothing. Errors: those of `readBatch` and `takeBatch`. */
export const importKits = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  { contract: reference, announced, kitsPerBox, pinDigest, ...mapped }: KitsSettings,
): Promise<ImportReport> =>
  importKitFile(database, actor, 'import kits', async (tx, warn) => {
    const path = paths[0] ?? ''
    const today = londonToday()
    const contract = await namedContract(tx, reference)
    progress('reading kits')
    const file = await readBatch(path, {
      mapped: { ...mapped, ...(pinDigest !== undefined && { pin_digest: pinDigest }) },
      ...(kitsPerBox !== undefined && { kitsPerBox }),
      today,
    })
    for (const words of file.warnings) warn(words)
    if (contract.startsOn > today || contract.endsOn < today)
      warn(
        `Contract ${reference} runs from ${dayInWords(contract.startsOn)} to ${dayInWords(contract.endsOn)}.`,
      )
    progress(`taking in ${file.kits.length} kits`)
    const taken = await takeBatch(tx, actor.id, file, {
      contract: reference,
      arrived: announced !== true,
      at: new Date(),
    })
    if (taken === 0) warn(`${file.file}: every kit of it is there already. Nothing was changed.`)
    return {
      file: path,
      rows: file.kits.length,
      taken,
      alreadyPresent: file.kits.length - taken,
      leftOut: {},
      possibleRepeats: 0,
    }
  })

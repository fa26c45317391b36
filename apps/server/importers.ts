import { crimeImporters } from './crime/importers.ts'
import type { Importer } from './places/importer.ts'
import { placesImporters } from './places/importers.ts'
import { deliverImporters } from './rooms/deliver/importers.ts'
import { supplyImporters } from './rooms/supply/importers.ts'

/** Everything that reads the field's own files, in the order in which the command line lists it. */
export const allImporters: readonly Importer[] = [
  ...crimeImporters,
  ...placesImporters,
  ...supplyImporters(async () => (await import('./fix-earlier-phase.ts')).fixEarlierPhase),
  ...deliverImporters,
]

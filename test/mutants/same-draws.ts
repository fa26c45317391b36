import fc from 'fast-check'
import { settings } from '../settings.ts'

// The same mutants must be killed by the same run, so properties are tried on the same draws.
fc.configureGlobal({ numRuns: settings.propertyRuns, seed: 1 })

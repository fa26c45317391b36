import fc from 'fast-check'
import { testCounts } from '../counts.ts'

// The same mutants must be killed by the same run, so properties are tried on the same draws.
fc.configureGlobal({ numRuns: testCounts.propertyRuns, seed: 1 })

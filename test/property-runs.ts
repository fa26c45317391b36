import fc from 'fast-check'
import { testCounts } from './counts.ts'

fc.configureGlobal({ numRuns: testCounts.propertyRuns })

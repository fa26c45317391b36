import fc from 'fast-check'
import { settings } from './settings.ts'

fc.configureGlobal({ numRuns: settings.propertyRuns })

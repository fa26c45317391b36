import type { MeasureReport } from '../../report/report-types.ts'
import { decayPart } from './decay-part.ts'
import { displacementPart } from './displacement-part.ts'
import { dosePart } from './dose-part.ts'
import { estimatePart } from './estimate-part.ts'
import { eventPart } from './event-part.ts'
import { monthsPart } from './months-part.ts'
import { outcomesPart } from './outcomes-part.ts'
import { plainPart } from './plain-part.ts'
import { powerPart } from './power-part.ts'
import type { ReportPart } from './report-part.ts'
import { specificationPart } from './specification-part.ts'
import { worthPart } from './worth-part.ts'

/** The parts of a report in the order of the page: the plain comparison and its placebo first. */
export const reportParts = (report: MeasureReport): ReportPart[] => [
  plainPart(report),
  monthsPart(report),
  estimatePart(report),
  eventPart(report),
  ...outcomesPart(report),
  powerPart(report),
  displacementPart(report),
  decayPart(report),
  dosePart(report),
  specificationPart(report),
  worthPart(report),
]

import type { Programme, Protocol } from './programme-schema.ts'

/** What a protocol fixes: everything that a figure follows from, but for what happens. */
export type ProtocolContent = {
  outcome: string
  series: string
  source: string | null
  kind: string
  validFrom: string | null
  method: string
  controls: Programme['controls']
  saturation: number
  selection: { from: string; to: string; rule: string } | null
  after: { from: string; to: string } | null
  /** Other types of crime that were named beforehand. */
  outcomes: { crimeType: string; as: string }[] | null
  /** Code of the areas and the month planned for each, by code. */
  areas: [code: string, start: string][]
  codeVersion: string
  notes: string | null
}

export const protocolContent = (programme: Programme, protocol: Protocol): ProtocolContent => ({
  outcome: protocol.outcome,
  series: programme.series,
  source: programme.source ?? null,
  kind: programme.kind,
  validFrom: programme.validFrom ?? null,
  method: protocol.method,
  controls: { metres: protocol.controls.metres, by: protocol.controls.by },
  saturation: programme.saturation,
  selection: programme.selection ?? null,
  after: protocol.after ?? null,
  outcomes: programme.outcomes ?? null,
  areas: programme.deployments
    .flatMap(({ areas, start }) => areas.map((code): [string, string] => [code, start]))
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  codeVersion: protocol.codeVersion,
  notes: protocol.notes ?? null,
})

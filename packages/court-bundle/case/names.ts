const ontology = 'https://ontology.unifiedcyberontology.org/uco/'

/** Prefixes of CASE and UCO 1.4.0 that a case of ours uses, of XML Schema, and of what both lack: `cc`, continuity of custody. */
export const prefixes = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': `${ontology}action/`,
  'uco-analysis': `${ontology}analysis/`,
  'uco-core': `${ontology}core/`,
  'uco-identity': `${ontology}identity/`,
  'uco-location': `${ontology}location/`,
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  cc: 'urn:mettrace:continuity-of-custody:',
} as const

const inNamespace =
  (namespace: string) =>
  (name: string): string =>
    namespace + name
export const investigation = inNamespace(prefixes['case-investigation'])
export const action = inNamespace(prefixes['uco-action'])
export const analysis = inNamespace(prefixes['uco-analysis'])
export const core = inNamespace(prefixes['uco-core'])
export const identity = inNamespace(prefixes['uco-identity'])
export const place = inNamespace(prefixes['uco-location'])
export const dateTime = `${prefixes.xsd}dateTime`

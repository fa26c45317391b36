import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { Parser, Store, type Quad } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

const rdfs = 'http://www.w3.org/2000/01/rdf-schema#'
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const owl = 'http://www.w3.org/2002/07/owl#'
const shacl = 'http://www.w3.org/ns/shacl#'

/** What the shapes of CASE and UCO find wrong in a file: the property, and of which kind. */
export type ShapeFault = { property: string; constraint: string }

const lastPart = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1)

/** Everything that is said of a subject, and of the nameless nodes that it is said with. */
const described = (store: Store, subject: Quad['subject'], into: Store): void => {
  for (const quad of store.getQuads(subject, null, null, null)) {
    if (into.has(quad)) continue
    into.add(quad)
    if (quad.object.termType === 'BlankNode') described(store, quad.object, into)
  }
}

/**
 * The shapes of a folder with the Turtle of CASE and UCO, without what the validator cannot read (imports, SPARQL). Answers with what
 * is wrong with a JSON-LD file: only shapes of the classes that it uses are asked.
 */
export const caseShapes = (folder: string): ((file: Uint8Array) => Promise<ShapeFault[]>) => {
  const ontology = new Store()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ttl')))
    ontology.addQuads(
      // Nameless nodes of two files are two nodes.
      new Parser({ blankNodePrefix: `${name}-` })
        .parse(readFileSync(join(folder, name), 'utf8'))
        .filter(({ predicate }) => ![`${owl}imports`, `${shacl}sparql`].includes(predicate.value)),
    )
  const classOf = (type: Quad['object'], found: Set<string>): void => {
    if (type.termType !== 'NamedNode' || found.has(type.value)) return
    found.add(type.value)
    for (const { object } of ontology.getQuads(type, `${rdfs}subClassOf`, null, null)) classOf(object, found)
  }
  return async (file) => {
    const text = await jsonld.toRDF(JSON.parse(Buffer.from(file).toString()), {
      format: 'application/n-quads',
    })
    const data = new Store(new Parser({ format: 'N-Quads' }).parse(String(text)))
    const classes = new Set<string>()
    for (const { object } of data.getQuads(null, `${rdf}type`, null, null)) classOf(object, classes)
    const shapes = new Store()
    for (const each of ontology.getQuads(null, `${rdf}type`, `${shacl}NodeShape`, null))
      if (
        classes.has(each.subject.value) ||
        ontology
          .getQuads(each.subject, `${shacl}targetClass`, null, null)
          .some(({ object }) => classes.has(object.value))
      )
        described(ontology, each.subject, shapes)
    data.addQuads(
      ontology
        .getQuads(null, `${rdfs}subClassOf`, null, null)
        .filter(({ object }) => object.termType === 'NamedNode'),
    )
    shapes.addQuads(
      ontology
        .getQuads(null, `${rdf}type`, `${owl}Class`, null)
        .filter(({ subject }) => classes.has(subject.value)),
    )
    const report = await new SHACLValidator(shapes).validate(data)
    return report.results
      .filter(({ severity }) => severity?.value === `${shacl}Violation`)
      .map(({ path, sourceConstraintComponent }) => ({
        property: lastPart(String((path as { value?: string } | null)?.value ?? '')),
        constraint: lastPart(sourceConstraintComponent?.value ?? ''),
      }))
  }
}

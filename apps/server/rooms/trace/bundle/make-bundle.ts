import { checkCase } from '@mettrace/court-bundle/case/custody'
import {
  caseFileName,
  contentsFile,
  formatContents,
  keyFile,
  listOf,
  signedContents,
  signedFile,
} from '@mettrace/court-bundle/contents/contents'
import { digestOf } from '@mettrace/court-bundle/verify/bytes'
import { verifyingKeyText, type SigningKey } from '@mettrace/ledger/note/key'
import { formatNote } from '@mettrace/ledger/note/note'
import { signText } from '@mettrace/ledger/note/sign'
import type { PaperDocument } from '../../../foundation/documents/document.ts'
import { documentHtml } from '../../../foundation/documents/html.ts'
import { documentPdf } from '../../../foundation/documents/pdf.ts'
import { caseFile } from './case-file.ts'
import { lastEntered, type CaseFacts } from './case-facts.ts'
import { coverOf, type Numbered } from './cover.ts'
import type { LogProofs } from './log-proofs.ts'
import { bundleParts } from './parts/parts.ts'
import { unknownsOf } from './unknowns.ts'
import { verifierPage } from './verifier-page.ts'

/** A bundle: its files by their paths, and the digest of the list that the log signs. */
export type Bundle = { files: Map<string, Uint8Array>; listSha256: string }

const put = async (
  files: Map<string, Uint8Array>,
  name: string,
  document: PaperDocument,
): Promise<Uint8Array> => {
  const pdf = await documentPdf(document)
  files.set(`${name}.html`, Buffer.from(documentHtml(document))).set(`${name}.pdf`, pdf)
  return pdf
}

/** The files of a bundle. The same facts, entries, key and pictures make the same bytes. `pictures`: bytes by their files. */
export const makeBundle = async (
  facts: CaseFacts,
  { proofs, unproved }: LogProofs,
  key: SigningKey,
  pictures: ReadonlyMap<string, Uint8Array>,
): Promise<Bundle> => {
  const madeAt = lastEntered(facts)
  const keyText = verifyingKeyText(key)
  const files = new Map<string, Uint8Array>()
  const documents: Numbered[] = []
  for (const { name, kind, document } of bundleParts.flatMap((make) => make(facts, madeAt))) {
    const number = documents.length + 1
    const pdf = await put(files, `${String(number).padStart(2, '0')}-${name}`, document)
    documents.push({ number, title: document.title, kind, sha256: digestOf(pdf) })
  }
  const ofCase = caseFile(facts)
  files.set(caseFileName, ofCase)
  const unknowns = [
    ...unknownsOf(facts, unproved),
    ...checkCase(ofCase).faults.map(({ words }) => `${words}.`),
  ]
  await put(
    files,
    'index',
    coverOf({ facts, madeAt, documents, proofs: proofs.size, unknowns, key: keyText }),
  )
  for (const [file, bytes] of pictures) files.set(file, bytes)
  for (const [place, proof] of proofs) files.set(`log/${place}.tlog-proof`, Buffer.from(proof))
  files.set(keyFile, Buffer.from(`${keyText}\n`)).set('verify.html', Buffer.from(await verifierPage()))
  const list = formatContents({
    format: 'mettrace-bundle/1',
    case: facts.reference,
    key: keyText,
    files: listOf(files),
  })
  files.set(contentsFile, list)
  const text = signedContents(key.name, listOf(files))
  files.set(signedFile, Buffer.from(formatNote({ text, signatures: [signText(text, key)] })))
  return { files, listSha256: digestOf(list) }
}

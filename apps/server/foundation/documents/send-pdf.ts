import type { FastifyReply } from 'fastify'
import type { PaperDocument } from './document.ts'
import { documentPdf } from './pdf.ts'

/** Answers with a document as a PDF to keep; nobody's name is in the name of its file. */
export const sendPdf = async (
  reply: FastifyReply,
  name: string,
  document: PaperDocument,
): Promise<FastifyReply> => {
  const bytes = await documentPdf(document)
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}.pdf"`)
    .type('application/pdf')
    .send(bytes)
}

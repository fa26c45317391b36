import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Node = { role: string; children: (Node | { type: string; id: string })[] }

/** A PDF read by another program than the one that wrote it: its sheets' text in reading order, and what its parts are. */
export const readPdf = async (
  bytes: Uint8Array,
): Promise<{ text: string; sheets: number; roles: string[] }> => {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await loading.promise
  const texts: string[] = []
  const roles: string[] = []
  const walk = ({ role, children }: Node): void => {
    roles.push(role)
    for (const child of children) if ('role' in child) walk(child)
  }
  for (let at = 1; at <= document.numPages; at++) {
    const sheet = await document.getPage(at)
    const { items } = await sheet.getTextContent()
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join(''))
    const tree = (await sheet.getStructTree()) as Node | null
    if (tree) walk(tree)
  }
  const sheets = document.numPages
  await loading.destroy()
  return { text: texts.join('\n').replaceAll(/\s+/g, ' '), sheets, roles }
}

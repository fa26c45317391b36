import type { Answer } from './ask.ts'

/** An answer without what is another in every answer. */
export const comparable = ({ status, headers, body }: Answer) => {
  const nonce = /'nonce-([^']+)'/.exec(new Map(headers).get('content-security-policy') ?? '')?.[1] ?? ''
  return {
    status,
    headers: headers
      .filter(([name]) => name !== 'date' && name !== 'x-request-id')
      .map(([name, value]) => `${name}: ${nonce === '' ? value : value.replaceAll(nonce, '·')}`),
    body,
  }
}

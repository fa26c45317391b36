import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../apps/server/foundation/messages/mail-server.ts'
import { selfMadeCertificate } from './self-made-certificate.ts'

/** An e-mail as it came: to whom by the envelope, and its text as it was sent. */
export type Arrived = { to: string[]; raw: string; encrypted: boolean }

/** A mail server that runs in the test: with TLS from the beginning, or by STARTTLS. */
export const mailHouse = async ({ secure = false, hidesTls = false } = {}) => {
  const { key, cert } = selfMadeCertificate()
  const arrived: Arrived[] = []
  const house = { refuses: undefined as number | undefined }
  const server = new SMTPServer({
    secure,
    key,
    cert,
    hideSTARTTLS: hidesTls,
    authMethods: ['PLAIN'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'mettrace' && password === 'right'
        ? done(null, { user: username })
        : done(new Error('No.')),
    onRcptTo: (_address, _session, done) =>
      house.refuses === undefined
        ? done()
        : done(
            Object.assign(new Error('somebody@example.org is not known'), { responseCode: house.refuses }),
          ),
    onData: (stream, { envelope, secure: encrypted }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        arrived.push({
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
          encrypted,
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const settings: MailSettings = {
    url: `${secure ? 'smtps' : 'smtp'}://localhost:${port}`,
    from: 'no-reply@police.example',
    user: 'mettrace',
    password: 'right',
    authority: cert,
  }
  return { arrived, settings, house, close: () => new Promise<void>((done) => server.close(() => done())) }
}

/** The text of an e-mail of one part, whatever it was packed in for the way (RFC 2045, 6). */
export const textIn = (raw: string): string => {
  const at = raw.indexOf('\r\n\r\n')
  const [head, body] = [raw.slice(0, at), raw.slice(at + 4)]
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

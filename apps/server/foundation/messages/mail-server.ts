import { createTransport } from 'nodemailer'

/** A force's mail server. `url`: `smtps://host:465`, or `smtp://host:587`, which then has to offer STARTTLS. */
export type MailSettings = {
  url: string
  from: string
  user?: string | undefined
  password?: string | undefined
  /** Certificates, as PEM, that the server's is signed by, where no public authority has. */
  authority?: string | undefined
}

export type Mail = { to: string; subject: string; text: string }

export type MailServer = {
  /** Hands over one e-mail. Errors: `MailRefused`, which tells neither address nor words. */
  send: (mail: Mail) => Promise<void>
  close: () => void
}

/** Why an e-mail was not taken: a code such as `EAUTH` or `550`, and nothing that somebody wrote. */
export class MailRefused extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(`The mail server did not take an e-mail: ${reason}.`)
    this.name = 'MailRefused'
    this.reason = reason
  }
}

const reasonOf = (error: unknown): string => {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown }
  if (typeof responseCode === 'number') return String(responseCode)
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'unknown'
}

const tenSeconds = 10_000

/** Connects when there is something to send, never without encryption. */
export const openMailServer = ({ url, from, user, password, authority }: MailSettings): MailServer => {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: true,
    tls: { minVersion: 'TLSv1.2', ...(authority === undefined ? {} : { ca: authority }) },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: tenSeconds,
    greetingTimeout: tenSeconds,
    socketTimeout: tenSeconds,
    // What is sent names files of nobody and fetches nothing.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, text }) => {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
      } catch (error) {
        throw new MailRefused(reasonOf(error))
      }
    },
    close: () => transport.close(),
  }
}

/** The e-mail address in what somebody gave as telephone or e-mail; undefined where it is none. One address, and nothing else. */
export const emailIn = (contact: string): string | undefined =>
  /^[^\s@<>",;:()[\]\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i.test(contact.trim())
    ? contact.trim()
    : undefined

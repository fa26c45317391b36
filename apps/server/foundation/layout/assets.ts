import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { bundleScript, scriptName, sourcesDigest } from './scripts.ts'

const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

/** Folder of GOV.UK Frontend as it is published, with its views, style and script. */
export const govukFolder = join(packageFolder('govuk-frontend'), 'dist')

/** Folder of the Ministry of Justice's components, which stand on GOV.UK Frontend. */
export const mojFolder = packageFolder('@ministryofjustice/frontend')

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

type Body = { plain: Buffer; gzipped: Buffer; brotli: Buffer | undefined }
type Asset = { path: string; type: string; body: () => Promise<Body> }

const compressed = async (content: string): Promise<Body> => {
  const plain = Buffer.from(content, 'utf8')
  const body: Body = { plain, gzipped: await zip(plain), brotli: undefined }
  // Brotli takes seconds for a map's code: until it is done, gzip serves.
  void brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }).then((bytes) => {
    body.brotli = bytes
  })
  return body
}

/** Made when it is first asked for, and made again where that failed. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    made.catch(() => (made = undefined))
    return made
  }
}

const css = 'text/css; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

/** The name holds a digest of the content, so that a browser may keep it for ever and never has an old one. */
const asset = (name: string, extension: string, type: string, content: string): Asset => ({
  path: `/assets/${name}.${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${extension}`,
  type,
  body: once(() => compressed(content)),
})

const script = (file: URL, digest: string): Asset => ({
  path: `/assets/${scriptName(file)}.${digest}.js`,
  type: javascript,
  body: once(async () => compressed(await bundleScript(file))),
})

const govuk = (file: string): string => readFileSync(join(govukFolder, 'govuk', file), 'utf8')
const moj = (file: string): string => readFileSync(join(mojFolder, 'moj', file), 'utf8')
const own = (file: string): string => readFileSync(join(import.meta.dirname, 'assets', file), 'utf8')

/**
 * GDS Transport is licensed for services on GOV.UK domains only, and the crest is the Government's: neither the
 * faces nor the pictures leave this server.
 */
const withoutLicensedParts = (text: string): string =>
  text
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', '"Helvetica Neue",Arial,"Liberation Sans",sans-serif')
    .replaceAll(/url\([^)]*\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '')

/** Styles and scripts of every page. */
const commonAssets = () => {
  const govukScript = asset(
    'govuk',
    'js',
    javascript,
    govuk('govuk-frontend.min.js').replace(/\/\/# sourceMappingURL=.*/, ''),
  )
  return {
    govukStyle: asset('govuk', 'css', css, withoutLicensedParts(govuk('govuk-frontend.min.css'))),
    mojStyle: asset('moj', 'css', css, withoutLicensedParts(moj('moj-frontend.min.css'))),
    style: asset('mettrace', 'css', css, own('mettrace.css')),
    govukScript,
    script: asset(
      'mettrace',
      'js',
      javascript,
      own('mettrace.js').replace('GOVUK_FRONTEND', govukScript.path),
    ),
    icon: asset('icon', 'svg', 'image/svg+xml', own('icon.svg')),
  }
}

/**
 * Serves styles and scripts: those of every page, and `scripts` by the name that views call them by. Returns where each
 * is found.
 */
export const addAssets = (
  app: FastifyInstance,
  scripts: Readonly<Record<string, URL>>,
): Readonly<Record<string, string>> => {
  const digest = Object.keys(scripts).length > 0 ? sourcesDigest() : ''
  const assets: Record<string, Asset> = {
    ...commonAssets(),
    ...Object.fromEntries(Object.entries(scripts).map(([name, file]) => [name, script(file, digest)])),
  }
  for (const each of Object.values(assets)) {
    app.get(each.path, { config: { open: true, limit: 'none' } }, async (request, reply) => {
      const body = await each.body()
      const accepted = request.headers['accept-encoding'] ?? ''
      const [encoding, bytes] =
        body.brotli && /\bbr\b/.test(accepted)
          ? ['br', body.brotli]
          : /\bgzip\b/.test(accepted)
            ? ['gzip', body.gzipped]
            : [undefined, body.plain]
      if (encoding) reply.header('content-encoding', encoding)
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(each.type)
        .send(bytes)
    })
  }
  return Object.fromEntries(Object.entries(assets).map(([name, { path }]) => [name, path]))
}

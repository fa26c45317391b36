import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { bundleIslands } from './islands.ts'

const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

/** Folder of GOV.UK Frontend as it is published, with its views, style and script. */
export const govukFolder = join(packageFolder('govuk-frontend'), 'dist')

/** Folder of the Ministry of Justice's components, which stand on GOV.UK Frontend. */
export const mojFolder = packageFolder('@ministryofjustice/frontend')

type Asset = { path: string; type: string; body: Buffer; gzipped: Buffer; brotli: Buffer | undefined }

const compress = promisify(brotliCompress)

/** The name holds a digest of the content, so that a browser may keep it for ever and never has an old one. */
const asset = (name: string, extension: string, type: string, content: string): Asset => {
  const body = Buffer.from(content, 'utf8')
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const made: Asset = {
    path: `/assets/${name}.${digest}.${extension}`,
    type,
    body,
    gzipped: gzipSync(body),
    brotli: undefined,
  }
  // Brotli takes seconds for a map's code: until it is done, gzip serves.
  void compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }).then((brotli) => {
    made.brotli = brotli
  })
  return made
}

const govuk = (file: string): string => readFileSync(join(govukFolder, 'govuk', file), 'utf8')
const moj = (file: string): string => readFileSync(join(mojFolder, 'moj', file), 'utf8')
const own = (file: string): string => readFileSync(join(import.meta.dirname, 'assets', file), 'utf8')

/**
 * GDS Transport is licensed for services on GOV.UK domains only, and the crest is the Government's: neither the
 * faces nor the pictures leave this server.
 */
const withoutLicensedParts = (css: string): string =>
  css
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', '"Helvetica Neue",Arial,"Liberation Sans",sans-serif')
    .replaceAll(/url\([^)]*\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '')

const css = 'text/css; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

const govukScript = asset(
  'govuk',
  'js',
  javascript,
  govuk('govuk-frontend.min.js').replace(/\/\/# sourceMappingURL=.*/, ''),
)
const islands = await bundleIslands()
const assets = {
  govukStyle: asset('govuk', 'css', css, withoutLicensedParts(govuk('govuk-frontend.min.css'))),
  mojStyle: asset('moj', 'css', css, withoutLicensedParts(moj('moj-frontend.min.css'))),
  style: asset('mettrace', 'css', css, own('mettrace.css')),
  govukScript,
  script: asset('mettrace', 'js', javascript, own('mettrace.js').replace('GOVUK_FRONTEND', govukScript.path)),
  areaMap: asset('area-map', 'js', javascript, islands['area-map']),
  planConditions: asset('plan-conditions', 'js', javascript, islands['plan-conditions']),
  planSlider: asset('plan-slider', 'js', javascript, islands['plan-slider']),
  planWorker: asset('plan-worker', 'js', javascript, islands['plan-worker']),
  programmeFile: asset('programme-file', 'js', javascript, islands['programme-file']),
  icon: asset('icon', 'svg', 'image/svg+xml', own('icon.svg')),
}

/** Where each asset is found, for the views. */
export const assetPaths = Object.fromEntries(
  Object.entries(assets).map(([name, { path }]) => [name, path]),
) as Record<keyof typeof assets, string>

export const assetRoutes = (app: FastifyInstance): void => {
  for (const each of Object.values(assets)) {
    app.get(each.path, { config: { open: true, limit: 'none' } }, async (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      const [encoding, bytes] =
        each.brotli && /\bbr\b/.test(accepted)
          ? ['br', each.brotli]
          : /\bgzip\b/.test(accepted)
            ? ['gzip', each.gzipped]
            : [undefined, each.body]
      if (encoding) reply.header('content-encoding', encoding)
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(each.type)
        .send(bytes)
    })
  }
}

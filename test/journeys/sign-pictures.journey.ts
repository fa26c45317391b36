import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { openSite } from './open-page.ts'

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
await putSaturationTown(database, owner)
const site = await openSite(database)

type Shown = { decode: () => Promise<void>; naturalWidth: number }

/** Where a camera says that it was. */
const secret = 'GPSLatitude 51.5074'

test('a picture is sent by a plain form, and shown without what the camera wrote', async () => {
  const drawing = await site.open('/deliver/signs', { as: 'sergeant' })
  /** A picture as a browser makes them. */
  const drawn = async (): Promise<Buffer> =>
    Buffer.from(
      await drawing.evaluate<number[]>(`(async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
        const context = canvas.getContext('2d')
        context.fillStyle = '#ffdd00'
        context.fillRect(8, 8, 48, 20)
        const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg'))
        return [...new Uint8Array(await blob.arrayBuffer())]
      })()`),
    )
  const page = await site.open('/deliver/signs', { as: 'sergeant', withoutScript: true })
  const jpeg = await drawn()
  const exif = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0'), Buffer.from(secret)])
  const told = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.of(0xff, 0xe1, 0, exif.length + 2),
    exif,
    jpeg.subarray(2),
  ])

  await page.getByLabel('Easting, metres').fill('530250')
  await page.getByLabel('Northing, metres').fill('180050')
  await page.getByLabel('Where is it?').fill('Lamp post 3, Mill Lane')
  await page.getByLabel('Placed on').fill('2026-01-05')
  await page.getByLabel('Picture, if you took one').setInputFiles({
    name: 'sign.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('<script>alert(1)</script>'),
  })
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: 'Choose a picture that is a JPEG, PNG or WebP' }).waitFor()
  await page
    .getByLabel('Picture, if you took one')
    .setInputFiles({ name: 'sign.txt', mimeType: 'text/plain', buffer: told })
  await page.getByRole('button', { name: 'Place sign' }).click()
  await page.getByRole('link', { name: 'Lamp post 3, Mill Lane' }).click()

  await page
    .getByRole('img', { name: 'The sign at Lamp post 3, Mill Lane, found “Good” on 5 January 2026' })
    .waitFor()
  const picture = page.getByRole('img', { name: /^The sign at/ })
  const isDrawn = (): Promise<boolean> =>
    picture.evaluate<boolean, Shown>((image) => image.decode().then(() => image.naturalWidth === 64))
  expect(await isDrawn()).toBe(true)
  const served = await page.request.get(new URL((await picture.getAttribute('src'))!, page.url()).href)
  expect((await served.body()).includes(secret)).toBe(false)
  expect(served.headers()).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'inline; filename="OFFICIAL-SENSITIVE_sign.jpg"',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
})

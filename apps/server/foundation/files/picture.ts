/** A picture as it is kept: what it shows and nothing of where, when or by what it was taken. */
export type Picture = {
  kind: PictureKind
  /** Pixels, as it is shown. */
  width: number
  height: number
  bytes: Buffer
}

export type PictureKind = 'jpeg' | 'png' | 'webp'

/** Why bytes are not taken as a picture. */
export type PictureFault =
  'empty' | 'too many bytes' | 'no picture' | 'not whole' | 'unusual' | 'too many pixels'

export type Read = Picture | { fault: PictureFault }

/**
 * What one picture may be: a phone of 50 megapixels takes less, and a browser shows it in 200 MB of memory. No
 * encoder cuts one into more parts than these.
 */
export const pictureLimits = { bytes: 8_000_000, side: 12_000, pixels: 50_000_000, parts: 10_000 } as const

/** What is wrong with a picture, for whoever chose it. */
export const pictureFaultWords: Readonly<Record<PictureFault, string>> = {
  empty: 'The picture is empty. Choose another',
  'too many bytes': 'The picture must be 8 MB or smaller',
  'no picture': 'Choose a picture that is a JPEG, PNG or WebP',
  'not whole': 'The picture is not whole. Choose it again, or another',
  unusual: 'The picture is of an unusual kind. Save it as JPEG and choose that',
  'too many pixels': 'The picture must be 50 megapixels or smaller, and no side longer than 12,000 pixels',
}

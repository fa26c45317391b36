import { pictureBytes } from '@mettrace/protocol/pictures/told-picture'

/**
 * Longest side in pixels and quality of what is kept, tried one after the other until it is small enough: a lamp post's number, or a mark on
 * a sleeve, is read in the first, which is some 400 kB.
 */
const sizes: readonly (readonly [side: number, quality: number])[] = [
  [1600, 0.8],
  [1600, 0.6],
  [1200, 0.6],
  [800, 0.5],
]

/** The longest side of a picture as it is kept, in pixels. */
export const longestSide = sizes[0]![0]

const drawn = (bitmap: ImageBitmap, side: number): HTMLCanvasElement => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is nothing to draw on.')
  // What is transparent would be black in a JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality)
  })

/**
 * A picture made smaller, as a JPEG, the way up that it was held. It is drawn anew, so nothing of what a camera writes beside it is
 * left. Undefined where the phone cannot read it as a picture.
 */
export const reduced = async (file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    try {
      for (const [side, quality] of sizes) {
        const made = await jpegOf(drawn(bitmap, side), quality)
        if (made && made.size <= pictureBytes) return new Uint8Array(await made.arrayBuffer())
      }
    } finally {
      bitmap.close()
    }
  } catch {
    // Told to whoever chose it.
  }
  return undefined
}

import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Pixels of the longest side that a thumbnail is drawn with: sharp on a screen of three pixels to one. */
const side = 600

/** A picture, small. It is drawn, so that it has no address that anything could ask for. */
export const Thumbnail = ({
  bytes,
  label,
}: {
  bytes: Uint8Array<ArrayBuffer>
  label: string
}): JSX.Element => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    let isShown = true
    const draw = async (): Promise<void> => {
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
      const { current } = canvas
      if (isShown && current) {
        const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
        current.width = Math.round(bitmap.width * scale)
        current.height = Math.round(bitmap.height * scale)
        current.getContext('2d')?.drawImage(bitmap, 0, 0, current.width, current.height)
      }
      bitmap.close()
    }
    setBroken(false)
    draw().catch(() => setBroken(true))
    return () => {
      isShown = false
    }
  }, [bytes])
  return isBroken ? (
    <p class="wrong">This picture cannot be shown.</p>
  ) : (
    <canvas ref={canvas} class="thumbnail" role="img" aria-label={label} />
  )
}

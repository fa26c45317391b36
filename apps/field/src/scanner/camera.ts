import type { CodeReader } from './code-reader.ts'

/** Why there is no picture to read. */
export type CameraFault = 'refused' | 'none' | 'busy' | 'lost' | 'no-reader'

export type CameraState =
  | { is: 'off' }
  | { is: 'opening' }
  /** `torch`: null where the camera has none. `isDark`: nothing but black for a while. `isSlow`: no code for some seconds. */
  | { is: 'on'; torch: boolean | null; isDark: boolean; isSlow: boolean }
  | { is: 'failed'; why: CameraFault }

export type Camera = { close: () => void; light: (on: boolean) => Promise<void> }

export type CameraUse = {
  video: HTMLVideoElement
  reader: () => CodeReader
  /** What was read; true closes the camera. */
  take: (texts: readonly string[]) => boolean
  tell: (state: CameraState) => void
}

/** Milliseconds of black after which somebody is told: less than the two seconds in which they can type. */
const darkPatience = 1200

/** Milliseconds without a code after which somebody is told what helps. */
const readPatience = 4000

const watchEvery = 200
const pauseBetweenFrames = 50

/** The brightest part of a picture that counts as black, of 255: noise of a covered camera. */
const black = 32

const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }

const faultOf = (error: unknown): CameraFault => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}

const hasTorch = (track: MediaStreamTrack): boolean =>
  (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true

/** Whether a video shows nothing: no frame yet, or a black one. Looked at small, so that single noisy pixels do not count. */
const darkness = (): ((video: HTMLVideoElement) => boolean) => {
  const [width, height] = [16, 9]
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
    willReadFrequently: true,
  })
  return (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return true
    context?.drawImage(video, 0, 0, width, height)
    const pixels = context?.getImageData(0, 0, width, height).data ?? []
    return pixels.every((value, at) => at % 4 === 3 || value < black)
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/**
 * Opens the camera and reads codes until it is closed. It is closed by a code that is taken, by a fault, and whenever the page is hidden;
 * no track runs on after that, whatever comes late.
 */
export const openCamera = ({ video, reader, take, tell }: CameraUse): Camera => {
  let stream: MediaStream | null = null
  let isOver = false
  let torch: boolean | null = null
  let openedAt = 0
  let litAt = 0
  let watching: ReturnType<typeof setInterval> | undefined
  const looksBlack = darkness()

  const end = (last: CameraState): void => {
    if (isOver) return
    isOver = true
    clearInterval(watching)
    document.removeEventListener('visibilitychange', hide)
    removeEventListener('pagehide', hide)
    for (const track of stream?.getTracks() ?? []) track.stop()
    video.srcObject = null
    tell(last)
  }
  const close = (): void => end({ is: 'off' })
  const hide = (event: Event): void => {
    if (event.type === 'pagehide' || document.visibilityState === 'hidden') close()
  }

  const watch = (): void => {
    const now = performance.now()
    if (!looksBlack(video)) litAt = now
    const isDark = now - litAt >= darkPatience
    tell({ is: 'on', torch, isDark, isSlow: now - openedAt >= readPatience })
  }

  const readOn = async (): Promise<void> => {
    for (;;) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const texts = await reader()(await createImageBitmap(video))
        if (!isOver && texts.length > 0 && take(texts)) close()
      }
      if (isOver) return
      await pause(pauseBetweenFrames)
    }
  }

  const open = async (): Promise<void> => {
    tell({ is: 'opening' })
    const asked = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
    // Somebody left while they were asked whether the camera may be used.
    if (isOver) return asked.getTracks().forEach((track) => track.stop())
    stream = asked
    const [track] = stream.getVideoTracks()
    track?.addEventListener('ended', () => end({ is: 'failed', why: 'lost' }))
    if (track && hasTorch(track)) torch = false
    video.srcObject = stream
    openedAt = litAt = performance.now()
    watching = setInterval(watch, watchEvery)
    watch()
    // A video that does not play shows no frame, and is told as black.
    video.play().catch(() => undefined)
    await readOn().catch(() => end({ is: 'failed', why: 'no-reader' }))
  }

  document.addEventListener('visibilitychange', hide)
  addEventListener('pagehide', hide)
  void open().catch((error: unknown) => end({ is: 'failed', why: faultOf(error) }))
  return {
    close,
    light: async (on) => {
      const [track] = stream?.getVideoTracks() ?? []
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
      torch = on
      if (!isOver) watch()
    },
  }
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'
import { openCamera, type Camera, type CameraState } from './camera.ts'
import { codeReader } from './code-reader.ts'

export type UsedCamera = {
  state: CameraState
  video: RefObject<HTMLVideoElement | null>
  open: () => void
  close: () => void
  light: (on: boolean) => void
}

/** A camera of a screen: closed with it. `take`: true where what was read ends it. */
export const useCamera = (take: (texts: readonly string[]) => boolean): UsedCamera => {
  const [state, setState] = useState<CameraState>({ is: 'off' })
  const video = useRef<HTMLVideoElement>(null)
  const camera = useRef<Camera | null>(null)
  const taking = useRef(take)
  taking.current = take
  useEffect(() => () => camera.current?.close(), [])
  const close = (): void => camera.current?.close()
  return {
    state,
    video,
    open: () => {
      close()
      camera.current = openCamera({
        video: video.current!,
        reader: codeReader,
        take: (texts) => taking.current(texts),
        // Told several times a second: a screen is drawn anew where something has changed.
        tell: (next) => setState((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next)),
      })
    },
    close,
    light: (on) => void camera.current?.light(on).catch(() => undefined),
  }
}

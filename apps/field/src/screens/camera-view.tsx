import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import type { CameraFault, CameraState } from '../scanner/camera.ts'
import type { UsedCamera } from '../scanner/use-camera.ts'
import { Button } from './frame.tsx'

const faultWords: Readonly<Record<CameraFault, string>> = {
  refused:
    'The camera is not allowed for this app. Type the serial, or allow the camera in the browser’s settings and scan again.',
  none: 'We found no camera. Type the serial, or use a hand scanner.',
  busy: 'Another app uses the camera. Type the serial, or close that app and scan again.',
  lost: 'The camera stopped. Type the serial, or scan again.',
  'no-reader': 'The code reader did not start. Type the serial.',
}

/** What somebody must know of the camera; null where the picture says it. */
export const cameraWords = (state: CameraState): string | null => {
  if (state.is === 'failed') return faultWords[state.why]
  if (state.is === 'opening') return 'Opening the camera. You can type meanwhile.'
  if (state.is === 'off') return null
  if (state.isDark) {
    const light = state.torch === false ? 'Uncover it, turn the torch on' : 'Uncover it'
    return `The camera shows black. ${light}, or type the serial.`
  }
  return state.isSlow ? 'No code read yet. Hold still, a hand’s width away, or type the serial.' : null
}

/** Whether typing is what is left to do, so that the field is made ready. */
export const mustType = (state: CameraState): boolean =>
  state.is === 'failed' || (state.is === 'on' && state.isDark)

/** The camera's picture, with what it needs of buttons. */
export const CameraView = ({ camera, again }: { camera: UsedCamera; again: boolean }): JSX.Element => {
  const { state, video } = camera
  const isOpen = state.is === 'on' || state.is === 'opening'
  const torch = state.is === 'on' ? state.torch : null
  useEffect(() => {
    if (state.is === 'on') video.current?.scrollIntoView({ block: 'start' })
  }, [state.is])
  return (
    <>
      <div class="camera" hidden={state.is !== 'on'}>
        <video ref={video} muted playsInline aria-label="What the camera sees" />
        <i aria-hidden="true" />
      </div>
      <p class="camera-words" role="status">
        {cameraWords(state)}
      </p>
      <div class="two">
        {isOpen ? (
          <Button press={camera.close}>Stop the camera</Button>
        ) : (
          <Button strong press={camera.open}>
            {again ? 'Scan again' : 'Scan by camera'}
          </Button>
        )}
        {torch !== null && (
          <Button press={() => camera.light(!torch)}>{torch ? 'Torch off' : 'Torch on'}</Button>
        )}
      </div>
    </>
  )
}

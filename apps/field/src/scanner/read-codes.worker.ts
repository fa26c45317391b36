import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { FrameAnswer, FrameRequest } from './code-reader.ts'

// Beside the page, so that a screen answers while a frame is read: up to half a second on a cheap phone.

declare const self: {
  addEventListener: (type: 'message', listener: (event: MessageEvent<FrameRequest>) => void) => void
  postMessage: (answer: FrameAnswer) => void
}

// The library's own default is a server of other people's.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

/**
 * Formats of kits and boxes, named: all that there are take ten times as long. `Plain` keeps the separators of GS1. A second
 * code in the frame is found as well, so that nobody is given the wrong one of two kits.
 */
const options: ReaderOptions = {
  formats: ['QRCode', 'DataMatrix', 'Code128'],
  textMode: 'Plain',
  maxNumberOfSymbols: 4,
}

const canvas = new OffscreenCanvas(1, 1)
const context = canvas.getContext('2d', { willReadFrequently: true })

const textsIn = async (frame: ImageBitmap): Promise<string[]> => {
  const { width, height } = frame
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  context?.drawImage(frame, 0, 0)
  frame.close()
  const pixels = context?.getImageData(0, 0, width, height)
  const found = pixels ? await readBarcodes(pixels, options) : []
  // The symbology identifier says whether a text is element strings of GS1.
  return found.map(({ symbologyIdentifier, text }) => symbologyIdentifier + text)
}

self.addEventListener('message', ({ data: { id, frame } }) => {
  textsIn(frame).then(
    (texts) => self.postMessage({ id, texts }),
    (error: unknown) => self.postMessage({ id, fault: String(error) }),
  )
})

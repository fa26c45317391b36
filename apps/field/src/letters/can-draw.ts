const size = 24

/** Letters that the app brings itself are under this name, as in the style sheet. */
export const family = 'MetTrace letters'

const drawn = (context: CanvasRenderingContext2D, letter: string): string => {
  context.clearRect(0, 0, size, size)
  context.fillText(letter, 0, size - 4)
  return context.getImageData(0, 0, size, size).data.join()
}

/** Whether this phone has letters for a word: what it has none for is an empty box, the same for every letter. */
export const canDraw = (word: string): boolean => {
  const [one, other] = new Set(word.match(/\p{Letter}/gu))
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context || one === undefined || other === undefined) return true
  context.font = `${size - 8}px sans-serif, '${family}'`
  return drawn(context, one) !== drawn(context, other)
}

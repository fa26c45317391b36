import type { DoorState } from '../round/door-state.ts'

export type Colours = Readonly<
  Record<'ink' | 'second' | 'paper' | 'soft' | 'edge' | 'line' | 'accent' | 'blue' | 'red' | 'focus', string>
>

const colourOf = (state: DoorState, colours: Colours): string =>
  ({
    protected: colours.blue,
    delivered: colours.blue,
    'no-answer': colours.second,
    refused: colours.red,
    'come-back': colours.ink,
    'no-way-in': colours.ink,
    excluded: colours.edge,
    'not-yet': colours.ink,
  })[state]

/** Lines across a square, leaning to one side or the other. */
const stripes = (context: CanvasRenderingContext2D, size: number, step: number, lean: 1 | -1): void => {
  context.beginPath()
  for (let at = -size; at < size; at += step) {
    context.moveTo(lean === 1 ? at : size - at, size)
    context.lineTo(lean === 1 ? at + size : -at, 0)
  }
  context.stroke()
}

/** Below this a pattern cannot be told: shapes take its place, pixels. */
export const leastPattern = 10

const pattern = (context: CanvasRenderingContext2D, state: DoorState, size: number, colour: string): void => {
  context.fillStyle = colour
  context.strokeStyle = colour
  switch (state) {
    case 'protected':
      context.fillRect(0, 0, size, size)
      break
    case 'delivered':
      context.lineWidth = 2.5
      stripes(context, size, 6, 1)
      break
    case 'no-answer':
      for (let x = 3; x < size; x += 5) for (let y = 3; y < size; y += 5) context.fillRect(x - 1, y - 1, 2, 2)
      break
    case 'refused':
      context.lineWidth = 1.5
      stripes(context, size, 6, 1)
      stripes(context, size, 6, -1)
      break
    case 'come-back':
      context.fillRect(0, size / 2 - 1.5, size, 3)
      break
    case 'no-way-in':
      context.fillRect(size * 0.4, 0, size * 0.2, size)
      break
    case 'excluded':
      context.lineWidth = 1
      stripes(context, size, 6, 1)
      break
    case 'not-yet':
      break
  }
}

/** The same states in a few pixels, each by its shape. */
const shape = (context: CanvasRenderingContext2D, state: DoorState, size: number, colour: string): void => {
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  switch (state) {
    case 'protected':
      context.rect(0, 0, size, size)
      context.fill()
      return
    case 'delivered':
      context.moveTo(0, 0)
      context.lineTo(0, size)
      context.lineTo(size, size)
      context.fill()
      return
    case 'no-answer':
      context.arc(size / 2, size / 2, size / 2.4, 0, 2 * Math.PI)
      context.fill()
      return
    case 'refused':
      context.moveTo(0, 0)
      context.lineTo(size, size)
      context.moveTo(0, size)
      context.lineTo(size, 0)
      break
    case 'excluded':
    case 'come-back':
      context.moveTo(0, size / 2)
      context.lineTo(size, size / 2)
      break
    case 'no-way-in':
      context.moveTo(size / 2, 0)
      context.lineTo(size / 2, size)
      break
    case 'not-yet':
      context.rect(0, 0, size, size)
      break
  }
  context.stroke()
}

/** A home as its state is drawn everywhere, its middle at a place of the screen. */
export const drawMark = (
  context: CanvasRenderingContext2D,
  state: DoorState,
  { x, y, size }: { x: number; y: number; size: number },
  colours: Colours,
): void => {
  const colour = colourOf(state, colours)
  context.save()
  context.translate(x - size / 2, y - size / 2)
  if (size < leastPattern) {
    shape(context, state, size, colour)
    context.restore()
    return
  }
  context.beginPath()
  context.rect(0, 0, size, size)
  context.fillStyle = colours.paper
  context.fill()
  context.clip()
  pattern(context, state, size, colour)
  context.lineWidth = state === 'excluded' ? 2 : 4
  if (state === 'excluded') context.setLineDash([3, 3])
  context.strokeStyle = colour
  context.strokeRect(0, 0, size, size)
  context.restore()
}

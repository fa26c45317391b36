import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generate } from 'lean-qr'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

// What a camera of a phone sees, drawn here: a code on a carton, moving a little from frame to frame, as y4m.

const [width, height, frames] = [1280, 720, 4]

/** Modules of a symbol; true is dark. */
type Symbol = {
  columns: number
  rows: number
  /** Modules of paper that belong around it. */
  quiet: number
  isDark: (column: number, row: number) => boolean
}

const writer = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))
const { buffer: wasmBinary } = new Uint8Array(readFileSync(writer))
prepareZXingModule({ overrides: { wasmBinary } })

/** A QR code, by another library than that which reads it. */
export const qrCode = (text: string): Symbol => {
  const code = generate(text)
  return { columns: code.size, rows: code.size, quiet: 4, isDark: (column, row) => code.get(column, row) }
}

/** `text`: for element strings of GS1, in brackets. */
const written = async (text: string, format: 'DataMatrix' | 'Code128'): Promise<Symbol> => {
  const isGs1 = text.startsWith('(')
  const { symbol, error } = await writeBarcode(text, {
    format,
    scale: 1,
    addQuietZones: false,
    options: isGs1 ? 'gs1' : '',
  })
  if (error !== '') throw new Error(error)
  return {
    columns: symbol.width,
    rows: symbol.height,
    quiet: format === 'Code128' ? 10 : 2,
    isDark: (column, row) => symbol.data[row * symbol.width + column] === 0,
  }
}

export const dataMatrix = (text: string): Promise<Symbol> => written(text, 'DataMatrix')
export const code128 = (text: string): Promise<Symbol> => written(text, 'Code128')

export type Look = {
  /** Width of the symbol, pixels. */
  size?: number
  /** Degrees, about the line of sight. */
  turn?: number
  /** Degrees, about an upright axis, seen from near. */
  tilt?: number
  /** Around a bottle. */
  isRound?: boolean
  /** Pixels, even: how far a point is smeared, either way. */
  blur?: number
  /** 1: black on white. */
  contrast?: number
  /** Middle of the symbol, from the middle of the picture, pixels. */
  at?: number
}

const noColour = Buffer.alloc((width * height) / 2, 128)
const [paper, carton] = [225, 140]

const nowhere = [Infinity, Infinity] as const

/** Where on the symbol's plane a point of the picture is; nowhere beside the bottle. Lengths in pixels. */
const onPlane = (
  x: number,
  y: number,
  { size = 240, turn = 0, tilt = 0, isRound = false }: Look,
): readonly [number, number] => {
  const angle = (turn * Math.PI) / 180
  const [right, down] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)]
  if (isRound) {
    const radius = size * 0.8
    return Math.abs(right) < radius ? [radius * Math.asin(right / radius), down] : nowhere
  }
  const distance = size * 4
  const lean = (tilt * Math.PI) / 180
  const across = (right * distance) / (distance * Math.cos(lean) - right * Math.sin(lean))
  return [across, (down * (distance + across * Math.sin(lean))) / distance]
}

/** Whether a row or column is one of a symbol, or of so many around it. */
const isOn = (at: number, count: number, edge: number): boolean => at >= -edge && at < count + edge

/** How light a point is: ink, paper around it, carton around that. */
const lightAt = (symbol: Symbol, look: Look, x: number, y: number): number => {
  const { size = 240, contrast = 1 } = look
  const { quiet } = symbol
  const [across, down] = onPlane(x, y, look)
  const module = size / symbol.columns
  const column = Math.floor(across / module + symbol.columns / 2)
  const row = Math.floor(down / module + symbol.rows / 2)
  if (!isOn(column, symbol.columns, quiet) || !isOn(row, symbol.rows, quiet)) return carton
  const isInk = isOn(column, symbol.columns, 0) && isOn(row, symbol.rows, 0) && symbol.isDark(column, row)
  return isInk ? paper - 205 * contrast : paper
}

/** Lines of a picture: how many points are between one line and the next, and between one point of a line and the next. */
const lines = {
  across: { count: height, toNext: width, points: width, step: 1 },
  down: { count: width, toNext: 1, points: height, step: width },
} as const

/** One pass of a box along every line; two of each come near to a lens out of focus. */
const smear = (light: Float32Array, radius: number, along: keyof typeof lines): void => {
  const { count, toNext, points, step } = lines[along]
  const line = new Float32Array(points)
  const inLine = (at: number): number => line[Math.min(points - 1, Math.max(0, at))]!
  for (let start = 0; start < count * toNext; start += toNext) {
    for (let at = 0; at < points; at++) line[at] = light[start + at * step]!
    let sum = 0
    for (let at = -radius; at <= radius; at++) sum += inLine(at)
    for (let at = 0; at < points; at++) {
      light[start + at * step] = sum / (2 * radius + 1)
      sum += inLine(at + radius + 1) - inLine(at - radius)
    }
  }
}

type Seen = { symbol: Symbol; look?: Look }

/** Four points of each pixel, as a sensor gathers light. */
const points = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const

const draw = (light: Float32Array, { symbol, look = {} }: Seen, shift: number): void => {
  const [middle, centre] = [width / 2 + (look.at ?? 0) + shift, height / 2 + shift]
  const reach = (look.size ?? 240) * 1.2
  for (let y = Math.max(0, Math.floor(centre - reach)); y < Math.min(height, centre + reach); y++)
    for (let x = Math.max(0, Math.floor(middle - reach)); x < Math.min(width, middle + reach); x++) {
      let sum = 0
      for (const [right, down] of points) sum += lightAt(symbol, look, x + right - middle, y + down - centre)
      if (sum !== carton * points.length) light[y * width + x] = sum / points.length
    }
}

const frameOf = (seen: readonly Seen[], shift: number): Buffer => {
  const light = new Float32Array(width * height).fill(carton)
  for (const each of seen) draw(light, each, shift)
  const blur = Math.max(...seen.map(({ look }) => look?.blur ?? 0))
  for (const along of blur > 0 ? (['across', 'across', 'down', 'down'] as const) : [])
    smear(light, blur / 2, along)
  return Buffer.concat([Buffer.from(Uint8Array.from(light)), noColour])
}

const videoOf = (pictures: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`),
    ...pictures.flatMap((picture) => [Buffer.from('FRAME\n'), picture]),
  ])

/** Codes before the camera, in a hand that is not quite still. */
export const movingPicture = (...seen: readonly Seen[]): Buffer =>
  videoOf(Array.from({ length: frames }, (_, at) => frameOf(seen, at * 3)))

/** A camera that is covered. */
export const blackVideo = (): Buffer =>
  videoOf([Buffer.concat([Buffer.alloc(width * height, 16), Buffer.alloc((width * height) / 2, 128)])])

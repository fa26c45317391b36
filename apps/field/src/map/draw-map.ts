import type { DoorState } from '../round/door-state.ts'
import type { GroundLine } from './ground-lines.ts'
import { drawMark, leastPattern, type Colours } from './marks.ts'
import { toGround, toScreen, type Point, type Size, type View } from './plane.ts'
import type { Spot, SpotIndex, StreetName } from './spots.ts'

export type Scene = {
  ground: { streets: readonly GroundLine[]; areas: readonly GroundLine[] }
  spots: SpotIndex
  names: readonly StreetName[]
  stateOf: (spot: Spot) => DoorState
  /** Doors still to do at a place of several. */
  leftAt: (spot: Spot) => number
  next: Spot | undefined
  /** Where the officer was when they asked, and how surely, metres. */
  here: (Point & { accuracy: number }) | null
  /** Whether what Enter opens is shown. */
  showsMiddle: boolean
}

export type Letters = { family: string; size: number }

/** A home and a road as wide as they are on the ground, metres. */
const homeMetres = 5
const roadMetres = 7
/** Between these a home is drawn, pixels. */
const homePixels = { least: 4, most: 28 } as const
/** Streets are named where a pixel is less than so many metres. */
const namesBelow = 0.9

export const markSize = (scale: number): number =>
  Math.min(homePixels.most, Math.max(homePixels.least, homeMetres / scale))

const trace = (
  context: CanvasRenderingContext2D,
  lines: readonly GroundLine[],
  place: (point: Point) => Point,
): void => {
  context.beginPath()
  for (const { points } of lines)
    points.forEach((point, at) => {
      const { x, y } = place(point)
      if (at === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
  context.stroke()
}

const drawGround = (
  context: CanvasRenderingContext2D,
  { ground }: Scene,
  { scale }: View,
  place: (point: Point) => Point,
  colours: Colours,
): void => {
  const road = Math.max(2, roadMetres / scale)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = colours.line
  context.lineWidth = road + 2
  trace(context, ground.streets, place)
  context.strokeStyle = colours.paper
  context.lineWidth = road
  trace(context, ground.streets, place)
  context.strokeStyle = colours.edge
  context.lineWidth = 2
  context.setLineDash([10, 6])
  trace(context, ground.areas, place)
  context.setLineDash([])
}

/** Words that stay readable over whatever they are on. */
const write = (
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: Point,
  colours: Colours,
  ink = colours.ink,
): void => {
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeStyle = colours.soft
  context.strokeText(text, x, y)
  context.fillStyle = ink
  context.fillText(text, x, y)
}

const drawNames = (
  context: CanvasRenderingContext2D,
  scene: Scene,
  place: (point: Point) => Point,
  size: Size,
  colours: Colours,
): void => {
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const { name, angle, ...at } of scene.names) {
    const { x, y } = place(at)
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue
    context.save()
    context.translate(x, y)
    // Never upside down.
    const turn = -angle
    context.rotate(Math.cos(turn) < 0 ? turn + Math.PI : turn)
    write(context, name, { x: 0, y: 0 }, colours)
    context.restore()
  }
  const own = new Set(scene.names.map(({ name }) => name))
  const written = new Set<string>()
  for (const { name, points } of scene.ground.streets) {
    if (name === null || own.has(name) || written.has(name)) continue
    const { x, y } = place(points[Math.floor(points.length / 2)]!)
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue
    written.add(name)
    write(context, name, { x, y }, colours, colours.second)
  }
}

const drawHere = (
  context: CanvasRenderingContext2D,
  { here, next }: Scene,
  { scale }: View,
  place: (point: Point) => Point,
  colours: Colours,
): void => {
  if (!here) return
  const at = place(here)
  context.strokeStyle = colours.blue
  context.lineWidth = 1.5
  context.setLineDash([4, 4])
  context.beginPath()
  context.arc(at.x, at.y, Math.max(10, here.accuracy / scale), 0, 2 * Math.PI)
  context.stroke()
  if (next) {
    const to = place(next)
    context.lineWidth = 3
    context.beginPath()
    context.moveTo(at.x, at.y)
    context.lineTo(to.x, to.y)
    context.stroke()
  }
  context.setLineDash([])
  context.beginPath()
  context.arc(at.x, at.y, 7, 0, 2 * Math.PI)
  context.fillStyle = colours.blue
  context.fill()
  context.lineWidth = 3
  context.strokeStyle = colours.paper
  context.stroke()
}

const drawSpots = (
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  size: Size,
  colours: Colours,
  letters: Letters,
): void => {
  const mark = markSize(view.scale)
  const [topLeft, bottomRight] = [
    toGround(view, size, { x: -60, y: -60 }),
    toGround(view, size, { x: size.width + 60, y: size.height + 60 }),
  ]
  const spots = scene.spots.within({ x: topLeft.x, y: bottomRight.y }, { x: bottomRight.x, y: topLeft.y })
  context.textBaseline = 'middle'
  for (const spot of spots) {
    const at = toScreen(view, size, spot)
    const isBlock = spot.doors.length > 1
    const box = isBlock && mark >= leastPattern ? mark * 1.4 : mark
    const isNext = spot === scene.next
    if (isNext) {
      context.fillStyle = colours.accent
      context.fillRect(at.x - box / 2 - 5, at.y - box / 2 - 5, box + 10, box + 10)
    }
    drawMark(context, scene.stateOf(spot), { ...at, size: box }, colours)
    if (mark < leastPattern) continue
    context.font = `${isNext || isBlock ? 'bold ' : ''}${letters.size}px ${letters.family}`
    const away = box / 2 + (isNext ? 9 : 4)
    const { x, y } = spot.outward
    context.textAlign = isBlock || Math.abs(x) < 0.4 ? 'center' : x > 0 ? 'left' : 'right'
    const label = isBlock ? `${spot.label}: ${scene.leftAt(spot)} to do` : spot.label
    const down = isBlock || Math.abs(x) < 0.4 ? away + letters.size / 2 : away
    write(context, label, { x: at.x + x * away, y: at.y - y * down }, colours)
  }
}

/** Draws the map anew: ground, names, homes, where the officer is. */
export const drawMap = (
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  size: Size,
  colours: Colours,
  letters: Letters,
): void => {
  const place = (point: Point): Point => toScreen(view, size, point)
  context.fillStyle = colours.soft
  context.fillRect(0, 0, size.width, size.height)
  drawGround(context, scene, view, place, colours)
  context.font = `${letters.size}px ${letters.family}`
  if (view.scale < namesBelow) drawNames(context, scene, place, size, colours)
  drawSpots(context, scene, view, size, colours, letters)
  drawHere(context, scene, view, place, colours)
  if (!scene.showsMiddle) return
  context.strokeStyle = colours.ink
  context.lineWidth = 2
  context.beginPath()
  for (const [x, y] of [
    [14, 0],
    [0, 14],
  ] as const) {
    context.moveTo(size.width / 2 - x, size.height / 2 - y)
    context.lineTo(size.width / 2 + x, size.height / 2 + y)
  }
  context.stroke()
}

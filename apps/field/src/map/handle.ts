import { moved, pinched, zoomed, type Point, type Size, type View } from './plane.ts'

/** A finger that has moved less than this meant to touch, pixels. */
const still = 10

export type Handling = {
  view: () => View
  size: () => Size
  show: (view: View) => void
  /** A place of the screen was touched. */
  touch: (at: Point) => void
}

const step = 60
const keys: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: step, y: 0 },
  ArrowRight: { x: -step, y: 0 },
  ArrowUp: { x: 0, y: step },
  ArrowDown: { x: 0, y: -step },
}

/** What a key does to a view; undefined where it does nothing to it. */
export const viewAfterKey = (view: View, size: Size, key: string): View | undefined => {
  const by = keys[key]
  if (by) return moved(view, by)
  const about = { x: size.width / 2, y: size.height / 2 }
  if (key === '+' || key === '=') return zoomed(view, size, 1.5, about)
  if (key === '-') return zoomed(view, size, 1 / 1.5, about)
  return undefined
}

/** One finger moves the map, two zoom it, a wheel too; whoever hardly moved has touched something. Returns what undoes it. */
export const handle = (canvas: HTMLCanvasElement, { view, size, show, touch }: Handling): (() => void) => {
  const fingers = new Map<number, Point>()
  let start: Point | null = null
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const done = new AbortController()
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    work: (event: HTMLElementEventMap[Name]) => void,
  ): void => canvas.addEventListener(name, work, { signal: done.signal, passive: false })

  on('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, at(event))
    start = fingers.size === 1 ? at(event) : null
  })
  on('pointermove', (event) => {
    const was = fingers.get(event.pointerId)
    if (!was) return
    const is = at(event)
    if (start && Math.hypot(is.x - start.x, is.y - start.y) < still) return
    start = null
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    show(
      other
        ? pinched(view(), size(), [was, other], [is, other])
        : moved(view(), { x: is.x - was.x, y: is.y - was.y }),
    )
    fingers.set(event.pointerId, is)
  })
  on('pointerup', (event) => {
    if (start && fingers.size === 1) touch(start)
    fingers.delete(event.pointerId)
    start = null
  })
  on('pointercancel', (event) => {
    fingers.delete(event.pointerId)
    start = null
  })
  on('wheel', (event) => {
    event.preventDefault()
    show(zoomed(view(), size(), event.deltaY < 0 ? 1.2 : 1 / 1.2, at(event)))
  })
  return () => done.abort()
}

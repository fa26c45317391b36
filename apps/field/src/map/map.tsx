import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { clockTime } from '../app/times.ts'
import { doorStates, stateWords, type DoorState } from '../round/door-state.ts'
import { NextDoorButton } from '../screens/next-door.tsx'
import { Button } from '../screens/frame.tsx'
import { Page, Pattern } from '../screens/page.tsx'
import { drawMap, type Scene } from './draw-map.ts'
import { groundLines } from './ground-lines.ts'
import { handle, viewAfterKey } from './handle.ts'
import type { Colours } from './marks.ts'
import { planeAround, toGround, zoomed, type Point, type Size, type View } from './plane.ts'
import { indexOf, spotsOf, type Spot } from './spots.ts'

/** Metres of a pixel when the map is first opened: numbers on doors are readable. */
const firstScale = 0.3

/** So near a home must be touched, pixels. */
const reach = 26

/** Where each person left the map; gone with the window. */
const lastViews = new WeakMap<object, View>()

const coloursOf = (element: Element): Colours => {
  const style = getComputedStyle(element)
  const names = ['ink', 'second', 'paper', 'soft', 'edge', 'line', 'accent', 'blue', 'red', 'focus'] as const
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Colours
}

/** Metres that a bar of a round number of them is long: at most a third of a small screen. */
const barOf = (scale: number): number =>
  [1000, 500, 200, 100, 50, 20, 10, 5].find((metres) => metres / scale <= 110) ?? 2

const useScene = (app: App) => {
  const { doors, streets } = app.roundNow.value
  const round = app.round.value
  return useMemo(() => {
    const first = doors[Math.floor(doors.length / 2)]
    const plane = planeAround(first ?? { latitude: 51.5, longitude: 0 })
    const { spots, names } = spotsOf(streets, plane)
    const spotOf = new Map(spots.flatMap((spot) => spot.doors.map((door) => [door, spot] as const)))
    return {
      plane,
      names,
      spotOf,
      index: indexOf(spots),
      ground: groundLines(round?.ground ?? [], plane),
    }
  }, [doors, streets, round])
}

const whereWords = (app: App): string => {
  const { value: position } = app.position
  if (app.askedAt.value === null) return ''
  if (!position) return app.isAsked.value ? 'Where you are is not known.' : ''
  return `You at ${clockTime(app.askedAt.value)}, ± ${Math.round(position.accuracy)} m.`
}

/** Homes of the round where they stand, each in its state; everything on it is in the list of doors too. */
export const RoundMap = ({ app }: { app: App }): JSX.Element => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isFocused, setFocused] = useState(false)
  const [scale, setScale] = useState(firstScale)
  const { plane, names, spotOf, index, ground } = useScene(app)
  const { stateOf, toDo, counts } = app.roundNow.value
  const next = app.next.value
  const position = app.position.value

  const here = position && { ...plane.toPoint(position), accuracy: position.accuracy }
  const nextSpot = next ? spotOf.get(next.door) : undefined
  const scene: Scene = {
    ground,
    spots: index,
    names,
    stateOf: (spot): DoorState => stateOf(spot.doors.find((door) => toDo.has(door)) ?? spot.doors[0]!).state,
    leftAt: ({ doors }) => doors.filter((door) => toDo.has(door)).length,
    next: nextSpot,
    here,
    showsMiddle: isFocused,
  }
  const key = app.open.value ?? app
  const view = useRef<View>(
    lastViews.get(key) ?? { middle: here ?? nextSpot ?? { x: 0, y: 0 }, scale: firstScale },
  )
  const sceneNow = useRef(scene)
  sceneNow.current = scene

  const sizeOf = (): Size => ({
    width: canvas.current?.clientWidth ?? 0,
    height: canvas.current?.clientHeight ?? 0,
  })
  const frame = useRef(0)
  const draw = (): void => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d')
      if (!canvas.current || !context) return
      const { width, height } = sizeOf()
      const fine = Math.min(3, devicePixelRatio)
      if (canvas.current.width !== Math.round(width * fine)) canvas.current.width = Math.round(width * fine)
      if (canvas.current.height !== Math.round(height * fine))
        canvas.current.height = Math.round(height * fine)
      context.setTransform(fine, 0, 0, fine, 0, 0)
      const { fontSize, fontFamily } = getComputedStyle(canvas.current)
      drawMap(context, sceneNow.current, view.current, { width, height }, coloursOf(canvas.current), {
        family: fontFamily,
        size: Number.parseFloat(fontSize),
      })
    })
  }
  const show = (shown: View): void => {
    view.current = shown
    lastViews.set(key, shown)
    setScale(shown.scale)
    draw()
  }
  const open = (spot: Spot | undefined): void => {
    const [door] = spot?.doors ?? []
    if (!spot || !door) return
    app.screen.value =
      spot.doors.length === 1
        ? { name: 'outcome', home: door.home }
        : { name: 'doors', street: spot.street.key, at: door.home }
  }
  const openAt = (at: Point): void =>
    open(index.nearest(toGround(view.current, sizeOf(), at), reach * view.current.scale))

  useEffect(draw)
  const openNow = useRef(openAt)
  openNow.current = openAt
  useEffect(() => {
    app.walksBy = 'map'
    const stop = handle(canvas.current!, {
      view: () => view.current,
      size: sizeOf,
      show,
      touch: (at) => openNow.current(at),
    })
    const resized = new ResizeObserver(draw)
    resized.observe(canvas.current!)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', draw)
    return () => {
      stop()
      resized.disconnect()
      dark.removeEventListener('change', draw)
      cancelAnimationFrame(frame.current)
    }
  }, [])

  const zoom = (factor: number) => (): void => {
    const size = sizeOf()
    show(zoomed(view.current, size, factor, { x: size.width / 2, y: size.height / 2 }))
  }
  const findMe = async (): Promise<void> => {
    await app.askPosition()
    const came = app.position.value
    if (came && canvas.current) show({ ...view.current, middle: plane.toPoint(came) })
  }
  const middle = (): Point => {
    const { width, height } = sizeOf()
    return { x: width / 2, y: height / 2 }
  }
  const bar = barOf(scale)
  return (
    <Page
      app={app}
      title="Map"
      titleUnseen
      actions={
        <>
          <Button press={() => (app.screen.value = { name: 'doors' })}>Same as a list</Button>
          <NextDoorButton app={app} />
        </>
      }
    >
      <div class="map">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label="Map of your round. Arrow keys move it, plus and minus zoom, Enter opens the home in the middle. The list of doors has everything that is on it."
          onFocus={() => setFocused(canvas.current?.matches(':focus-visible') ?? false)}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') return openAt(middle())
            const after = viewAfterKey(view.current, sizeOf(), event.key)
            if (!after) return
            event.preventDefault()
            show(after)
          }}
        />
        <div class="map-buttons">
          <Button press={zoom(1.6)} label="Zoom in">
            +
          </Button>
          <Button press={zoom(1 / 1.6)} label="Zoom out">
            −
          </Button>
          <Button press={() => void findMe()} label="Me: show where I am now">
            Me
          </Button>
        </div>
      </div>
      <p class="map-strip">
        <i class="map-bar" style={{ width: `${bar / scale}px` }} aria-hidden="true" />
        <span>{bar} m</span>
        <span role="status">{whereWords(app)}</span>
        {ground.streets.length === 0 && <span>No streets are on this phone yet.</span>}
      </p>
      <ul class="legend">
        {doorStates
          .filter((state) => (counts.get(state) ?? 0) > 0)
          .map((state) => (
            <li key={state}>
              <Pattern state={state} /> {stateWords[state].toLowerCase()}
            </li>
          ))}
      </ul>
    </Page>
  )
}

import { Map as MapLibre, type ExpressionSpecification, type MapGeoJSONFeature } from 'maplibre-gl'

/** What the server tells of each area; see rooms/target/risk/map-of-areas.ts. */
type Figures = {
  areas: { code: string; class: number; chosen?: string; label: string }[]
  bounds: [number, number, number, number]
}

/** Six steps from pale to dark of one hue, told apart by the colour-blind and on paper (ColorBrewer, PuBu). */
const colours = ['#f1eef6', '#d0d1e6', '#a6bddb', '#74a9cf', '#2b8cbe', '#045a8d']
const ink = '#0b0c0c'
const tileSource = 'areas'

/** Diagonal lines over what is chosen: seen without colour, and on paper. */
const hatch = (): { width: number; height: number; data: Uint8Array } => {
  const side = 8
  const data = new Uint8Array(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)]
    if ((x + y) % side < 2) data.set([11, 12, 12, 190], at * 4)
  }
  return { width: side, height: side, data }
}

const webGl = (): boolean => document.createElement('canvas').getContext('webgl2') !== null

const address = (path: string): string => `${location.origin}/tiles/${path}/{z}/{x}/{y}.mvt`
const stands = (how: string): ['==', ['feature-state', string], string] => [
  '==',
  ['feature-state', 'chosen'],
  how,
]

/** Width of an outline by how its area stands, times a share. */
const widthOf = (share: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'told'], false],
  4,
  stands('in'),
  2.5 * share,
  stands('near'),
  1.5 * share,
  0.4 * share,
]

const styleOf = ({ tiles, version }: DOMStringMap): ConstructorParameters<typeof MapLibre>[0]['style'] => {
  return {
    version: 8,
    sources: {
      ground: { type: 'vector', tiles: [address(`ground/${version}`)], maxzoom: 14 },
      [tileSource]: {
        type: 'vector',
        tiles: [address(`${tiles}/${version}`)],
        maxzoom: 14,
        promoteId: { area: 'code' },
      },
    },
    layers: [
      { id: 'country', type: 'background', paint: { 'background-color': '#f3f3f3' } },
      {
        id: 'areas',
        type: 'fill',
        source: tileSource,
        'source-layer': 'area',
        paint: {
          'fill-color': [
            'match',
            ['coalesce', ['feature-state', 'class'], -1],
            0,
            colours[0]!,
            1,
            colours[1]!,
            2,
            colours[2]!,
            3,
            colours[3]!,
            4,
            colours[4]!,
            5,
            colours[5]!,
            '#ffffff',
          ],
        },
      },
      {
        id: 'ground',
        type: 'fill',
        source: 'ground',
        'source-layer': 'ground',
        paint: {
          'fill-color': ['match', ['get', 'kind'], 'water', '#9cc3da', 'rail', '#6f777b', '#cfe3c4'],
          'fill-opacity': ['match', ['get', 'kind'], 'water', 1, 'rail', 1, 0.75],
        },
      },
      {
        id: 'streets',
        type: 'line',
        source: 'ground',
        'source-layer': 'street',
        minzoom: 11.5,
        paint: {
          'line-color': '#ffffff',
          'line-opacity': 0.8,
          'line-width': [
            'interpolate',
            ['linear'],
            ['zoom'],
            12,
            ['case', ['==', ['get', 'main'], 1], 1.6, 0.4],
            16,
            ['case', ['==', ['get', 'main'], 1], 8, 5],
          ],
        },
      },
      {
        id: 'chosen',
        type: 'fill',
        source: tileSource,
        'source-layer': 'area',
        paint: { 'fill-pattern': 'hatch', 'fill-opacity': ['case', stands('in'), 1, 0] },
      },
      {
        id: 'outlines',
        type: 'line',
        source: tileSource,
        'source-layer': 'area',
        paint: {
          'line-color': ['case', ['boolean', ['feature-state', 'told'], false], '#ffdd00', ink],
          // Thinner from afar: outlines of four thousand areas would hide what they enclose.
          'line-width': ['interpolate', ['linear'], ['zoom'], 9, widthOf(0.35), 13, widthOf(1)],
          'line-opacity': [
            'case',
            ['boolean', ['feature-state', 'told'], false],
            1,
            stands('in'),
            1,
            stands('near'),
            0.9,
            0.35,
          ],
        },
      },
      {
        id: 'excluded',
        type: 'fill',
        source: tileSource,
        'source-layer': 'area',
        paint: {
          'fill-color': '#ffffff',
          'fill-opacity': ['case', stands('excluded'), 0.85, stands('covered'), 0.6, 0],
        },
      },
    ],
  }
}

/** One map on the page: draws what the server tells, and says in words what is pointed at. */
class AreaMap {
  readonly #element: HTMLElement
  readonly #map: MapLibre
  readonly #labels = new Map<string, string>()
  readonly #words: HTMLElement | null
  #told: string | undefined

  private constructor(element: HTMLElement, figures: Figures) {
    this.#element = element
    this.#words = element.parentElement?.querySelector('.mettrace-map__told') ?? null
    const canvas = document.createElement('div')
    canvas.className = 'mettrace-map__canvas'
    element.replaceChildren(canvas)
    this.#map = new MapLibre({
      container: canvas,
      style: styleOf(element.dataset)!,
      bounds: figures.bounds,
      fitBoundsOptions: { padding: 12 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      cooperativeGestures: false,
      maxZoom: 17,
      // A print takes what was drawn last.
      canvasContextAttributes: { preserveDrawingBuffer: true },
    })
    this.#map.addImage('hatch', hatch())
    this.#map.touchZoomRotate.disableRotation()
    this.#map.keyboard.disableRotation()
    this.#map
      .getCanvas()
      .setAttribute(
        'aria-label',
        `${element.dataset['label'] ?? 'Map'}. Arrow keys move it, plus and minus zoom, Enter tells the area in the middle.`,
      )
    this.#addButtons()
    this.#listen(figures.bounds)
    this.show(figures)
  }

  static drawIn(element: HTMLElement, figures: Figures): AreaMap {
    return new AreaMap(element, figures)
  }

  /** Shows other figures. */
  show({ areas }: Figures): void {
    const draw = (): void => {
      for (const { code, class: step, chosen, label } of areas) {
        this.#labels.set(code, label)
        this.#map.setFeatureState(
          { source: tileSource, sourceLayer: 'area', id: code },
          { class: step, chosen: chosen ?? 'out' },
        )
      }
      this.#element.dataset['drawn'] = 'true'
    }
    if (this.#map.isStyleLoaded()) draw()
    else this.#map.once('load', draw)
  }

  /** Marks these areas as chosen and no others. */
  #choose(codes: ReadonlySet<string>): void {
    for (const code of this.#labels.keys()) {
      this.#map.setFeatureState(
        { source: tileSource, sourceLayer: 'area', id: code },
        { chosen: codes.has(code) ? 'in' : 'out' },
      )
    }
  }

  #addButtons(): void {
    const buttons = document.createElement('div')
    buttons.className = 'mettrace-map__buttons'
    const add = (sign: string, words: string, act: () => void): void => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = sign
      button.setAttribute('aria-label', words)
      button.addEventListener('click', act)
      buttons.append(button)
    }
    add('+', 'Zoom in', () => this.#map.zoomIn())
    add('−', 'Zoom out', () => this.#map.zoomOut())
    this.#element.append(buttons)
  }

  #listen(bounds: Figures['bounds']): void {
    const at = (point: { x: number; y: number }): MapGeoJSONFeature | undefined =>
      this.#map.queryRenderedFeatures([point.x, point.y], { layers: ['areas'] })[0]
    this.#map.on('mousemove', ({ point }) => this.#tell(at(point)?.id, false))
    this.#map.on('click', ({ point }) => this.#tell(at(point)?.id, true))
    this.#map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#tell(at(this.#map.project(this.#map.getCenter()))?.id, true)
      if (event.key === 'Escape') this.#map.fitBounds(bounds, { padding: 12 })
    })
    this.#element.addEventListener('mettrace:chosen', (event) =>
      this.#choose(new Set((event as CustomEvent<{ codes: string[] }>).detail.codes)),
    )
    this.#element.addEventListener('mettrace:show', (event) =>
      this.show((event as CustomEvent<Figures>).detail),
    )
  }

  #tell(id: string | number | undefined, chosen: boolean): void {
    const code = id === undefined ? undefined : String(id)
    const state = (of: string, told: boolean): void => {
      this.#map.setFeatureState({ source: tileSource, sourceLayer: 'area', id: of }, { told })
    }
    if (code !== this.#told) {
      if (this.#told !== undefined) state(this.#told, false)
      if (code !== undefined) state(code, true)
      this.#told = code
    }
    if (!this.#words || code === undefined) return
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = `/areas/${this.#element.dataset['tiles']}/${encodeURIComponent(code)}`
    link.textContent = code
    this.#words.replaceChildren(`${this.#labels.get(code) ?? 'No figures for this area'} (`, link, ')')
    if (chosen)
      this.#element.dispatchEvent(new CustomEvent('mettrace:area', { bubbles: true, detail: { code } }))
  }
}

const begin = async (element: HTMLElement): Promise<void> => {
  if (!webGl()) {
    element.textContent = 'This browser cannot draw the map. The table has all of it.'
    return
  }
  const answer = await fetch(element.dataset['data'] ?? '', { headers: { accept: 'application/json' } })
  if (!answer.ok) {
    element.textContent = 'The map could not be loaded. The table has all of it.'
    return
  }
  AreaMap.drawIn(element, (await answer.json()) as Figures)
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island="area-map"]')) {
  // The words and the table come first; the map when it comes into view.
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    observer.disconnect()
    void begin(element)
  })
  observer.observe(element)
}

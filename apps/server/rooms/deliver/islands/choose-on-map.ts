/** A place that is chosen on the map goes into the fields of the form, which do without it. */

const fieldOf = (name: string): HTMLInputElement | null => document.querySelector(`input[name="${name}"]`)

const say = (words: string): void => {
  const live = document.querySelector('[data-chosen]')
  if (live) live.textContent = words
}

/** The mark of the chosen place, which a map has once. */
const markOn = (map: SVGSVGElement): SVGCircleElement => {
  const there = map.querySelector<SVGCircleElement>('.mettrace-signs__chosen')
  if (there) return there
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
  mark.setAttribute('class', 'mettrace-signs__chosen')
  mark.setAttribute('r', '14')
  return map.appendChild(mark)
}

for (const map of document.querySelectorAll<SVGSVGElement>('svg[data-scale]')) {
  const { west, north, scale } = map.dataset
  map.classList.add('mettrace-signs--open')
  map.addEventListener('click', ({ clientX, clientY }) => {
    const screen = map.getScreenCTM()
    const [east, up] = [fieldOf('easting'), fieldOf('northing')]
    if (!screen || !east || !up) return
    const at = new DOMPoint(clientX, clientY).matrixTransform(screen.inverse())
    east.value = String(Math.round(Number(west) + at.x / Number(scale)))
    up.value = String(Math.round(Number(north) - at.y / Number(scale)))
    const mark = markOn(map)
    mark.setAttribute('cx', at.x.toFixed(1))
    mark.setAttribute('cy', at.y.toFixed(1))
    say(`Chosen: ${east.value} east, ${up.value} north.`)
  })
}

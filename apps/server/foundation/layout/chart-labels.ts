/** Part of a chart that words take up, in its pixels. */
export type Box = { left: number; right: number; top: number; bottom: number }

/** Space that stays free between words. */
const gap = 4

export const overlap = (one: Box, other: Box, apart = gap): boolean =>
  one.left < other.right + apart &&
  other.left < one.right + apart &&
  one.top < other.bottom + apart &&
  other.top < one.bottom + apart

const moved = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left,
  right,
  top: top + by,
  bottom: bottom + by,
})

/** Distances from where a label stands, the nearest first, down and up by turns. */
const steps = [0, ...Array.from({ length: 200 }, (_, at) => [at + 1, -at - 1]).flat()]

/**
 * How far to move each label up or down, so that none comes near another or near words that stay; the earlier labels keep
 * their places. It moves off the chart only where no place is left on it.
 */
export const spreadLabels = (labels: readonly Box[], fixed: readonly Box[], height: number): number[] => {
  const taken = [...fixed]
  return labels.map((label) => {
    const isFree = (by: number): boolean => !taken.some((other) => overlap(moved(label, by), other))
    const isOn = (by: number): boolean => label.top + by >= 0 && label.bottom + by <= height
    const by = steps.find((step) => isFree(step) && isOn(step)) ?? steps.find(isFree) ?? 0
    taken.push(moved(label, by))
    return by
  })
}

/** What is needed here of an element of a drawing. */
type Drawn = {
  textContent: string | null
  parentElement: Drawn | null
  getAttribute: (name: string) => string | null
  setAttribute: (name: string, value: string) => void
  querySelectorAll: (selector: string) => Iterable<Drawn>
}

const translated = (element: Drawn): { x: number; y: number } => {
  const [, x = 0, y = 0] =
    /translate\(([-\d.]+)[, ]([-\d.]+)\)/.exec(element.getAttribute('transform') ?? '')?.map(Number) ?? []
  return { x, y }
}

/** The letters of a font are about so wide for their size, figures and capitals among them. */
const letterWidth = 0.6

const boxOf = (text: Drawn): Box => {
  const group = text.parentElement!
  const [own, ofGroup] = [translated(text), translated(group)]
  const size = Number(group.getAttribute('font-size') ?? 10)
  const width = letterWidth * size * (text.textContent ?? '').length
  const anchor = group.getAttribute('text-anchor') ?? 'middle'
  const left = own.x + ofGroup.x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
  // Words are shifted down by a share of their size: by 0.32 they are in the middle of their place, by 0.71 below it.
  const middle = own.y + ofGroup.y + size * (Number.parseFloat(text.getAttribute('y') ?? '0') - 0.32)
  return { left, right: left + width, top: middle - 0.6 * size, bottom: middle + 0.6 * size }
}

/** Moves the words at the marks of a chart apart from one another and from those of its axes. */
export const keepLabelsApart = (svg: Drawn, height: number): void => {
  const texts = [...svg.querySelectorAll('text')]
  const isLabel = (text: Drawn): boolean => text.parentElement?.getAttribute('aria-label') === 'text'
  const labels = texts.filter(isLabel)
  const fixed = texts.filter((text) => !isLabel(text)).map(boxOf)
  for (const [at, by] of spreadLabels(labels.map(boxOf), fixed, height).entries()) {
    const label = labels[at]!
    const { x, y } = translated(label)
    if (by !== 0) label.setAttribute('transform', `translate(${x},${y + by})`)
  }
}

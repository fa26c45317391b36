/** How a sign can be found. The last three say that it is not there. */
export const conditions = ['good', 'worn', 'damaged', 'missing', 'removed', 'never there'] as const
export type Condition = (typeof conditions)[number]

const words: Readonly<Record<Condition, string>> = {
  good: 'Good',
  worn: 'Worn or hard to read',
  damaged: 'Damaged',
  missing: 'Missing',
  removed: 'Removed',
  'never there': 'Recorded by mistake',
}

export const conditionInWords = (condition: Condition): string => words[condition]

/** Whether a sign that was last found so is on its street. */
export const isStanding = (condition: Condition): boolean =>
  condition === 'good' || condition === 'worn' || condition === 'damaged'

export const conditionFrom = (text: string): Condition | undefined => conditions.find((each) => each === text)

/** Signs to so many homes, rounded up: the last homes have one too. */
export const signsFor = (homes: number, homesPerSign: number): number => Math.ceil(homes / homesPerSign)

/** What files are of, each with how long one is kept from its day on. */
export const fileUses = {
  /** As long as it is asked how signs wear; longer than that a street's passers-by are nobody's to keep. */
  'sign picture': { years: 2 },
} as const

export type FileUse = keyof typeof fileUses

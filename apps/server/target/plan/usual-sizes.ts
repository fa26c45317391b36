/** Homes in a deployment area unless asked otherwise. */
export const usualSizes = { smallest: 300, largest: 2000 } as const

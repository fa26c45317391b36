/** What `npm start` loads on an empty database. */
export const usualCity = { homes: 50_000, seed: 7 } as const

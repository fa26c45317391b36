import type { DoorFact } from '@mettrace/protocol/events/door'

export type Position = NonNullable<DoorFact['position']>

/** A position that is worse than this says nothing about a door, metres. */
const poor = 500

/** For so many milliseconds after it was asked for a position says where somebody is going from: they walk on. */
export const positionHolds = 60_000

/** After so many milliseconds it is where somebody was, and no longer where they are. */
const freshFor = 180_000

/** Each resolves once an answer has come, or none will. */
export type Positions = {
  /** Asks once where the phone is; asked when a door is opened, never as a track. What was known before is forgotten. */
  ask: () => Promise<void>
  /** Asks once more at the same door, towards the end of a delivery; what was known stays until another comes. */
  askAgain: () => Promise<void>
  /** What came; null: refused, poor, not here yet, or too long ago. Blocks nothing. */
  latest: () => Position | null
}

export const browserPositions = (
  geolocation: Geolocation | undefined,
  now: () => number,
  changed: () => void,
): Positions => {
  let latest: { position: Position; at: number } | null = null
  let asked = 0
  const askAgain = (): Promise<void> => {
    const mine = ++asked
    return new Promise((resolve) => {
      if (!geolocation) return resolve()
      geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude, accuracy } }) => {
          if (mine === asked && accuracy <= poor) {
            latest = { position: { latitude, longitude, accuracy }, at: now() }
            changed()
          }
          resolve()
        },
        () => resolve(),
        { enableHighAccuracy: true, timeout: 8000, maximumAge: 5000 },
      )
    })
  }
  return {
    ask: () => {
      latest = null
      return askAgain()
    },
    askAgain,
    latest: () => (latest && now() - latest.at < freshFor ? latest.position : null),
  }
}

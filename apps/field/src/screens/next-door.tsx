import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { clockTime } from '../app/times.ts'
import type { NextDoor } from '../round/next-door.ts'
import { nameOf } from '../round/read-round.ts'
import { Button } from './frame.tsx'

/** So long somebody is kept waiting for their position before the order along the street decides, milliseconds. */
const patience = 2500

const bookedWords = ({ appointment }: NextDoor): string =>
  appointment ? `booked from ${clockTime(appointment.from)} to ${clockTime(appointment.to)}` : 'booked'

export const nextWords = (next: NextDoor): string => {
  const { door, by, metres } = next
  const how = {
    walk: 'next in the order of the round',
    booked: bookedWords(next),
    position: `next nearest, ${metres} m`,
    street: 'next along the street',
    start: 'first of the round',
  }[by]
  return door.first === null ? how : `${how}, go first`
}

/**
 * The next door still to do, in one tap: in the order of the round, where one was given, else the nearest. Where nobody was asked lately where they are, the tap asks; the button names a
 * door only once it is settled which.
 */
export const NextDoorButton = ({ app }: { app: App }): JSX.Element | null => {
  const [looks, setLooks] = useState(false)
  const isHere = useRef(true)
  useEffect(
    () => () => {
      isHere.current = false
    },
    [],
  )
  const next = app.next.value
  if (!next) return null
  const open = (): void => {
    const { value: found } = app.next
    if (found) app.screen.value = { name: 'outcome', home: found.door.home }
  }
  const isGiven = next.by === 'walk' || next.by === 'booked'
  if ((isGiven || app.isAsked.value) && !looks)
    return (
      <Button main press={open} small={nextWords(next)}>
        Next: {nameOf(next.door)}
      </Button>
    )
  const look = async (): Promise<void> => {
    if (looks) return
    setLooks(true)
    await Promise.race([
      app.askPosition(),
      new Promise((resolve) => {
        setTimeout(resolve, patience)
      }),
    ])
    // Whoever went elsewhere meanwhile is not called back.
    if (!isHere.current) return
    setLooks(false)
    open()
  }
  return (
    <Button
      main
      press={() => void look()}
      small={looks ? 'Looking where you are …' : `without your position: ${nameOf(next.door)}`}
    >
      Next nearest door
    </Button>
  )
}

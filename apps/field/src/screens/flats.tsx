import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import type { CardCode } from '@mettrace/protocol/codes/left-card'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import type { App } from '../app/app.ts'
import type { Screen } from '../app/screens.ts'
import type { Door } from '../round/read-round.ts'
import { coresOf, type Floor, type Street } from '../round/streets.ts'
import { nextCards } from '../round/next-cards.ts'
import { BlockCardLine } from './block-card.tsx'
import { DoorRow } from './door-row.tsx'
import { Button } from './frame.tsx'
import { recordLanding } from './record-at-door.ts'

type FlatsProps = {
  app: App
  screen: Extract<Screen, { name: 'doors' }>
  street: Street
  toDo: ReadonlySet<Door>
  next: Door | undefined
}

/** A block: floors of one core from the top down, and the rest of a landing in one touch. */
export const Flats = ({ app, screen, street, toDo, next }: FlatsProps): JSX.Element => {
  const cores = coresOf(street.doors)
  const current = cores.find(({ core }) => core === screen.core) ?? cores[0]
  const leave = ({ doors }: Floor, cards: readonly CardCode[]): void => {
    const rest = doors.filter((door) => toDo.has(door))
    recordLanding(app, rest, cards, () => (app.screen.value = { ...screen, street: street.key }))
  }
  useEffect(() => void app.askPosition(), [street.key])
  return (
    <>
      {street.doors[0] && <BlockCardLine app={app} door={street.doors[0]} />}
      {cores.length > 1 && (
        <div class="choices" role="group" aria-label="Cores">
          {cores.map(({ core, floors }) => (
            <Button
              key={core}
              chosen={core === current?.core}
              press={() => (app.screen.value = { ...screen, street: street.key, core })}
              small={`${floors.flatMap(({ doors }) => doors).filter((door) => toDo.has(door)).length} to do`}
            >
              Core {core}
            </Button>
          ))}
        </div>
      )}
      {current?.floors.map((floor) => {
        const rest = floor.doors.filter((door) => toDo.has(door))
        const cards = nextCards(app.records.value, rest.length)
        return (
          <section key={floor.floor} class="floor" aria-label={`Floor ${floor.floor}`}>
            <h2>
              <small>floor</small> {floor.floor}
            </h2>
            <div class="flats">
              {floor.doors.map((door) => (
                <DoorRow
                  key={door.home}
                  app={app}
                  door={door}
                  isNext={door === next}
                  label={door.flat ?? door.door}
                />
              ))}
              {rest.length >= 2 && !app.correcting.value && (
                <div class="landing">
                  <Button
                    press={() => leave(floor, [])}
                    small={`flats ${rest.map(({ flat }) => flat).join(', ')}, no cards`}
                  >
                    Rest of the landing: no answer
                  </Button>
                  {cards.length > 0 && (
                    <Button
                      press={() => leave(floor, cards)}
                      small={`cards ${cards.map(spelledShort).join(', ')}`}
                    >
                      The same, cards left
                    </Button>
                  )}
                </div>
              )}
            </div>
          </section>
        )
      })}
    </>
  )
}

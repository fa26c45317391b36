import { useEffect, useMemo } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import type { Screen } from '../app/screens.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { walkKey } from '../round/round-now.ts'
import { streetNow, streetWords } from '../round/street-now.ts'
import { sidesOf, type Street } from '../round/streets.ts'
import { DoorRow } from './door-row.tsx'
import { Flats } from './flats.tsx'
import { NextDoorButton } from './next-door.tsx'
import { whyNotHere } from './not-here.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { RowsNear } from './rows-near.tsx'

/** Above this many streets a list to choose from is quicker than a strip to push along. */
const mostTabs = 12

/** What a door takes in the list, pixels. */
const rowHeight = 53

type SideProps = {
  app: App
  title: string
  doors: readonly Door[]
  toDo: ReadonlySet<Door>
  next: Door | undefined
  at: Door | undefined
}

const Side = ({ app, title, doors, toDo, next, at }: SideProps): JSX.Element => (
  <section class={`side ${title.toLowerCase()}`} aria-label={`${title} side`}>
    <h2>
      <b>{title}</b> {doors.filter((door) => toDo.has(door)).length} to do
    </h2>
    <RowsNear
      rows={doors}
      at={at ? doors.indexOf(at) : 0}
      rowHeight={rowHeight}
      row={(door) => (
        <DoorRow key={door.home} app={app} door={door} isNext={door === next} label={door.door} />
      )}
    />
  </section>
)

const Ladder = ({ doors, ...props }: Omit<SideProps, 'title'>): JSX.Element => {
  const { odd, even } = useMemo(() => sidesOf(doors), [doors])
  return (
    <div class="ladder">
      <Side {...props} title="Odd" doors={odd} />
      <Side {...props} title="Even" doors={even} />
    </div>
  )
}

/** The doors of a round in the order in which they are to be walked, each by its whole name. */
const InOrder = ({ app, doors, next, at }: Omit<SideProps, 'title' | 'toDo'>): JSX.Element => (
  <section class="in-order" aria-label="Doors in the order of the round">
    <RowsNear
      rows={doors}
      at={at ? doors.indexOf(at) : 0}
      rowHeight={rowHeight}
      row={(door) => (
        <DoorRow key={door.home} app={app} door={door} isNext={door === next} label={nameOf(door)} />
      )}
    />
  </section>
)

type StreetsProps = {
  streets: readonly Street[]
  current: Street
  left: ReadonlyMap<Street, number>
  choose: (key: string) => void
}

const wordsLeft = (street: Street, left: ReadonlyMap<Street, number>): string =>
  `${left.get(street) ?? 0} ${street.block === null ? 'to do' : 'flats to do'}`

const Streets = ({ streets, current, left, choose }: StreetsProps): JSX.Element =>
  streets.length > mostTabs ? (
    <div class="street-choice">
      <label for="street">Street</label>
      <select id="street" value={current.key} onChange={(event) => choose(event.currentTarget.value)}>
        {streets.map((street) => (
          <option key={street.key} value={street.key}>
            {street.name}, {wordsLeft(street, left)}
          </option>
        ))}
      </select>
    </div>
  ) : (
    <div class="streets" role="group" aria-label="Streets">
      {streets.map((street) => (
        <button
          key={street.key}
          type="button"
          aria-pressed={street.key === current.key}
          onClick={() => choose(street.key)}
        >
          {street.name}
          <small>{wordsLeft(street, left)}</small>
        </button>
      ))}
    </div>
  )

export const Doors = ({
  app,
  screen,
}: {
  app: App
  screen: Extract<Screen, { name: 'doors' }>
}): JSX.Element => {
  const round = app.round.value
  const toDoOnly = screen.toDoOnly ?? false
  const { walk, streets: byName, streetOf, toDo, left } = app.roundNow.value
  const streets = walk ? [walk, ...byName] : byName
  const next = app.next.value?.door
  const current =
    streets.find(({ key }) => key === screen.street) ?? walk ?? (next && streetOf.get(next)) ?? streets[0]
  const at = (screen.at && round?.byHome.get(screen.at)) ?? next
  useEffect(() => {
    app.walksBy = 'doors'
  }, [])
  useEffect(() => {
    if (at) document.querySelector(`#door-${at.home}`)?.scrollIntoView({ block: 'center' })
  }, [at?.home, current?.key])
  const shown = useMemo(
    () => current?.doors.filter((door) => !toDoOnly || toDo.has(door)) ?? [],
    [current, toDoOnly, toDoOnly && toDo],
  )
  if (!current || !round)
    return (
      <Page app={app} title="Doors">
        <p class="empty">{whyNotHere(app) ?? 'You have no round. Ask your sergeant for streets.'}</p>
      </Page>
    )
  return (
    <Page
      app={app}
      title={`Doors: ${current.name}`}
      titleUnseen
      actions={
        <>
          <Button
            chosen={toDoOnly}
            press={() => (app.screen.value = { ...screen, street: current.key, toDoOnly: !toDoOnly })}
          >
            To do only
          </Button>
          <NextDoorButton app={app} />
        </>
      }
    >
      <Streets
        streets={streets}
        current={current}
        left={left}
        choose={(street) => (app.screen.value = { name: 'doors', street, toDoOnly })}
      />
      {current.key !== walkKey && (
        <p class="small street-now">{streetWords(streetNow(current, app.roundNow.value))}</p>
      )}
      {shown.length === 0 && <p class="empty">Every door here is done for today.</p>}
      {current.key === walkKey ? (
        <InOrder app={app} doors={shown} next={next} at={at} />
      ) : current.block === null ? (
        <Ladder key={current.key} app={app} doors={shown} toDo={toDo} next={next} at={at} />
      ) : (
        <Flats app={app} screen={screen} street={{ ...current, doors: shown }} toDo={toDo} next={next} />
      )}
    </Page>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { z } from 'zod'
import { readShortCode, spelledShort } from '@mettrace/protocol/codes/short-code'
import type { CardCode } from '@mettrace/protocol/codes/left-card'
import { homesOf } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { londonDay } from '@mettrace/protocol/words/london-day'
import { metresBetween } from '@mettrace/protocol/words/metres-between'
import { momentOf } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import type { Screen } from '../app/screens.ts'
import { counted } from '../app/times.ts'
import { appointmentOf, safetyOf } from '../round/door-notes.ts'
import { stateWords } from '../round/door-state.ts'
import { nextCards } from '../round/next-cards.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { AppointmentLine } from './appointment-line.tsx'
import { backToList } from './back-to-list.ts'
import { beginDelivery } from './begin-correction.ts'
import { BlockCardLine } from './block-card.tsx'
import { Button } from './frame.tsx'
import { Page, Pattern } from './page.tsx'
import { recordAtDoor, type Told } from './record-at-door.ts'
import { useSealed } from './use-sealed.ts'

const tell = (app: App, door: Door, told: Told, words: string): void =>
  recordAtDoor(app, door, told, `${door.flat ?? door.door}: ${words}`, () => backToList(app, door))

export const leaveNoAnswer = (app: App, door: Door, card?: CardCode): void =>
  tell(
    app,
    door,
    { kind: 'no-answer', ...(card && { card }) },
    card ? `no answer, card ${spelledShort(card)}` : 'no answer',
  )

const whereWords = (app: App, door: Door): string => {
  const { value: position } = app.position
  if (!position) return 'Where you are is not known. That blocks nothing.'
  const metres = Math.round(metresBetween(position, door))
  return `You are ${metres} m from this door (± ${Math.round(position.accuracy)} m).`
}

/** Whether nothing was recorded in the door's block today: then how to get in comes first. */
const isFirstOfBlock = (app: App, { block }: Door): boolean => {
  const today = app.today.value
  const byHome = app.round.value?.byHome
  return (
    block !== null &&
    !app.records.value.some(
      ({ at, fact }) =>
        londonDay(at) === today && homesOf(toldBy(fact)).some((home) => byHome?.get(home)?.block === block),
    )
  )
}

export const Outcome = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const own = app.byHome.value.get(door.home) ?? []
  const state = app.roundNow.value.stateOf(door)
  const [card] = nextCards(app.records.value, 1)
  const go = (screen: Screen) => () => (app.screen.value = screen)
  useEffect(() => void app.askPosition(), [door.home])
  return (
    <Page
      app={app}
      title={nameOf(door)}
      aside={<Button press={go({ name: 'home', home: door.home })}>More about it</Button>}
      actions={
        <div class="stack">
          <Button main press={() => void beginDelivery(app, door)}>
            Deliver a kit
          </Button>
          <div class="two">
            <Button strong press={() => leaveNoAnswer(app, door)} small="no card">
              No answer
            </Button>
            {card ? (
              <Button
                strong
                press={() => leaveNoAnswer(app, door, card)}
                small={`card ${spelledShort(card)} left`}
              >
                No answer
              </Button>
            ) : (
              <Button strong press={go({ name: 'card', home: door.home })} small="card left: type its code">
                No answer
              </Button>
            )}
          </div>
          <Button press={() => backToList(app, door)}>
            {app.walksBy === 'map' ? 'Back to the map' : 'Back to the list'}
          </Button>
        </div>
      }
    >
      <p>
        <Pattern state={state.state} /> {stateWords[state.state]},{' '}
        {state.tries === 0 ? 'never tried' : `tried ${counted(state.tries, 'time')}`}.{' '}
        {door.first !== null && (
          <>
            <b>Go first:</b> {door.first}
          </>
        )}
      </p>
      {safetyOf(door, own).map(({ note, risk }) => (
        <p key={note} class="safety">
          <b>! Safety: {risk}.</b> {note}
        </p>
      ))}
      <AppointmentLine appointment={appointmentOf(door, own)} />
      {isFirstOfBlock(app, door) && <BlockCardLine app={app} door={door} />}
      <p class="small">{whereWords(app, door)}</p>
      <div class="grid">
        <Button press={go({ name: 'refused', home: door.home })} small="asks why">
          Refused
        </Button>
        <Button press={go({ name: 'come-back', home: door.home })} small="appointment">
          Come back later
        </Button>
        <Button press={go({ name: 'something-else', home: door.home })} small="void, not a home, no way in">
          Something else
        </Button>
        <Button press={go({ name: 'tell', home: door.home })} small="to the sergeant">
          Vulnerable or repeat victim
        </Button>
        <Button press={go({ name: 'words', home: door.home })} small="7 languages">
          Words to show
        </Button>
        {card && (
          <Button press={go({ name: 'card', home: door.home })} small="type its code">
            Another card
          </Button>
        )}
      </div>
    </Page>
  )
}

type Choice = { words: string; small?: string; told: Told; said: string }

const choices: Readonly<Record<'refused' | 'something-else' | 'tell', { title: string; of: Choice[] }>> = {
  refused: {
    title: 'Why refused?',
    of: (
      [
        ['not-wanted', 'Not wanted'],
        ['no-trust', 'Does not trust it'],
        ['has-one', 'Has one already'],
        ['no-time', 'No time'],
        ['landlord', 'Landlord decides'],
        ['moving', 'Moving out'],
        ['other', 'Something else'],
        ['not-said', 'Not said'],
      ] as const
    ).map(([reason, words]) => ({
      words,
      told: { kind: 'refused', reason },
      said: `refused, ${words.toLowerCase()}`,
    })),
  },
  'something-else': {
    title: 'What is it?',
    of: [
      {
        words: 'No way in',
        small: 'the door was not reached',
        told: { kind: 'no-way-in' },
        said: 'no way in',
      },
      ...(
        [
          ['not-a-dwelling', 'Not a home'],
          ['void', 'Nobody lives here'],
          ['demolished', 'Demolished'],
          ['duplicate', 'Listed twice'],
        ] as const
      ).map(([reason, words]): Choice => ({
        words,
        small: 'proposes to leave it out',
        told: { kind: 'leave-out', reason },
        said: `${words.toLowerCase()}, proposed`,
      })),
    ],
  },
  tell: {
    title: 'Tell the sergeant',
    of: [
      {
        words: 'Vulnerable person',
        told: { kind: 'tell-sergeant', about: 'vulnerable' },
        said: 'sergeant told',
      },
      {
        words: 'Repeat victim',
        told: { kind: 'tell-sergeant', about: 'repeat-victim' },
        said: 'sergeant told',
      },
    ],
  },
}

/** One more tap: which it is. */
export const Choose = ({
  app,
  door,
  name,
}: {
  app: App
  door: Door
  name: keyof typeof choices
}): JSX.Element => (
  <Page
    app={app}
    title={choices[name].title}
    lead={nameOf(door)}
    actions={<Button press={() => (app.screen.value = { name: 'outcome', home: door.home })}>Back</Button>}
  >
    <div class="grid">
      {choices[name].of.map(({ words, small, told, said }) => (
        <Button key={words} press={() => tell(app, door, told, said)} small={small}>
          {words}
        </Button>
      ))}
    </div>
  </Page>
)

const hour = 3_600_000

export const ComeBack = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const { typed, type, done } = useSealed(app, `come-back ${door.home}`, z.object({ from: z.string() }), {
    from: '',
  })
  const start = Date.parse(typed.from)
  const book = (): void => {
    const appointment = Number.isNaN(start) ? null : { from: momentOf(start), to: momentOf(start + hour) }
    done()
    tell(app, door, { kind: 'come-back', appointment }, appointment ? 'appointment made' : 'come back later')
  }
  const back = (): void => {
    done()
    app.screen.value = { name: 'outcome', home: door.home }
  }
  return (
    <Page
      app={app}
      title="Come back later"
      lead={nameOf(door)}
      actions={
        <>
          <Button press={back}>Back</Button>
          <Button main press={book}>
            {Number.isNaN(start) ? 'Save: some other time' : 'Save appointment'}
          </Button>
        </>
      }
    >
      <label for="from">Appointment begins, if one was agreed; it lasts an hour</label>
      <input
        id="from"
        autocomplete="off"
        type="datetime-local"
        value={typed.from}
        onInput={(event) => type({ from: event.currentTarget.value })}
      />
    </Page>
  )
}

const cardFaults = {
  length: 'A card has 7 characters.',
  character: 'A card has none of 0 O 1 I L Z U. Check the code.',
  check: 'This code is not right: a character is wrong, or two are swapped.',
} as const

export const Card = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const { typed, type, done } = useSealed(app, `card ${door.home}`, z.object({ code: z.string() }), {
    code: '',
  })
  const [fault, setFault] = useState('')
  const leave = (): void => {
    const read = readShortCode(typed.code)
    if (!('code' in read)) return setFault(cardFaults[read.fault])
    done()
    leaveNoAnswer(app, door, read.code as CardCode)
  }
  const back = (): void => {
    done()
    app.screen.value = { name: 'outcome', home: door.home }
  }
  const next = app.next.value
  return (
    <Page
      app={app}
      title="Card left"
      lead={nameOf(door)}
      actions={
        <>
          <Button press={back}>Back</Button>
          <Button main press={leave} small={next ? 'then the next door' : undefined}>
            No answer, card left
          </Button>
        </>
      }
    >
      <label for="card">Code on the card</label>
      <input
        id="card"
        autocapitalize="characters"
        autocomplete="off"
        value={typed.code}
        aria-describedby="card-fault"
        onInput={(event) => type({ code: event.currentTarget.value })}
      />
      <p id="card-fault" class="wrong" role="alert">
        {fault}
      </p>
      <p class="small">The next card of the pad is offered by itself after the first.</p>
    </Page>
  )
}

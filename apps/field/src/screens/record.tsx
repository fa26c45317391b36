import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { z } from 'zod'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import { isMendable, type ReasonCode, type ScanReasonCode } from '@mettrace/protocol/batch/reasons'
import type { Answer } from '@mettrace/protocol/batch/batch'
import { cardsOf, kitsOf, type Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { App } from '../app/app.ts'
import { clockTime, counted, shortDate, whenOf } from '../app/times.ts'
import { OwnPicture } from '../pictures/own-picture.tsx'
import { cameWords } from '../pictures/picture-words.ts'
import { isDoorFact, repliesTo, standingUndoOf } from '../round/corrections.ts'
import { stateAfter } from '../round/door-state.ts'
import type { OwnRecord } from '../round/own-records.ts'
import { nameOf } from '../round/read-round.ts'
import { beginCorrection } from './begin-correction.ts'
import { Button } from './frame.tsx'
import { Page, Pattern } from './page.tsx'
import { cameOf, factWords, whereOf } from './record-words.ts'
import { useSealed } from './use-sealed.ts'

type Aside = Extract<Answer, { answer: 'set-aside' }>
type Reply = Extract<Fact, { kind: 'reply' }>

const titles: Partial<Record<ReasonCode | ScanReasonCode, string>> = {
  'kit-elsewhere': 'One kit, two records',
  'unknown-kit': 'The kit is not known',
  'kit-stopped': 'The kit was stopped',
  'card-used': 'One card, two doors',
  'not-yours': 'Not in your round',
  'unknown-home': 'The home is not known',
  'sign-elsewhere': 'The sign is in no area of yours',
  'unknown-transfer': 'Kits not on the way to you',
}

const replyWords: Readonly<Record<Reply['says']['kind'], string>> = {
  correct: 'You corrected it',
  'give-up': 'You gave it up',
  'it-is-right': 'You said that it is right as it is',
  word: 'You wrote a word to the sergeant',
}

const decidedWords = {
  waiting: 'It is kept and does not count. Your sergeant sees it. All else was taken.',
  accepted: 'Your sergeant has accepted it. It counts.',
  'given-up': 'Your sergeant has decided that it does not count.',
} as const

/** What its author's own answer made of it, once the station has taken that. */
const answeredWords: Partial<Record<Reply['says']['kind'], string>> = {
  correct: 'What you told instead counts in its place.',
  'give-up': 'You gave it up, so it does not count.',
}

const stateWords = (app: App, { id }: OwnRecord): string => {
  const answered = repliesTo(app.records.value, id).flatMap(({ came, fact }) =>
    came === 'sent' && fact.kind === 'reply' ? (answeredWords[fact.says.kind] ?? []) : [],
  )
  const decided = app.round.value?.setAside.find(({ event }) => event.id === id)?.decided ?? 'waiting'
  return answered.at(-1) ?? decidedWords[decided]
}

/** What was recorded, in a few lines. Names and contacts of residents stay where they are. */
const Facts = ({ fact }: { fact: Fact }): JSX.Element => {
  const told = toldBy(fact)
  const kits = kitsOf(told)
  const cards = cardsOf(told)
  const note = 'note' in told ? told.note : undefined
  return (
    <>
      {kits.length === 1 && <span class="serial">{spelled(kits[0]!)}</span>}
      {kits.length > 1 && counted(kits.length, 'kit')}
      {cards.length > 0 && `card ${cards.map(spelledShort).join(', ')}`}
      {note}
    </>
  )
}

/** Both sides, without blame. */
const TwoSides = ({
  app,
  record,
  aside,
}: {
  app: App
  record: OwnRecord
  aside: Aside
}): JSX.Element | null => {
  const { against } = aside
  if (!against?.who) return null
  const home = against.home && app.round.value?.byHome.get(against.home)
  return (
    <div class="sides">
      <p>
        <small>Yours</small>
        <b>{whereOf(record.fact, app.round.value)}</b>
        {whenOf(record.at, app.now.value)}
      </p>
      <p>
        <small>{against.who}</small>
        <b>{home ? nameOf(home) : 'Another home'}</b>
        {against.at && whenOf(against.at, app.now.value)}
      </p>
    </div>
  )
}

/** Whether its author can still answer. */
const isOpen = (app: App, { id, stands }: OwnRecord): boolean =>
  stands &&
  (app.round.value?.setAside.find(({ event }) => event.id === id)?.decided ?? 'waiting') === 'waiting'

type Says = Reply['says']
const reply = (app: App, { id }: OwnRecord, says: Says, words: string): void =>
  void app.record({ kind: 'reply', of: id, says }, null, words)

const Answers = ({ app, record }: { app: App; record: OwnRecord }): JSX.Element => (
  <>
    <h2>Can you help to decide?</h2>
    <p class="small">
      Nothing is lost if you leave it.
      {!isDoorFact(toldBy(record.fact)) && ' To correct it, give it up and record it again.'}
    </p>
    <div class="stack">
      {isDoorFact(toldBy(record.fact)) && (
        <Button press={() => void beginCorrection(app, record.id)} small="opens what you recorded">
          Something in it is wrong: correct it
        </Button>
      )}
      <Button press={() => reply(app, record, { kind: 'give-up' }, 'Given up')}>
        It did not happen: give it up
      </Button>
      <Button press={() => (app.screen.value = { name: 'word', event: record.id })}>
        Write a word to the sergeant
      </Button>
    </div>
  </>
)

const repliesOf = (app: App, record: OwnRecord): JSX.Element[] =>
  repliesTo(app.records.value, record.id).map(({ id, fact, at, ...came }) => (
    <p key={id} class="line">
      <b>{fact.kind === 'reply' && replyWords[fact.says.kind]}</b>
      <span>{whenOf(at, app.now.value)}</span>
      <small>{cameOf({ id, fact, at, ...came })}</small>
    </p>
  ))

const SetAside = ({ app, record, aside }: { app: App; record: OwnRecord; aside: Aside }): JSX.Element => {
  const replies = repliesOf(app, record)
  return (
    <>
      <p class="far">
        <b>{aside.words}</b>
        <br />
        {stateWords(app, record)}
      </p>
      <TwoSides app={app} record={record} aside={aside} />
      {replies}
      {isOpen(app, record) &&
        (isMendable(aside.reason) ? (
          <Answers app={app} record={record} />
        ) : (
          <p>There is nothing that you must do: your sergeant sees it.</p>
        ))}
    </>
  )
}

const undoable: ReadonlySet<Fact['kind']> = new Set([
  'no-answer',
  'refused',
  'come-back',
  'no-way-in',
  'leave-out',
  'tell-sergeant',
  'delivered',
  'rest-of-landing',
  'block-card',
  'safety-note',
  'sticker',
  'sign',
] as const)

/** Undone by a new event ever after, and put back by another. */
const UndoButton = ({ app, record }: { app: App; record: OwnRecord }): ComponentChildren => {
  const undo = standingUndoOf(app.records.value, record.id)
  if (undo)
    return (
      <Button strong press={() => app.record({ kind: 'undo', of: undo.id }, null)}>
        Put it back
      </Button>
    )
  if (!record.stands || record.came === 'set-aside' || !undoable.has(record.fact.kind)) return null
  return (
    <Button strong press={() => app.record({ kind: 'undo', of: record.id }, null)}>
      Undo
    </Button>
  )
}

/** One record of the person: what it told, how far it has come, and what can still be done about it. */
export const RecordPage = ({ app, record }: { app: App; record: OwnRecord }): JSX.Element => {
  const state = stateAfter(record.fact)
  const aside = record.answer?.answer === 'set-aside' ? record.answer : null
  const isTaken = !record.stands && record.fact.kind !== 'undo'
  return (
    <Page
      app={app}
      title={aside ? (titles[aside.reason] ?? 'Set aside') : factWords(record.fact)}
      lead={`${whereOf(record.fact, app.round.value)}, ${shortDate(record.at)} ${clockTime(record.at)}`}
      actions={
        <>
          <Button press={() => (app.screen.value = { name: aside ? 'sync' : 'done' })}>{'Back'}</Button>
          {aside && isMendable(aside.reason) && isOpen(app, record) && (
            <Button main press={() => reply(app, record, { kind: 'it-is-right' }, 'Right as it is')}>
              It is right as it is
            </Button>
          )}
          <UndoButton app={app} record={record} />
        </>
      }
    >
      <p>
        {state && <Pattern state={state} />}{' '}
        <b>
          {factWords(record.fact)}
          {isTaken && ': undone, or answered'}
        </b>
        {', '}
        {cameOf(record)}. <Facts fact={record.fact} />
      </p>
      {aside && <SetAside app={app} record={record} aside={aside} />}
      {record.fact.kind === 'sign' && record.fact.picture && app.open.value && app.view.value && (
        <OwnPicture
          phone={app.open.value.phone}
          event={record.id}
          label={`The sign at ${record.fact.place}`}
          came={cameWords(app.view.value, record.id)}
        />
      )}
    </Page>
  )
}

/** A word for the sergeant about a record that was set aside. */
export const WordPage = ({ app, record }: { app: App; record: OwnRecord }): JSX.Element => {
  const shape = z.object({ words: z.string() })
  const { typed, type, done } = useSealed(app, `word ${record.id}`, shape, { words: '' })
  const [fault, setFault] = useState('')
  const leave = (): void => {
    done()
    app.screen.value = { name: 'record', event: record.id }
  }
  const save = (): void => {
    const words = typed.words.trim()
    if (words === '') return setFault('Write what your sergeant should know.')
    app.record({ kind: 'reply', of: record.id, says: { kind: 'word', words } }, null, 'Word to the sergeant')
    leave()
  }
  return (
    <Page
      app={app}
      title="A word to the sergeant"
      lead={`${whereOf(record.fact, app.round.value)}, ${factWords(record.fact)}`}
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button main press={save}>
            Save word
          </Button>
        </>
      }
    >
      <label for="words">What should they know?</label>
      <textarea
        id="words"
        rows={4}
        maxLength={500}
        value={typed.words}
        onInput={(event) => type({ words: event.currentTarget.value })}
      />
      <p class="wrong" role="alert">
        {fault}
      </p>
    </Page>
  )
}

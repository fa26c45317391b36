import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { doorstepWords } from '@mettrace/protocol/words/doorstep-words'
import type { App } from '../app/app.ts'
import { awaitsLetters, bringLetters, isWithoutLetters } from '../app/letters.ts'
import type { Screen } from '../app/screens.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'

/** A card to hold out to a resident, in large letters. */
export const Words = ({
  app,
  screen,
}: {
  app: App
  screen: Extract<Screen, { name: 'words' }>
}): JSX.Element => {
  const chosen = doorstepWords.find(({ language }) => language === screen.language)
  const { home } = screen
  useEffect(() => {
    for (const { language } of chosen ? [chosen] : doorstepWords) void bringLetters(language)
  }, [chosen])
  const leave = (): void => {
    app.screen.value = home === undefined ? { name: 'help' } : { name: 'outcome', home }
  }
  if (!chosen)
    return (
      <Page
        app={app}
        title="Words to show"
        lead="Hold the phone out and let the resident point at their language."
        actions={<Button press={leave}>Back</Button>}
      >
        <div class="languages">
          {doorstepWords.map(({ language, name, english }) => (
            <button
              key={language}
              type="button"
              class="button"
              onClick={() => (app.screen.value = { ...screen, language })}
            >
              <span lang={language}>{!awaitsLetters(language) && name}</span>
              {name !== english && <small>{english}</small>}
            </button>
          ))}
        </div>
      </Page>
    )
  return (
    <Page
      app={app}
      title={`Words to show: ${chosen.english}`}
      titleUnseen
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button press={() => (app.screen.value = { name: 'words', ...(home !== undefined && { home }) })}>
            Another language
          </Button>
        </>
      }
    >
      {isWithoutLetters(chosen.language) && (
        <p class="far">
          <b>{chosen.english} letters did not come.</b> If you see empty boxes below, offer an interpreter or
          use another phone.
        </p>
      )}
      <div class="to-show" lang={chosen.language} dir={chosen.direction}>
        {!awaitsLetters(chosen.language) && chosen.words.map((words) => <p key={words}>{words}</p>)}
      </div>
      <p class="small">
        {chosen.checked === null
          ? `${chosen.english}, translated by machine. A native speaker must check it before it is used.`
          : 'The other languages are translations of this card.'}
      </p>
    </Page>
  )
}

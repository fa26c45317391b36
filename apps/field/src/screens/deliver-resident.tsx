import type { JSX } from 'preact'
import { languages, needs, type Need } from '@mettrace/protocol/words/household'
import { privacyNotice } from '../app/notice-words.ts'
import type { StepProps } from './step-props.ts'
import { Button } from './frame.tsx'

const needWords: Readonly<Record<Need, string>> = {
  'large-print': 'Large print',
  'easy-read': 'Easy read',
  interpreter: 'Interpreter',
  hearing: 'Hearing',
  'help-with-marking': 'Help with marking',
}

export const DeliverResident = ({ typed, type, fault }: StepProps): JSX.Element => (
  <>
    <label for="name">Name</label>
    <div class="with-button">
      <input
        id="name"
        autocomplete="off"
        maxLength={200}
        value={typed.name}
        onInput={(event) => type({ name: event.currentTarget.value, nameNotGiven: false })}
      />
      <Button
        chosen={typed.nameNotGiven}
        press={() => type({ name: '', nameNotGiven: !typed.nameNotGiven })}
        label="Name not given"
      >
        Not given
      </Button>
    </div>
    <label for="contact">Phone or e-mail</label>
    <div class="with-button">
      <input
        id="contact"
        autocomplete="off"
        maxLength={200}
        value={typed.contact}
        onInput={(event) => type({ contact: event.currentTarget.value, contactNotGiven: false })}
      />
      <Button
        chosen={typed.contactNotGiven}
        press={() => type({ contact: '', contactNotGiven: !typed.contactNotGiven })}
        label="Phone or e-mail not given"
      >
        Not given
      </Button>
    </div>
    <label for="language">Language</label>
    <select
      id="language"
      value={typed.language}
      onChange={(event) => type({ language: event.currentTarget.value })}
    >
      {languages.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
    <fieldset class="ticks">
      <legend>What do they need?</legend>
      {needs.map((need) => (
        <label key={need}>
          <input
            type="checkbox"
            checked={typed.needs.includes(need)}
            onChange={(event) =>
              type({
                needs: event.currentTarget.checked
                  ? [...typed.needs, need]
                  : typed.needs.filter((each) => each !== need),
              })
            }
          />
          {needWords[need]}
        </label>
      ))}
    </fieldset>
    <section class="notice-words">
      <h2>Read out, or turn the phone</h2>
      <p>“{privacyNotice.words.en}”</p>
      <p class="small">Privacy notice, version {privacyNotice.version} of 1 October 2026</p>
      <div class="choices" role="group" aria-label="Does the resident agree?">
        <Button chosen={typed.agreed === true} press={() => type({ agreed: true })}>
          Agrees
        </Button>
        <Button
          chosen={typed.agreed === false}
          press={() =>
            type({ agreed: false, name: '', contact: '', nameNotGiven: false, contactNotGiven: false })
          }
          small="no name, no contact"
        >
          Does not
        </Button>
      </div>
    </section>
    <p class="wrong" role="alert">
      {fault}
    </p>
    <p class="small">Kept on this phone as you type; sent after step 3.</p>
  </>
)

import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../screens/frame.tsx'
import { longestSide } from './reduce.ts'
import type { Taking, TakingState } from './taking.ts'
import { sizeWords } from './picture-words.ts'
import { Thumbnail } from './thumbnail.tsx'

const stateWords: Readonly<Record<TakingState, string>> = {
  none: '',
  making: 'Making the picture smaller …',
  unreadable: 'This phone cannot read that as a picture. Take it again, or choose another.',
  taken: '',
  full: 'This phone is full: the picture is on this screen alone. Delete pictures or apps, and do not close this one.',
}

type ChooseProps = { taking: Taking; words: string; camera?: boolean }

/** What opens the camera, or the pictures that the phone has. */
const Choose = ({ taking, words, camera }: ChooseProps): JSX.Element => (
  <label class="button file">
    <span>{words}</span>
    <input
      type="file"
      accept="image/*"
      {...(camera && { capture: 'environment' as const })}
      onChange={({ currentTarget }) => {
        const [file] = currentTarget.files ?? []
        if (file) void taking.choose(file)
        // The same one can be chosen again.
        currentTarget.value = ''
      }}
    />
  </label>
)

type FieldProps = {
  taking: Taking
  /** What is to be in it, and what is not. */
  hint: string
  /** What the thumbnail shows, for whoever does not see it. */
  label: string
  /** What else is asked of a picture, once there is one. */
  children?: ComponentChildren
}

/** The picture of a form: taken or chosen, shown, and removed before it is recorded. */
export const PictureField = ({ taking, hint, label, children }: FieldProps): JSX.Element => {
  const picture = taking.picture.value
  const words = stateWords[taking.state.value]
  return (
    <fieldset class="picture">
      <legend>
        <b>Picture</b> <small>if you take one</small>
      </legend>
      <p class="small">
        {hint} It is made smaller, to {longestSide} pixels at most, and place and time inside it are left out.
      </p>
      {picture && (
        <>
          <Thumbnail bytes={picture} label={label} />
          <p class="small">{sizeWords(picture.length)}, on this phone until you save.</p>
          {children}
        </>
      )}
      <div class="two">
        {picture ? (
          <Button press={taking.remove}>Remove picture</Button>
        ) : (
          <Choose taking={taking} words="Take a picture" camera />
        )}
        <Choose taking={taking} words={picture ? 'Choose another' : 'Choose a picture'} />
      </div>
      <p class={taking.state.value === 'making' ? 'small' : 'wrong'} role="status">
        {words}
      </p>
    </fieldset>
  )
}

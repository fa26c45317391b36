import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { marked } from '../round/delivery.ts'
import type { StepProps } from './step-props.ts'
import { Button } from './frame.tsx'

const things: Readonly<Record<(typeof marked)[number], [name: string, where: string]>> = {
  phone: ['Phone or tablet', 'under the case, near the camera'],
  laptop: ['Laptop', 'underneath, near the hinge'],
  television: ['Television', 'back, near the sockets'],
  jewellery: ['Keys, jewellery', 'inside of the clasp'],
  bicycle: ['Bicycle', 'under the saddle, on the frame'],
  other: ['Something else', 'where it is hard to reach'],
}

const stickers = [
  ['up', 'Up, seen'],
  ['given', 'Given'],
  ['not-wanted', 'Not wanted'],
] as const

const clock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export const DeliverMark = ({ app, typed, type }: StepProps): JSX.Element => {
  const [begun] = useState(app.now.value)
  useEffect(() => void app.askPositionAgain(), [])
  return (
    <>
      <div class="head">
        <h2>Mark the first things together</h2>
        <p class="aside">
          <b>{clock(app.now.value - begun)}</b> of 3:00
        </p>
      </div>
      <p class="small">A dot where it is hard to reach; let dry.</p>
      <fieldset class="ticks tall">
        <legend class="hidden">Marked together</legend>
        {marked.map((thing) => (
          <label key={thing}>
            <input
              type="checkbox"
              checked={typed.applied.includes(thing)}
              onChange={(event) =>
                type({
                  applied: event.currentTarget.checked
                    ? [...typed.applied, thing]
                    : typed.applied.filter((each) => each !== thing),
                })
              }
            />
            <span>
              <b>{things[thing][0]}</b>
              <small>{things[thing][1]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <h2>Sticker on door or window</h2>
      <div class="choices" role="group" aria-label="Sticker">
        {stickers.map(([sticker, words]) => (
          <Button key={sticker} chosen={typed.sticker === sticker} press={() => type({ sticker })}>
            {words}
          </Button>
        ))}
      </div>
      <p class="small">With 1 thing marked the home counts as protected, otherwise as delivered.</p>
    </>
  )
}

import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { EventId } from '@mettrace/protocol/words/values'
import type { Phone } from '@mettrace/phone-sync/phone'
import { Thumbnail } from './thumbnail.tsx'

type Props = {
  phone: Pick<Phone<never>, 'picture'>
  event: EventId
  label: string
  /** How far it has come; null where this phone has lost it. */
  came: string | null
}

/** The picture of a record, as it is on this phone. */
export const OwnPicture = ({ phone, event, label, came }: Props): JSX.Element => {
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null)
  useEffect(() => {
    let isShown = true
    phone.picture(event).then(
      (found) => isShown && setBytes(found ? new Uint8Array(found) : null),
      () => undefined,
    )
    return () => {
      isShown = false
    }
  }, [event])
  return (
    <>
      <h2>Picture</h2>
      {bytes && <Thumbnail bytes={bytes} label={label} />}
      <p class="small">{came ?? 'The picture is no longer on this phone.'}</p>
    </>
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { z } from 'zod'
import type { Shell } from '../app/session.ts'

/** What is typed on a form: on the phone, sealed, from the first letter until it is recorded or the form is left by Back. */
export const useSealed = <Typed extends object>(
  app: Pick<Shell, 'open'>,
  about: string,
  shape: z.ZodType<Typed>,
  start: Typed,
): { typed: Typed; type: (more: Partial<Typed>) => void; done: () => void } => {
  const [typed, setTyped] = useState(start)
  const latest = useRef(start)
  const touched = useRef(false)
  const drafts = app.open.value?.drafts
  const show = (next: Typed): void => {
    latest.current = next
    setTyped(next)
  }
  useEffect(() => {
    void drafts
      ?.read(about)
      .then((kept) => {
        const read = shape.safeParse(kept)
        if (read.success && !touched.current) show(read.data)
      })
      .catch(() => undefined)
  }, [about])
  return {
    typed,
    type: (more) => {
      touched.current = true
      show({ ...latest.current, ...more })
      void drafts?.keep(about, latest.current).catch(() => undefined)
    },
    done: () => void drafts?.drop(about).catch(() => undefined),
  }
}

import { useLayoutEffect, useRef } from 'preact/hooks'
import { handScanner } from './hand-scanner.ts'

/** What a hand scanner reads, wherever the focus is while the screen is shown. Its Enter presses nothing. */
export const useHandScanner = (take: (text: string) => void): void => {
  const taking = useRef(take)
  taking.current = take
  // Before the screen is painted: whoever sees it can scan.
  useLayoutEffect(() => {
    const press = handScanner()
    const listen = (event: KeyboardEvent): void => {
      const text = press(event)
      if (text === null) return
      event.preventDefault()
      event.stopPropagation()
      taking.current(text)
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}

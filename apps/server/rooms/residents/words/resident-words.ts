import type { Need } from '@mettrace/protocol/words/household'
import type { PartOfDay } from '../visit-times.ts'
import type { HeldWords } from './held/held-words.ts'

/** Everything that the pages for residents say in one language, beside the words that an officer's phone shows at the door. */
export type ResidentWords = {
  service: string
  skip: string
  /** What the links to other languages are together. */
  languages: string
  /** Said where nobody who grew up with the language has checked it; empty in English. */
  machine: string
  back: string
  privacy: string
  start: { title: string; lead: string; visit: string; decline: string; needs: string }
  code: { label: string; hint: string }
  postcode: { label: string; hint: string }
  visit: {
    title: string
    lead: string
    day: string
    choose: string
    part: string
    parts: Record<PartOfDay, string>
    send: string
  }
  decline: { title: string; lead: string; send: string }
  needs: {
    title: string
    lead: string
    language: string
    none: string
    needs: string
    list: Record<Need, string>
    send: string
  }
  kit: { link: string; title: string; lead: string; register: string; applied: string; moving: string }
  serial: { label: string; hint: string }
  pin: { label: string; hint: string }
  register: {
    title: string
    lead: string
    name: string
    contact: string
    contactHint: string
    applied: string
    send: string
  }
  applied: { title: string; lead: string; send: string }
  moving: { title: string; lead: string; day: string; send: string }
  held: HeldWords
  /** `{day}` and `{part}` stand for what was chosen. */
  said: {
    title: string
    visit: string
    decline: string
    needs: string
    registered: string
    registeredAndApplied: string
    applied: string
    moving: string
    check: string
    checkKit: string
    again: string
    againKit: string
  }
  errors: {
    title: string
    code: string
    check: string
    postcode: string
    day: string
    part: string
    needs: string
    serial: string
    serialCheck: string
    pin: string
    name: string
  }
  notice: readonly string[]
}

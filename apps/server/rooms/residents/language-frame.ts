import type { FastifyRequest } from 'fastify'
import { residentsPaths as paths } from './paths.ts'
import { inLanguage, pageLanguages, type InLanguage } from './words/in-language.ts'

/** A day in words of a language, with the digits of the card. */
export const dayIn = (language: string, day: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : `${language}-u-nu-latn`, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

/** The same with its year, for what may be long ago. */
export const dateIn = (language: string, day: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : `${language}-u-nu-latn`, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

export const withLanguage = (address: string, language: string): string =>
  language === 'en' ? address : `${address}?${new URLSearchParams({ language })}`

/** What the frame of every page says. `here`: its own address, in whatever language. */
export const frameOf = ({ door, words }: InLanguage, here: string) => ({
  door,
  words,
  startHref: withLanguage(paths.start(), door.language),
  privacyHref: withLanguage(paths.privacy(), door.language),
  others: pageLanguages.map(({ door: other }) => ({
    language: other.language,
    direction: other.direction,
    name: other.name,
    href: withLanguage(here, other.language),
    isHere: other.language === door.language,
  })),
})

/** The language that a page is asked for in. */
export const asked = (request: FastifyRequest): InLanguage =>
  inLanguage((request.query as Record<string, unknown>)['language'])

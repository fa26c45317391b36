import { signal } from '@preact/signals'
import arabic from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url'
import bengali from '@fontsource/noto-sans-bengali/files/noto-sans-bengali-bengali-400-normal.woff2?url'

/** Scripts of the languages of words to show that a machine may have no letters for: Noto Sans, on the phone from the install. */
const files = {
  ar: { url: arabic, range: 'U+600-6FF, U+200C-200F' },
  bn: { url: bengali, range: 'U+951-952, U+964-965, U+980-9FE, U+200C-200D, U+25CC' },
} as const

const hasLetters = (language: string): language is keyof typeof files => language in files

/** Of which languages letters have come, and of which they were asked for in vain. */
const letters = signal<ReadonlyMap<string, 'here' | 'missing'>>(new Map())

/**
 * Whether words of a language wait for its letters: what a browser has drawn as boxes it does not always draw anew. Not for long, since
 * they are on the phone.
 */
export const awaitsLetters = (language: string): boolean =>
  hasLetters(language) && !letters.value.has(language)

export const isWithoutLetters = (language: string): boolean => letters.value.get(language) === 'missing'

const asked = new Set<string>()

/**
 * Brings letters for a language, once for each time that the app is opened. Whether a machine could draw it without cannot be found
 * out: what it has no letter for is a box, and some write into the box which letter it is.
 */
export const bringLetters = async (language: string): Promise<void> => {
  if (!hasLetters(language) || asked.has(language)) return
  asked.add(language)
  const { url, range } = files[language]
  let came: 'here' | 'missing' = 'here'
  try {
    const bytes = await (await fetch(url)).arrayBuffer()
    document.fonts.add(await new FontFace('MetTrace letters', bytes, { unicodeRange: range }).load())
  } catch {
    came = 'missing'
    asked.delete(language)
  }
  letters.value = new Map(letters.value).set(language, came)
}

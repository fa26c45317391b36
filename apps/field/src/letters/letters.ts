import { signal } from '@preact/signals'
import arabic from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url'
import bengali from '@fontsource/noto-sans-bengali/files/noto-sans-bengali-bengali-400-normal.woff2?url'
import { canDraw, family } from './can-draw.ts'

/** Scripts of the languages of words to show that a machine may have no letters for: Noto Sans, on the phone from the install. */
const files = {
  ar: { url: arabic, range: 'U+600-6FF, U+200C-200F' },
  bn: { url: bengali, range: 'U+951-952, U+964-965, U+980-9FE, U+200C-200D, U+25CC' },
} as const

const hasLetters = (language: string): language is keyof typeof files => language in files

/** How often letters have come: what shows words of a language looks again. */
export const lettersCame = signal(0)

const asked = new Set<string>()

/** Brings letters for a word of a language, where this phone cannot draw it. */
export const bringLetters = async ({ language, name }: { language: string; name: string }): Promise<void> => {
  if (!hasLetters(language) || asked.has(language) || canDraw(name)) return
  asked.add(language)
  const { url, range } = files[language]
  try {
    const letters = await (await fetch(url)).arrayBuffer()
    document.fonts.add(await new FontFace(family, letters, { unicodeRange: range }).load())
    lettersCame.value += 1
  } catch {
    // The screen says that there are none; the next time it is opened they are asked for once more.
    asked.delete(language)
  }
}

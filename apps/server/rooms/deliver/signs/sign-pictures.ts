import { dayInWords } from '../../../foundation/days.ts'
import type { FileWords } from '../../../foundation/files/files.ts'
import { deliverPaths as paths } from '../paths.ts'
import { conditionInWords } from './conditions.ts'
import type { Sign, SignCheck } from './signs.ts'

type Files = ReadonlyMap<string, FileWords>

/** What the row of a check says of its picture: the way to it, or words. */
export const pictureOn = (
  sign: Sign,
  { picture }: SignCheck,
  files: Files,
): { href?: string; words?: string } => {
  const file = picture === null ? undefined : files.get(picture)
  if (!file) return { words: 'none' }
  return file.erased ? { words: 'Erased' } : { href: paths.signPicture({ id: sign.id, picture: file.id }) }
}

/** The picture of the last check that has one, with what it shows in words. */
export const shownPicture = (
  sign: Sign,
  checks: readonly SignCheck[],
  files: Files,
): { src: string; alt: string; caption: string; width: number; height: number } | undefined => {
  for (const check of checks) {
    const src = pictureOn(sign, check, files).href
    const file = check.picture === null ? undefined : files.get(check.picture)
    if (src === undefined || !file) continue
    const [condition, day] = [conditionInWords(check.found), dayInWords(check.onDay)]
    return {
      src,
      alt: `The sign at ${sign.place}, found “${condition}” on ${day}`,
      caption: `Taken at the check of ${day}: ${condition}`,
      width: file.width,
      height: file.height,
    }
  }
  return undefined
}

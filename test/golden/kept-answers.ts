import { existsSync, globSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { expect } from 'vitest'
import { settings } from '../settings.ts'
import { exchanged } from './exchanged.ts'
import { changeInWords, withNearFigures } from './near-figures.ts'

const folder = join(import.meta.dirname, 'answers')

/** Largest difference, in parts of the larger number, that an exchanged fitter or library may make. */
const tolerance = 1e-9

/** The answer as it is held against the kept one. */
const comparable = (name: string, kept: string, answer: string): string =>
  exchanged.some(({ answers }) => answers.test(name)) ? withNearFigures(kept, answer, tolerance) : answer

/** Says what keeping an answer anew changes, for whoever reviews it. */
const tellChange = async (name: string, file: string, text: string): Promise<void> => {
  const before = existsSync(file) ? await readFile(file, 'utf8') : ''
  if (before !== text) console.log(`${name}: ${before === '' ? 'new' : changeInWords(before, text)}`)
}

export type KeptAnswers = {
  /** Holds an answer against the one that is kept under this name, or keeps it where that is asked for. */
  hold: (name: string, answer: string) => Promise<void>
  /** Kept answers that nothing was held against: their command or page is gone. */
  notHeld: () => Promise<string[]>
}

/** The answers kept in one folder, by names that stay when addresses move. */
export const keptAnswers = (part: string): KeptAnswers => {
  const held = new Set<string>()
  const files = (): string[] => globSync(join(folder, part, '**/*.txt'))
  return {
    hold: async (name, answer) => {
      const file = join(folder, part, `${name}.txt`)
      held.add(file)
      const text = `${answer.trimEnd()}\n`
      if (settings.keepAnswers) {
        await tellChange(`${part}/${name}`, file, text)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, text)
        return
      }
      if (!existsSync(file)) expect.fail(`No answer is kept as ${name}: npm run golden -- --write keeps it.`)
      const kept = await readFile(file, 'utf8')
      expect(comparable(`${part}/${name}`, kept, text)).toBe(kept)
    },
    notHeld: async () => {
      const left = files().filter((file) => !held.has(file))
      if (!settings.keepAnswers) return left.map((file) => relative(folder, file))
      for (const file of left) await rm(file)
      return []
    },
  }
}

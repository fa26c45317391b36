import { appendFile } from 'node:fs/promises'
import { settings } from './settings.ts'

/** Tells `npm run attack`, where that is who runs the tests, what was tried and what came of it. */
export const tellFigure = async (what: string, figures: Record<string, number>): Promise<void> => {
  if (settings.figuresFile === undefined) return
  const words = Object.entries(figures).map(([name, count]) => `${count} ${name}`)
  await appendFile(settings.figuresFile, `${what}: ${words.join(', ')}\n`)
}

import { createHash } from 'node:crypto'

/** The same id for the same words, whenever the demonstration makes what they name. */
export const madeUpId = (words: string): string =>
  createHash('sha256')
    .update(words)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')

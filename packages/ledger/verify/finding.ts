/** What is wrong with a log, and where: a file, an entry, a run of entries. */
export type Finding = { where: string; words: string }

/** Languages that a resident may ask for, by their codes. */
export const languages = [
  ['en', 'English'],
  ['bn', 'Bengali'],
  ['pl', 'Polish'],
  ['ro', 'Romanian'],
  ['es', 'Spanish'],
  ['pt', 'Portuguese'],
  ['so', 'Somali'],
  ['ur', 'Urdu'],
  ['ar', 'Arabic'],
] as const

/** What a household may need. */
export const needs = ['large-print', 'easy-read', 'interpreter', 'hearing', 'help-with-marking'] as const
export type Need = (typeof needs)[number]

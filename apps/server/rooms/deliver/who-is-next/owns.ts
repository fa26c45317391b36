/** What asks who is next: only Deliver's own files name it in SQL. */
export const nextTables = [
  'enforcement.burgled_homes',
  'enforcement.burgled_lately',
  'enforcement.burgled_beyond',
] as const

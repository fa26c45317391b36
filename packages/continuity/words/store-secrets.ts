/** What lets somebody into a store, or says who can, and what stands for it in a text. */
const patterns: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'the code of a door, safe or alarm',
    pattern:
      /\b(?:door|gate|safe|locker|cabinet|alarm|key ?pad|entry|access|lock)s?\b[^.;\n]{0,30}?\b(?:code|pin|combination)\b\W{0,3}(?:is|was|now)?\W{0,3}\d[\d\s-]{2,9}/i,
  },
  {
    what: 'the code of a door, safe or alarm',
    pattern:
      /\b(?:code|pin|combination)\b\W{0,3}(?:is|was|now)?\W{0,3}\d[\d\s-]{2,9}\b[^.;\n]{0,30}?\b(?:door|gate|safe|locker|cabinet|alarm|key ?pad|store|lock)\b/i,
  },
  {
    what: 'the code of a door, safe or alarm',
    pattern:
      /\b(?:door|gate|entry|access|alarm|key ?pad|safe) ?code\b\W{0,3}(?:is|was|now)?\W{0,3}[#*]?\d{3,}/i,
  },
  { what: 'a list of key holders', pattern: /\b[Kk]ey[ -]?holders?\b\W{0,3}(?:are|is|list)?\W{0,3}\p{Lu}/u },
  {
    what: 'a list of key holders',
    pattern:
      /\b[Kk]eys? (?:to|of|for) (?:the )?[^.;\n]{0,20}?\b(?:store|safe|cage|locker)\b[^.;\n]{0,20}?\b(?:with|by|held|has|have)\b/u,
  },
]

/**
 * What a text tells of getting into a store, which belongs in no record of exhibits (HMICFRS 2022: a code on a door); undefined where
 * nothing in it looks so.
 */
export const storeSecretIn = (text: string): string | undefined =>
  patterns.find(({ pattern }) => pattern.test(text))?.what

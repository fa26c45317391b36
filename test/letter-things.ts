import type pg from 'pg'

/**
 * Puts in a letter to a resident, and what they had said is wrong, its words erased since; to somebody who was erased where there
 * is none. `number` tells those of two wards apart.
 */
export const putLetterThings = async (
  owner: pg.Client,
  number: 1 | 2,
  { home, ward, bcu, resident }: { home: string; ward: string; bcu: string; resident?: string },
): Promise<{ correction: string }> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}f0${last}`
  const [letter, code, opening, correction] = [id('b'), id('c'), id('d'), id('e')]
  const who = resident ?? id('a')
  const place = [home, ward, bcu]
  if (resident === undefined)
    await owner.query(
      `insert into engagement.resident (id, home, ward, bcu, from_day, to_day, erased_at)
       values ($1, $2, $3, $4, '2026-01-01', '2026-01-02', now())`,
      [who, ...place],
    )
  await owner.query(
    `insert into engagement.letter (id, about, way, resident, home, ward, bcu, language)
     values ($1, 'code', 'paper', $5, $2, $3, $4, 'en')`,
    [letter, ...place, who],
  )
  await owner.query(
    `insert into engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor)
     values ($1, $2, $3, $4, sha256($5), now() + interval '1 day', 'example')`,
    [code, letter, ward, bcu, Buffer.from(code)],
  )
  await owner.query(`insert into engagement.held_try (id, code, opening) values ($1, $2, sha256($3))`, [
    opening,
    code,
    Buffer.from(opening),
  ])
  await owner.query(
    `insert into engagement.correction (id, resident, home, ward, bcu, opening) values ($1, $5, $2, $3, $4, $6)`,
    [correction, ...place, who, opening],
  )
  return { correction }
}

import type pg from 'pg'

const validFrom = '2022-05-05'

/** Puts in wards E05000001, … and BCUs B1, … of these names, for people to be posted to. */
export const putPlacesToPost = async (
  owner: pg.Client,
  names: { wards: readonly string[]; bcus: readonly string[] },
): Promise<void> => {
  for (const [kind, prefix, named] of [
    ['ward', 'E0500000', names.wards],
    ['bcu', 'B', names.bcus],
  ] as const) {
    await owner.query(`insert into places.vintage (kind, valid_from) values ($1, $2)`, [kind, validFrom])
    await owner.query(
      `insert into places.area
       select $1, $2, $3 || at, name, 0, 0, 2, 2, 1, 1, 4, '\\x00' from unnest($4::text[]) with ordinality named (name, at)`,
      [kind, validFrom, prefix, named],
    )
  }
}

import type { Transaction } from './with-actor.ts'

/** Names of actors by their account: people by name, parts of the product and commands by the account itself. */
export const actorNames = async (
  tx: Transaction,
  actors: readonly (string | null)[],
): Promise<(actor: string) => string> => {
  const { rows } = await tx.query<{ actor: string; name: string }>(
    'select actor, name from identity.actor_names($1)',
    [[...new Set(actors)].filter((actor) => actor?.startsWith('person:'))],
  )
  const names = new Map(rows.map(({ actor, name }) => [actor, name]))
  return (actor) => names.get(actor) ?? actor
}

/** The same rows with who acted called by name. */
export const withNames = async <Row extends { actor: string }>(
  tx: Transaction,
  rows: readonly Row[],
): Promise<Row[]> => {
  const nameOf = await actorNames(
    tx,
    rows.map(({ actor }) => actor),
  )
  return rows.map((row) => Object.assign({}, row, { actor: nameOf(row.actor) }))
}

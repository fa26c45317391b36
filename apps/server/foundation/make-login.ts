import type pg from 'pg'

/** Makes a login without any right of its own, where there is none of that name, and gives it the password. */
export const makeLogin = async (owner: pg.Client, name: string, password?: string): Promise<void> => {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name])
  const role = owner.escapeIdentifier(name)
  if (!rowCount) {
    await owner.query(`create role ${role} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls`)
  }
  if (password !== undefined) {
    await owner.query(`alter role ${role} password ${owner.escapeLiteral(password)}`)
  }
}

/** Where the data are kept, and the key of their names. */
export type DatabaseSettings = {
  /** Folder of the embedded database, absolute. Not used when `databaseUrl` is set. */
  dataDirectory: string
  /** A PostgreSQL (15 or newer) of one's own; the embedded one otherwise. */
  databaseUrl: string | undefined
  /** The same database by the login of sign-in; only a server has one. */
  signInDatabaseUrl: string | undefined
  /** The same database by the login of what goes on beside the pages; only a server has one. */
  workerDatabaseUrl: string | undefined
  /** File with the master key, absolute; without it the embedded database keeps one beside itself. */
  masterKeyFile: string | undefined
  /** Real work: nothing made for showing the product may be switched on. */
  production: boolean
}

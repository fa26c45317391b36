/** Bytes as COPY and SQL text write them (PostgreSQL, bytea hex format). */
export const hexBytes = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

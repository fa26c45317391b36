/** A phone that nobody has named is called by the end of its id. */
export const nameOfPhone = ({ id, name }: { id: string; name: string | null }): string =>
  name ?? `Phone ${id.slice(-6)}`

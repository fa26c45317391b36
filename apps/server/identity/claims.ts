/** What an identity provider vouches for. */
export type Vouched = {
  issuer: string
  /** What the provider calls the person, for ever. */
  subject: string
  name: string
  /** App roles of the directory, in our words; null where the provider is not asked for them. */
  roles: string[] | null
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

/** `Ward officer`, `ward-officer` and `MetTrace.WardOfficer` are all `ward_officer`. */
const roleWord = (value: string): string =>
  value
    .slice(value.lastIndexOf('.') + 1)
    .replaceAll(/(?<=[a-z])(?=[A-Z])|[\s-]+/g, '_')
    .toLowerCase()

/**
 * Reads who somebody is from the claims of an ID token, and of the user info where there is one. Entra ID makes `sub`
 * anew for every application; there `oid` within `tid` is the person (Microsoft, "ID token claims reference"). Where
 * roles are asked for and none are sent, none are vouched for: Entra ID leaves the claim out for who has no app role.
 */
export const vouchedBy = (
  claims: Readonly<Record<string, unknown>>,
  rolesClaim: string | undefined,
): Vouched => {
  const issuer = textOf(claims['iss'])
  const subject = textOf(claims['tid']) === undefined ? textOf(claims['sub']) : textOf(claims['oid'])
  if (issuer === undefined || subject === undefined) {
    throw new TypeError('The claims name no issuer and subject.')
  }
  const roles =
    rolesClaim === undefined
      ? null
      : [claims[rolesClaim] ?? []]
          .flat()
          .flatMap((role) => (typeof role === 'string' ? [roleWord(role)] : []))
  const name = textOf(claims['name']) ?? textOf(claims['preferred_username']) ?? subject
  return { issuer, subject, name: name.slice(0, 200), roles }
}

/** Seconds that the clocks of provider and server may differ by. */
export const clockLeeway = 30

/** An ID token from the future was not made for this sign-in, whatever its signature says. */
export const refuseFromTheFuture = ({ iat }: { iat: number }, now: Date): void => {
  if (iat > now.getTime() / 1000 + clockLeeway) throw new TypeError('The ID token was issued in the future.')
}

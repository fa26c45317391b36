const ofPerson = /^person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The account of a person, as acts and the log name it. */
export const accountOfPerson = (person: string): string => `person:${person}`

/**
 * Id that the log knows an account's record by: of a person's account the person's own id, so that to look at what
 * somebody did is to look at that person; of any other account, such as one of the command line, the account as it is.
 */
export const recordOfAccount = (account: string): string => ofPerson.exec(account)?.[1] ?? account

/** Tables of the register of sharing agreements: only the files of `agreements` name them in SQL. */
export const agreementTables = ['account.sharing_agreement', 'account.agreement_end'] as const

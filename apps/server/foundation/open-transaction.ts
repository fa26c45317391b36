import { AsyncLocalStorage } from 'node:async_hooks'

const open = new AsyncLocalStorage<boolean>()

/** Marks what `work` does as inside a transaction. */
export const insideTransaction = <Answer>(work: () => Promise<Answer>): Promise<Answer> =>
  open.run(true, work)

/** Whether the code at hand runs inside a transaction: no thread may work meanwhile, since others wait for it to end. */
export const isTransactionOpen = (): boolean => open.getStore() === true

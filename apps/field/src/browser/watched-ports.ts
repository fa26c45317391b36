import type { Ports } from '@mettrace/phone-sync/ports'

/**
 * The same ports, telling whenever something that was waited for has come: then what the phone says of itself may be another
 * thing than before. Told in a turn of its own, when the client has taken note.
 */
export const watchedPorts = (ports: Ports, changed: () => void): Ports => {
  const tell = (): void => {
    ports.timers.after(0, changed)
  }
  const watch = <T>(promise: Promise<T>): Promise<T> => {
    promise.then(tell, tell)
    return promise
  }
  return {
    ...ports,
    network: {
      ask: (question) => {
        tell()
        const { reply, giveUp } = ports.network.ask(question)
        return { reply: watch(reply), giveUp }
      },
    },
    database: {
      open: async () => {
        const connection = await ports.database.open()
        return {
          read: (table) => watch(connection.read(table)),
          readOne: connection.readOne,
          begin: (durability) => {
            const transaction = connection.begin(durability)
            watch(transaction.complete)
            return transaction
          },
        }
      },
    },
    locks: { alone: (name, work) => watch(ports.locks.alone(name, work)) },
  }
}

/** Has `act` done at each SIGTERM or SIGINT, in the place of Node's own end; returns what takes it back. */
export const onSignal = (act: () => void): (() => void) => {
  process.on('SIGTERM', act)
  process.on('SIGINT', act)
  return () => {
    process.off('SIGTERM', act)
    process.off('SIGINT', act)
  }
}

/** Leaves the database at once at a signal, and then ends the process. */
export const leaveOnSignal = ({ abandon }: { abandon: () => Promise<void> }): (() => void) =>
  onSignal(() => void abandon().finally(() => process.exit(130)))

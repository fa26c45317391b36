import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Trace. */
export const tracePaths = pathsBelow('/trace', { trace: '/code', caller: '/caller' })

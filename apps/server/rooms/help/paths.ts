import { pathsBelow } from '../../foundation/room/paths.ts'

export const helpPaths = pathsBelow('/help', { help: '' })

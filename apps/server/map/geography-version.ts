import type { Transaction } from '../foundation/with-actor.ts'
import { presentGeography } from '../places/geography.ts'

/** Which state of boundaries the tiles are of; part of their address. */
export const geographyVersion = (tx: Transaction): Promise<number> => presentGeography(tx)

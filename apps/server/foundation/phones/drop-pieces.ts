import type { Transaction } from '../with-actor.ts'

/** Takes away pieces of pictures that came before a moment and were never whole; phones that still have them send them again. Returns how many. */
export const dropPiecesBefore = async (tx: Transaction, moment: Date): Promise<number> => {
  const signs = await tx.query<{ dropped: number }>('select engagement.drop_pieces_before($1) as dropped', [
    moment,
  ])
  const scans = await tx.query<{ dropped: number }>('select enforcement.drop_pieces_before($1) as dropped', [
    moment,
  ])
  return (signs.rows[0]?.dropped ?? 0) + (scans.rows[0]?.dropped ?? 0)
}

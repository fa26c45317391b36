/** A reference as registers print it, `PCD 536`, `DMPCD 2016 56` or `D-2026-07`; undefined for what is none. */
export const readReference = (text: string): string | undefined => {
  const plain = text.trim().replaceAll(/[\s_-]+/g, ' ')
  const old = /^DMPCD ?(\d{4}) (\d{1,4})$/i.exec(plain)
  if (old) return `DMPCD ${old[1]} ${Number(old[2])}`
  const mopac = /^PCD ?(\d{1,5})$/i.exec(plain)
  if (mopac) return `PCD ${Number(mopac[1])}`
  const own = /^D (\d{4}) (\d{1,4})$/i.exec(plain)
  return own ? `D-${own[1]}-${own[2]!.padStart(2, '0')}` : undefined
}

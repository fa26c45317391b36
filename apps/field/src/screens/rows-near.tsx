import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'

/** Rows that come and go together: as many as a slow phone makes within a frame. */
const pieceRows = 10

/** Lists up to this length are made whole. */
const short = 60

/** So far outside the screen rows are made before they are seen, pixels. */
const ahead = '800px 0px'

const Piece = ({ rows, isNear, height }: { rows: () => JSX.Element[]; isNear: boolean; height: number }) => {
  const box = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(isNear)
  const [tall, setTall] = useState(height)
  useEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1)
        if (!last) return
        // What goes out of sight keeps the room that it took, so that nothing jumps.
        if (!last.isIntersecting && last.boundingClientRect.height > 0)
          setTall(last.boundingClientRect.height)
        setNear(last.isIntersecting)
      },
      { root: box.current?.closest('.scroll') ?? null, rootMargin: ahead },
    )
    seen.observe(box.current!)
    return () => seen.disconnect()
  }, [])
  return (
    <div ref={box} style={near ? undefined : { height: `${tall}px` }}>
      {near && rows()}
    </div>
  )
}

/** A list of which only the rows near the screen are made. Short lists are made whole. `at`: where it is opened. */
export const RowsNear = <Row,>({
  rows,
  at,
  rowHeight,
  row,
}: {
  rows: readonly Row[]
  at: number
  /** Of a row nobody has seen yet, pixels. */
  rowHeight: number
  row: (each: Row) => JSX.Element
}): JSX.Element => {
  const pieces = useMemo(
    () =>
      Array.from({ length: Math.ceil(rows.length / pieceRows) }, (_, piece) =>
        rows.slice(piece * pieceRows, (piece + 1) * pieceRows),
      ),
    [rows],
  )
  if (rows.length <= short) return <>{rows.map(row)}</>
  return (
    <>
      {pieces.map((piece, place) => (
        <Piece
          key={place}
          rows={() => piece.map(row)}
          isNear={Math.floor(at / pieceRows) === place}
          height={piece.length * rowHeight}
        />
      ))}
    </>
  )
}

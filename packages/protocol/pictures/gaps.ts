/** A part of a picture: where it begins, and how many bytes it has. */
export type Span = { offset: number; length: number }

/** The first byte that no part has, of so many; as many as there are where none is missing. */
export const firstGap = (spans: readonly Span[], bytes: number): number => {
  let at = 0
  for (const { offset, length } of spans.toSorted((one, other) => one.offset - other.offset)) {
    if (offset > at) break
    at = Math.max(at, offset + length)
  }
  return Math.min(at, bytes)
}

/** Whether a part has a byte that these do not have. */
export const adds = (spans: readonly Span[], { offset, length }: Span): boolean => {
  const within = spans.map((span) => {
    const begin = Math.max(0, span.offset - offset)
    return { offset: begin, length: Math.max(0, span.offset + span.length - offset - begin) }
  })
  return firstGap(within, length) < length
}

/** Parts put together. Where two have the same byte the later one in the list counts. */
export const joined = (
  parts: readonly { offset: number; content: Uint8Array }[],
  bytes: number,
): Uint8Array => {
  const whole = new Uint8Array(bytes)
  for (const { offset, content } of parts) whole.set(content, offset)
  return whole
}

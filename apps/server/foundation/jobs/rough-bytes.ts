const ofObject = 48
const ofValue = 8

/** Roughly how much memory a value takes, bytes; stops counting beyond `most`. */
export const roughBytes = (value: unknown, most = Infinity): number => {
  const seen = new Set<object>()
  const left: unknown[] = [value]
  let bytes = 0
  while (left.length > 0 && bytes <= most) {
    const next = left.pop()
    bytes += ofValue
    if (typeof next === 'string') bytes += 2 * next.length
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    bytes += ofObject
    if (ArrayBuffer.isView(next)) bytes += next.byteLength
    else if (next instanceof ArrayBuffer) bytes += next.byteLength
    else if (next instanceof Map) left.push(...next.keys(), ...next.values())
    else if (next instanceof Set || Array.isArray(next)) for (const each of next) left.push(each)
    else for (const each of Object.values(next)) left.push(each)
  }
  return bytes
}

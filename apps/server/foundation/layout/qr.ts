import { generate, mode } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'

/** A QR code as a path of SVG, one unit to a module, and how many modules it is wide without its quiet zone. */
export type QrPath = { path: string; size: number }

const drawn = (code: ReturnType<typeof generate>): QrPath => ({ path: toSvgPath(code), size: code.size })

/** A serial or an id by itself, in capitals, digits and hyphens as QR packs them best (ISO/IEC 18004, 7.4.4). */
export const textQr = (serial: string): QrPath => drawn(generate(mode.alphaNumeric(serial)))

/** An address of a page. */
export const addressQr = (address: string): QrPath => drawn(generate(address))

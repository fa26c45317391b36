type Square = { code: string; west: number; south: number; side: number }

/** Parts of a Shapefile (ESRI technical description, 1998) of squares with one column of codes. */
export const shapefileParts = (
  squares: readonly Square[],
  column: string,
): { shp: Buffer; shx: Buffer; dbf: Buffer } => {
  const records = squares.map((square, at) => polygonRecord(square, at + 1))
  const index = Buffer.alloc(8 * records.length)
  let offset = 50
  for (const [at, record] of records.entries()) {
    index.writeInt32BE(offset, at * 8)
    index.writeInt32BE(record.length / 2 - 4, at * 8 + 4)
    offset += record.length / 2
  }
  return {
    shp: Buffer.concat([
      mainHeader(
        squares,
        records.reduce((sum, { length }) => sum + length, 0),
      ),
      ...records,
    ]),
    shx: Buffer.concat([mainHeader(squares, index.length), index]),
    dbf: tableOf(
      column,
      squares.map(({ code }) => code),
    ),
  }
}

const polygonType = 5

const writeDoubles = (target: Buffer, at: number, values: readonly number[]): void => {
  for (const [place, value] of values.entries()) target.writeDoubleLE(value, at + place * 8)
}

const mainHeader = (squares: readonly Square[], contentBytes: number): Buffer => {
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + contentBytes) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(polygonType, 32)
  writeDoubles(header, 36, [
    Math.min(...squares.map(({ west }) => west)),
    Math.min(...squares.map(({ south }) => south)),
    Math.max(...squares.map(({ west, side }) => west + side)),
    Math.max(...squares.map(({ south, side }) => south + side)),
  ])
  return header
}

const polygonRecord = ({ west, south, side }: Square, number: number): Buffer => {
  const [east, north] = [west + side, south + side]
  const content = Buffer.alloc(48 + 5 * 16)
  content.writeInt32LE(polygonType, 0)
  writeDoubles(content, 4, [west, south, east, north])
  content.writeInt32LE(1, 36)
  content.writeInt32LE(5, 40)
  writeDoubles(content, 48, [west, south, west, north, east, north, east, south, west, south])
  const header = Buffer.alloc(8)
  header.writeInt32BE(number, 0)
  header.writeInt32BE(content.length / 2, 4)
  return Buffer.concat([header, content])
}

const cellBytes = 12

/** dBASE III with one column of text. */
const tableOf = (column: string, cells: readonly string[]): Buffer => {
  const header = Buffer.alloc(65)
  header.writeUInt8(3, 0)
  header.writeUInt32LE(cells.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(1 + cellBytes, 10)
  header.write(column, 32, 'latin1')
  header.write('C', 43, 'latin1')
  header.writeUInt8(cellBytes, 48)
  header.writeUInt8(0x0d, 64)
  return Buffer.concat([
    header,
    ...cells.map((cell) => Buffer.from(` ${cell.padEnd(cellBytes)}`, 'latin1')),
    Buffer.from([0x1a]),
  ])
}

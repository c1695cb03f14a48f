/**
 * Width and height of a WebP picture as a browser writes it (lossy, `VP8 `, or lossless, `VP8L`), by the container
 * specification (RIFF). Throws where the bytes are none.
 */
export function webpSize(bytes: Buffer): readonly [number, number] {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21)
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
  }
  if (kind === 'VP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
  throw new Error('not a WebP picture')
}

/** Parts as one CSV: a later part that repeats the header loses it. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const buffers = parts.map((part) => Buffer.from(part))
  const first = buffers[0] ?? Buffer.alloc(0)
  const header = first.subarray(0, first.indexOf(0x0a) + 1)
  const later = buffers.slice(1).map((part) => {
    const repeats = header.byteLength > 0 && part.subarray(0, header.byteLength).equals(header)
    return repeats ? part.subarray(header.byteLength) : part
  })
  return new Uint8Array(Buffer.concat([first, ...later]))
}

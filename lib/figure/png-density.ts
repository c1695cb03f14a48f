const SIGNATURE_AND_HEADER = 8 + 25
const CHUNK = 'pHYs'

/**
 * The same PNG, saying how large it is printed: programs otherwise take 96 pixels to the inch.
 *
 * @returns the bytes as they were where they are no PNG
 * @see PNG specification, third edition, section 11.3.4.3
 */
export function withPngDensity(png: Uint8Array, dotsPerInch: number): Uint8Array {
  if (png.length < SIGNATURE_AND_HEADER || String.fromCharCode(...png.subarray(12, 16)) !== 'IHDR') return png
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  const perMetre = Math.round(dotsPerInch / 0.0254)
  view.setUint32(0, 9)
  for (let i = 0; i < 4; i++) chunk[4 + i] = CHUNK.charCodeAt(i)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  chunk[16] = 1
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  const sized = new Uint8Array(png.length + chunk.length)
  sized.set(png.subarray(0, SIGNATURE_AND_HEADER))
  sized.set(chunk, SIGNATURE_AND_HEADER)
  sized.set(png.subarray(SIGNATURE_AND_HEADER), SIGNATURE_AND_HEADER + chunk.length)
  return sized
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

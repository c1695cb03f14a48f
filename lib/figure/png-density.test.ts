import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { withPngDensity } from './png-density.ts'

/** One white pixel. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTvnZgAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

it('adds one chunk after the header, with the sum that zlib gives, and leaves the rest alone', () => {
  const sized = withPngDensity(PNG, 600)
  expect(sized.length).toBe(PNG.length + 21)
  expect([...sized.subarray(0, 33)]).toEqual([...PNG.subarray(0, 33)])
  expect([...sized.subarray(54)]).toEqual([...PNG.subarray(33)])
  const view = new DataView(sized.buffer)
  // 600 dots in 25.4 mm.
  expect(view.getUint32(33 + 8)).toBe(23_622)
  expect(view.getUint32(33 + 17)).toBe(crc32(sized.subarray(37, 50)))
})

it('leaves what is no PNG as it is', () => {
  const text = new TextEncoder().encode('not a picture at all, though long enough')
  expect(withPngDensity(text, 600)).toBe(text)
})

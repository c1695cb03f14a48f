/**
 * The text of a file of unknown encoding: by its byte order mark, else UTF-16 where every other byte is zero, else UTF-8,
 * else Windows-1252, which is what spreadsheets of western Europe write when they write no UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = encodingOfMark(bytes) ?? utf16WithoutMark(bytes)
  // The decoder takes the mark away by itself.
  if (marked !== null) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

function encodingOfMark([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}

/** Tables are mostly digits and marks, whose upper byte is zero in UTF-16 and never occurs in any other encoding. */
function utf16WithoutMark(bytes: Uint8Array): Encoding | null {
  const head = bytes.subarray(0, 512)
  if (head.length < 4) return null
  const zeros = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length * 0.3 && even < odd / 4) return 'utf-16le'
  return even > head.length * 0.3 && odd < even / 4 ? 'utf-16be' : null
}

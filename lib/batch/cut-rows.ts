const QUOTE = 0x22
const LINE_END = 0x0a

/** The rows `from` to `to`, that one not, of CSV without a header, each ended by `\n`; one within quotes ends no row. */
export function cutRows(csv: Uint8Array, from: number, to: number): Uint8Array {
  let [row, start, isQuoted] = [0, from === 0 ? 0 : csv.length, false]
  for (let at = 0; at < csv.length; at += 1) {
    const byte = csv[at]
    if (byte === QUOTE) isQuoted = !isQuoted
    else if (byte === LINE_END && !isQuoted) {
      row += 1
      if (row === from) start = at + 1
      if (row === to) return csv.subarray(start, at + 1)
    }
  }
  return csv.subarray(start)
}

import type { Pieces } from '../made-once.ts'

/** Encoded at a time: enough that joining costs little, little enough for a pause in between. */
const BLOCK_CHARACTERS = 65_536

/** Texts one after the other as UTF-8, with a pause after each of them. */
export function* encodePieces(texts: Iterable<string>): Pieces<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const blocks: Uint8Array[] = []
  let block: string[] = []
  let characters = 0
  const close = () => {
    blocks.push(encoder.encode(block.join('')))
    block = []
    characters = 0
  }
  for (const text of texts) {
    block.push(text)
    characters += text.length
    if (characters >= BLOCK_CHARACTERS) close()
    yield
  }
  close()
  const bytes = new Uint8Array(blocks.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const one of blocks) {
    bytes.set(one, at)
    at += one.byteLength
  }
  return bytes
}

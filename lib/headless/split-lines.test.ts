import { describe, expect, it } from 'vitest'
import { splitLines } from './split-lines.ts'

async function linesOf(pieces: readonly (string | Uint8Array)[], most?: number) {
  async function* source() {
    for (const piece of pieces) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
  }
  const found: (readonly [number, string | null])[][] = []
  for await (const lines of splitLines(source(), most)) {
    found.push(lines.map(({ number, text }) => [number, text] as const))
  }
  return found
}

describe('splitLines', () => {
  it.each([
    [
      'lines that come together',
      ['a\nb\n'],
      [
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ],
    ],
    ['a line as soon as its end is there', ['a\nb', 'c\n'], [[[1, 'a']], [[2, 'bc']]]],
    ['a last line without an end', ['a\nb'], [[[1, 'a']], [[2, 'b']]]],
    [
      'line ends of two characters',
      ['a\r', '\nb\r\n'],
      [
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ],
    ],
    ['no blank lines, but their numbers', ['\n\na\n \nb'], [[[3, 'a']], [[5, 'b']]]],
    ['no byte order mark', ['\uFEFFa\n'], [[[1, 'a']]]],
    ['nothing of an empty input', [''], []],
  ])('gives %s', async (_, pieces, expected) => {
    expect(await linesOf(pieces)).toEqual(expected)
  })

  it('puts a character together that two pieces share', async () => {
    const bytes = new TextEncoder().encode('µM\n')
    expect(await linesOf([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual([[[1, 'µM']]])
  })

  it('drops a line that is too long, wherever it is cut, and goes on', async () => {
    expect(await linesOf(['aaaa', 'aaaa', 'aaaa\nb\n'], 6)).toEqual([
      [
        [1, null],
        [2, 'b'],
      ],
    ])
    expect(await linesOf(['aaaaaaaa\nb\ncccccccc'], 6)).toEqual([
      [
        [1, null],
        [2, 'b'],
      ],
      [[3, null]],
    ])
  })
})

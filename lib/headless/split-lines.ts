/** A line as it came, without its end, or what stands for one that is too long to hold. */
export interface Line {
  /** 1 for the first line of the input. */
  readonly number: number
  /** Null where the line exceeds the limit. */
  readonly text: string | null
}

/** Longest line in characters that is held: some hundred thousand points. */
export const MOST_LINE_CHARACTERS = 16 * 2 ** 20

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Lines of UTF-8 that arrives in pieces, as many at a time as a piece completes, so that one line is answered before the
 * next is written. Blank lines are left out. Holds no more than one unfinished line of at most `most` characters: the
 * rest of a longer one is dropped as it comes.
 */
export async function* splitLines(
  pieces: AsyncIterable<Uint8Array>,
  most = MOST_LINE_CHARACTERS,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let [rest, isTooLong, number] = ['', false, 1]
  const finish = (text: string): Line | null => {
    const whole = rest + text
    const line = { number, text: isTooLong || whole.length > most ? null : tidy(whole, number) }
    rest = ''
    isTooLong = false
    number += 1
    return line.text === '' ? null : line
  }
  for await (const piece of pieces) {
    const [first = '', ...others] = decoder.decode(piece, { stream: true }).split('\n')
    const last = others.pop()
    const done = last === undefined ? [] : [first, ...others].map(finish).filter((line) => line !== null)
    rest += last ?? first
    if (rest.length > most) {
      isTooLong = true
      rest = ''
    }
    if (done.length > 0) yield done
  }
  const end = finish(decoder.decode())
  if (end !== null) yield [end]
}

function tidy(text: string, number: number): string {
  return (number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trim()
}

import { counted } from '../format/format-number.ts'

/** The part of a terminal's error stream in use. */
export interface MessageStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface Progress {
  /** A line of its own. */
  say(line: string): void
  advance(done: number, invalid: number): void
  /** How it ended, always said. */
  end(): void
}

const ON_TERMINAL_MS = 200
const ELSEWHERE_MS = 10_000

/**
 * How far it is, on the error stream: one line that changes on a terminal, a line every ten seconds in a log.
 *
 * @param what  singular, e.g. `line`
 */
export function createProgress(
  stream: MessageStream,
  { what, isQuiet, now = Date.now }: { what: string; isQuiet: boolean; now?: () => number },
): Progress {
  const isTerminal = stream.isTTY === true
  const startedAt = now()
  let [saidAt, done, invalid, isLineOpen] = [startedAt, 0, 0, false]
  const write = (text: string) => {
    if (!isQuiet) stream.write(text)
  }
  const status = () => {
    const seconds = ((now() - startedAt) / 1000).toFixed(1)
    return `fit: ${counted(done, what)}, ${invalid} invalid, ${seconds} s`
  }
  const closeLine = () => {
    if (isLineOpen) write('\n')
    isLineOpen = false
  }
  return {
    say(line) {
      closeLine()
      write(`fit: ${line}\n`)
    },
    advance(more, moreInvalid) {
      done += more
      invalid += moreInvalid
      if (now() - saidAt < (isTerminal ? ON_TERMINAL_MS : ELSEWHERE_MS)) return
      saidAt = now()
      write(isTerminal ? `\r${status()}` : `${status()}\n`)
      isLineOpen = isTerminal
    },
    end() {
      write(`${isLineOpen ? '\r' : ''}${status()}\n`)
    },
  }
}

import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'

/** Where results go. */
export interface Sink {
  /** Resolves when the reader has taken the text, so that nothing piles up here. Rejects where nobody reads any more. */
  write(text: string): Promise<void>
  close(): Promise<void>
}

export function streamSink(stream: Writable): Sink {
  return { write: (text) => written(stream, text), close: () => Promise.resolve() }
}

/** A file that is made, or replaced, with the first write; that rejects where it cannot be. */
export function fileSink(path: string): Sink {
  let stream: Writable | null = null
  return {
    write: (text) => {
      stream ??= openFile(path)
      return written(stream, text)
    },
    close: () =>
      new Promise((resolve, reject) => {
        stream ??= openFile(path)
        stream.end((error?: Error | null) => (error ? reject(error) : resolve()))
      }),
  }
}

function openFile(path: string): Writable {
  // The write that meets an error reports it.
  return createWriteStream(path).on('error', () => undefined)
}

function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

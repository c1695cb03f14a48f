import * as z from 'zod/mini'
import { keepStored, readStored } from './browser-storage.ts'

const KEY = 'halfmax:author'
const USUAL = 'you'

const Author = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** Who excludes a well, as kept in this browser; "you" until a name is given. Read at each act. */
export function readAuthor(): string {
  const parsed = Author.safeParse(readStored(KEY))
  return parsed.success ? parsed.data : USUAL
}

/** An empty name goes back to "you". Storage that is full or off leaves the name as it was. */
export function keepAuthor(name: string): void {
  const parsed = Author.safeParse(name)
  keepStored(KEY, parsed.success ? parsed.data : null)
}

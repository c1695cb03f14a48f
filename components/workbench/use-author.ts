import * as z from 'zod/mini'

const KEY = 'halfmax:author'
const USUAL = 'you'

const Author = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** Who excludes a well, as kept in this browser; "you" until a name is given. Read at each act. */
export function readAuthor(): string {
  try {
    const parsed = Author.safeParse(localStorage.getItem(KEY))
    return parsed.success ? parsed.data : USUAL
  } catch {
    return USUAL
  }
}

/** An empty name goes back to "you". Storage that is full or off leaves the name as it was. */
export function keepAuthor(name: string): void {
  try {
    const parsed = Author.safeParse(name)
    if (parsed.success) localStorage.setItem(KEY, parsed.data)
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the name is asked for again.
  }
}

import { keepStored, readStored } from './browser-storage.ts'

const KEY = 'halfmax:author'
const USUAL = 'you'

const MOST_LETTERS = 80

/** Who excludes a well, as kept in this browser; "you" until a name is given. Read at each act. */
export function readAuthor(): string {
  return nameOf(readStored(KEY)) ?? USUAL
}

/** An empty name goes back to "you". Storage that is full or off leaves the name as it was. */
export function keepAuthor(name: string): void {
  keepStored(KEY, nameOf(name))
}

function nameOf(text: string | null): string | null {
  const name = text?.trim() ?? ''
  return name !== '' && name.length <= MOST_LETTERS ? name : null
}

import { keepStored, readStored } from './browser-storage.ts'

const KEY = 'halfmax:author'
const USUAL = 'you'

const MOST_LETTERS = 80

/** Who excludes a well: whoever is signed in, else the name kept in this browser; "you" until one is given. Read at each act. */
export function readAuthor(): string {
  const { person } = document.documentElement.dataset
  if (person) return person
  return nameOf(readStored(KEY)) ?? USUAL
}

/** Mark of whoever is signed in, the same at every sign-in of theirs; null where nobody signs in. */
export function readOwner(): string | null {
  return (typeof document === 'undefined' ? null : document.documentElement.dataset['owner']) ?? null
}

/** An empty name goes back to "you". Storage that is full or off leaves the name as it was. */
export function keepAuthor(name: string): void {
  keepStored(KEY, nameOf(name))
}

function nameOf(text: string | null): string | null {
  const name = text?.trim() ?? ''
  return name !== '' && name.length <= MOST_LETTERS ? name : null
}

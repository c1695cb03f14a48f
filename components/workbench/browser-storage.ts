/** What this browser keeps under a key; null where it keeps nothing, or its storage is switched off. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Keeps a text under a key, or forgets it. False where storage is full or switched off: nothing has changed then. */
export function keepStored(key: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

/** Keeps under another key what is kept under one, unless something is kept there already. */
export function moveStored(from: string, to: string): void {
  const text = from === to ? null : readStored(from)
  if (text === null || readStored(to) !== null) return
  keepStored(from, null)
  // Storage that was full has room for it again.
  keepStored(to, text)
}

/** Whether anything is kept under a key that begins so. */
export function isAnyStored(beginning: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(beginning))
  } catch {
    return false
  }
}

/** Forgets all that is kept under keys that hold a text, such as the id of a table. */
export function forgetStored(part: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.includes(part)) localStorage.removeItem(key)
  } catch {
    // Storage is switched off: nothing is kept there.
  }
}

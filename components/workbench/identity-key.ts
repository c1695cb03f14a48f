import { madeOnce } from '@/lib/made-once.ts'

let made = 0

/** A number of its own for every object, the same as long as it is the same object: a key for what is too large for one. */
export const identityKey = madeOnce<object, number>(() => {
  made += 1
  return made
})

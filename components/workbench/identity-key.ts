const keys = new WeakMap<object, number>()
let made = 0

/** A number of its own for every object, the same as long as it is the same object: a query's key for what is too large for one. */
export function identityKey(object: object): number {
  const known = keys.get(object)
  if (known !== undefined) return known
  made += 1
  keys.set(object, made)
  return made
}

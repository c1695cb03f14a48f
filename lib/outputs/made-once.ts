/**
 * The same function, which works out what it makes of an input once and hands out the very same afterwards. For inputs that
 * nobody changes: several outputs are made of one context, each from the same figure and the same table.
 */
export function madeOnce<Input extends object, Made>(make: (input: Input) => Made): (input: Input) => Made {
  const known = new WeakMap<Input, { readonly made: Made }>()
  return (input) => {
    const found = known.get(input)
    if (found) return found.made
    const made = make(input)
    known.set(input, { made })
    return made
  }
}

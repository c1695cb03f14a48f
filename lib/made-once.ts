/**
 * The same function, which works out what it makes of an input once and hands out the very same afterwards, for as long as
 * the input lives. For inputs that nobody changes.
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

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

/** Makes something with a pause after every piece, in which nothing else may hold it up. */
export type Pieces<Made> = Generator<void, Made>

export interface MadeInPieces<Input extends object, Made> {
  /** At once, unless it was made before. */
  (input: Input): Made
  /** The same with pauses, for what would hold up the page; after it, it is made. */
  pieces(input: Input): Pieces<Made>
}

/** As `madeOnce`, for what takes long of large inputs. */
export function madeInPieces<Input extends object, Made>(
  make: (input: Input) => Pieces<Made>,
): MadeInPieces<Input, Made> {
  const known = new WeakMap<Input, { readonly made: Made }>()
  const pieces = function* (input: Input): Pieces<Made> {
    const found = known.get(input)
    if (found) return found.made
    const made = yield* make(input)
    known.set(input, { made })
    return made
  }
  return Object.assign((input: Input) => atOnce(pieces(input)), { pieces })
}

function atOnce<Made>(pieces: Pieces<Made>): Made {
  for (;;) {
    const step = pieces.next()
    if (step.done === true) return step.value
  }
}

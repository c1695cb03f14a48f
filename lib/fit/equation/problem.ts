/** Why an equation cannot be used, in words a scientist reads. */
export interface EquationProblem {
  readonly kind:
    | 'empty'
    | 'too-long'
    | 'too-deep'
    | 'unexpected-character'
    | 'incomplete'
    | 'missing-operator'
    | 'unknown-function'
    | 'wrong-arguments'
    | 'reserved-name'
    | 'no-variable'
    | 'no-parameter'
    | 'too-many-parameters'
  /** Place of the character at fault, counted from 0; null where it is the whole. */
  readonly position: number | null
  /** What is wrong and what to do. */
  readonly message: string
}

export function problem(
  kind: EquationProblem['kind'],
  position: number | null,
  message: string,
): EquationProblem {
  return { kind, position, message }
}

import jsep, { type Expression, type HookScope } from 'jsep'
import { err, ok, type Result } from '../../result.ts'
import { type EquationProblem, problem } from './problem.ts'

/** What the parser may hand on; anything else is refused by `compile`. */
export type SyntaxNode = Expression

const POWERS = ['^', '**']

/**
 * jsep only reads text into a tree: it runs nothing, and the tree is read by `compile` against a list of what is known.
 * It is set up once for arithmetic; nothing else here uses it.
 */
jsep.removeAllBinaryOps()
jsep.removeAllUnaryOps()
jsep.removeAllLiterals()
jsep.addBinaryOp('+', 1)
jsep.addBinaryOp('-', 1)
jsep.addBinaryOp('*', 2)
jsep.addBinaryOp('/', 2)
for (const power of POWERS) jsep.addBinaryOp(power, 3, true)

// A sign binds weaker than a power, as it does on paper: -x^2 is -(x^2). The parser's own would read (-x)^2.
jsep.hooks.add('gobble-token', function readSign(env) {
  const sign = this.char
  if (sign !== '-' && sign !== '+') return
  this.index++
  const argument = readPower(this, this.gobbleToken())
  if (!argument) this.throwError(`a number or a name is missing after ${sign}`)
  env.node = { type: 'UnaryExpression', operator: sign, argument, prefix: true }
})

function readPower(scope: HookScope, base: Expression | false | undefined): Expression | undefined {
  if (!base) return undefined
  scope.gobbleSpaces()
  const operator = POWERS.findLast((power) => scope.expr.startsWith(power, scope.index))
  if (!operator) return base
  scope.index += operator.length
  const right = readPower(scope, scope.gobbleToken())
  if (!right) scope.throwError(`an exponent is missing after ${operator}`)
  return { type: 'BinaryExpression', operator, left: base, right }
}

/** The tree of a text that `findBadText` let pass. */
export function parseText(text: string): Result<SyntaxNode, EquationProblem> {
  try {
    return ok(jsep(text))
  } catch (error) {
    return err(explain(text, error))
  }
}

function explain(text: string, error: unknown): EquationProblem {
  const index =
    error instanceof Error && 'index' in error && typeof error.index === 'number' ? error.index : null
  if (index === null) {
    return problem('too-deep', null, 'The equation is nested too deeply. Simplify it.')
  }
  const product = /[0-9.]\s*[A-Za-z_]/u.exec(text.slice(Math.max(0, index - 1)))
  if (product?.index === 0) {
    return problem(
      'missing-operator',
      index,
      `A number runs into a name at character ${index + 1}. Write * between them.`,
    )
  }
  if (index >= text.trimEnd().length) {
    return problem('incomplete', index, 'The equation ends too early: something must follow its last sign.')
  }
  return problem(
    'incomplete',
    index,
    `Something is missing at character ${index + 1}, before “${text[index]}”.`,
  )
}

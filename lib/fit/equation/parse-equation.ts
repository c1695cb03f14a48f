import { err, ok, type Result } from '../../result.ts'
import { findBadText } from './check-text.ts'
import { type Equation, makeEquation, type Step } from './equation.ts'
import { FUNCTION_NAMES, FUNCTIONS, isPairFunction } from './functions.ts'
import { type EquationProblem, problem } from './problem.ts'
import { parseText, type SyntaxNode } from './syntax-tree.ts'

/** What the dose may be called. */
const DOSE_NAMES = ['x', 'dose']
const CONSTANTS: ReadonlyMap<string, number> = new Map([['pi', Math.PI]])
const MOST_PARAMETERS = 20
/** Levels of the tree: signs in a row and powers of powers nest without brackets. */
const DEEPEST = 200

/**
 * Reads an equation such as `bottom + (top - bottom)/(1 + (ec50/x)^hill)`. `x` or `dose` is the dose, `pi` is π, every
 * other name a parameter; `log` and `ln` are natural logarithms. The text is parsed and looked up, never run.
 *
 * @returns the equation, or what is wrong with it, where, and what to do
 */
export function parseEquation(text: string): Result<Equation, EquationProblem> {
  const bad = findBadText(text)
  if (bad) return err(bad)
  const tree = parseText(text)
  if (!tree.ok) return tree
  const compilation: Compilation = { text, steps: [], parameters: [], hasDose: false }
  try {
    compile(compilation, tree.value, 0)
  } catch (error) {
    if (error instanceof Refusal) return err(error.reason)
    throw error
  }
  const { steps, parameters, hasDose } = compilation
  if (!hasDose) {
    return err(
      problem('no-variable', null, 'The equation does not use the dose. Write x (or dose) where it belongs.'),
    )
  }
  if (parameters.length === 0) {
    return err(
      problem('no-parameter', null, 'The equation has no parameter to fit. Name one, such as a in a*x.'),
    )
  }
  return ok(makeEquation(text, parameters, steps))
}

interface Compilation {
  readonly text: string
  readonly steps: Step[]
  readonly parameters: string[]
  hasDose: boolean
}

/** Carries a problem out of the recursion; caught where it began. */
class Refusal extends Error {
  readonly reason: EquationProblem
  constructor(reason: EquationProblem) {
    super(reason.message)
    this.reason = reason
  }
}

function refuse(kind: EquationProblem['kind'], position: number | null, message: string): never {
  throw new Refusal(problem(kind, position, message))
}

/** Appends the steps of a node and returns the place of its value. Node types that are not listed are refused. */
function compile(compilation: Compilation, node: SyntaxNode, depth: number): number {
  if (depth > DEEPEST) refuse('too-deep', null, 'The equation is nested too deeply. Simplify it.')
  const child = (part: unknown) => compile(compilation, part as SyntaxNode, depth + 1)
  switch (node.type) {
    case 'Literal':
      if (typeof node['value'] === 'number' && Number.isFinite(node['value'])) {
        return push(compilation, { kind: 'number', value: node['value'] })
      }
      break
    case 'Identifier':
      return compileName(compilation, wordOf(node['name']))
    case 'UnaryExpression': {
      const a = child(node['argument'])
      return node['operator'] === '-' ? push(compilation, { kind: 'negate', a }) : a
    }
    case 'BinaryExpression': {
      const kind = PAIRS.get(wordOf(node['operator']))
      if (!kind) break
      const a = child(node['left'])
      const b = child(node['right'])
      return push(compilation, { kind, a, b })
    }
    case 'CallExpression':
      return compileCall(compilation, node, child)
    case 'Compound':
      return refuse('missing-operator', gapOf(compilation.text), missingOperator(compilation.text))
    default:
  }
  return refuse('unexpected-character', null, 'Only arithmetic, names and the known functions can be used.')
}

const PAIRS: ReadonlyMap<string, '+' | '-' | '*' | '/' | 'pow'> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['^', 'pow'],
  ['**', 'pow'],
])

/** The parser types what a node carries loosely. */
function wordOf(part: unknown): string {
  return typeof part === 'string' ? part : ''
}

function push({ steps }: Compilation, step: Step): number {
  steps.push(step)
  return steps.length - 1
}

function compileName(compilation: Compilation, name: string): number {
  const { parameters, text } = compilation
  if (DOSE_NAMES.includes(name)) {
    compilation.hasDose = true
    return push(compilation, { kind: 'dose' })
  }
  const constant = CONSTANTS.get(name)
  if (constant !== undefined) return push(compilation, { kind: 'number', value: constant })
  if (FUNCTION_NAMES.includes(name)) {
    refuse(
      'reserved-name',
      placeOf(text, name),
      `${name} is a function: write ${name}(…), or rename the parameter.`,
    )
  }
  // Such names mean something to the language itself; no parameter needs them.
  if (name in {} || name.startsWith('__')) {
    refuse('reserved-name', placeOf(text, name), `${name} cannot name a parameter. Choose another name.`)
  }
  let index = parameters.indexOf(name)
  if (index < 0) {
    if (parameters.length === MOST_PARAMETERS) {
      refuse(
        'too-many-parameters',
        placeOf(text, name),
        `An equation has at most ${MOST_PARAMETERS} parameters.`,
      )
    }
    index = parameters.push(name) - 1
  }
  return push(compilation, { kind: 'parameter', index })
}

function compileCall(compilation: Compilation, node: SyntaxNode, child: (part: unknown) => number): number {
  const callee = node['callee'] as SyntaxNode
  const parts = node['arguments'] as readonly unknown[]
  if (callee.type !== 'Identifier') {
    return refuse('missing-operator', null, 'A bracket follows a bracket or a number. Write * between them.')
  }
  const name = wordOf(callee['name'])
  const place = placeOf(compilation.text, name)
  const count = FUNCTIONS.has(name) ? 1 : isPairFunction(name) ? 2 : 0
  if (count === 0) {
    return refuse(
      'unknown-function',
      place,
      `There is no function ${name}. If ${name} is a parameter write ${name}*(…); the functions are ${FUNCTION_NAMES.join(', ')}.`,
    )
  }
  if (parts.length !== count) {
    return refuse(
      'wrong-arguments',
      place,
      `${name} takes ${count} ${count === 1 ? 'value' : 'values'}, not ${parts.length}.`,
    )
  }
  const [a = 0, b = 0] = parts.map(child)
  return push(compilation, isPairFunction(name) ? { kind: name, a, b } : { kind: 'call', name, a })
}

/** Where a name first stands on its own. */
function placeOf(text: string, name: string): number | null {
  const found = new RegExp(
    `(?<![A-Za-z0-9_])${name.replaceAll(/[^A-Za-z0-9_]/gu, '')}(?![A-Za-z0-9_])`,
    'u',
  ).exec(text)
  return found ? found.index : null
}

/** Where two values stand side by side, or two expressions are parted by a comma. */
function gapOf(text: string): number | null {
  const found = /[A-Za-z0-9_.)]\s+[A-Za-z0-9_.(]|\)\s*[A-Za-z0-9_.]|,/u.exec(text)
  return found ? found.index + (found[0] === ',' ? 0 : 1) : null
}

function missingOperator(text: string): string {
  const gap = gapOf(text)
  const place = gap === null ? '' : ` at character ${gap + 1}`
  return `Two values stand side by side${place}. Write + - * / or ^ between them.`
}

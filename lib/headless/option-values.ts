import { parseCellNumber } from '../data-frame/number-text.ts'
import { log10 } from '../fit/numerics/elementary.ts'
import { findInvalidLimit, LIMIT_RANGES } from '../fit/screen/limits.ts'
import type { Constraint, ParameterName, VerdictLimits } from '../fit/types.ts'
import { err, ok, type Result } from '../result.ts'
import { PARAMETER_NAMES } from '../workbench/models.ts'

type Constraints = Readonly<Partial<Record<ParameterName, Constraint>>>

/**
 * `--fix bottom=0` and `--bound hill=0.1:10` (`0:` and `:10` for one side). `ec50` is the dose that `logEc50` is the
 * logarithm of.
 */
export function readConstraints(
  fixed: readonly string[],
  bounded: readonly string[],
): Result<Constraints, string> {
  const found: Partial<Record<ParameterName, Constraint>> = {}
  for (const [texts, option] of [
    [fixed, '--fix'],
    [bounded, '--bound'],
  ] as const) {
    for (const text of texts) {
      const one = readConstraint(text, option)
      if (!one.ok) return one
      if (found[one.value.name]) return err(`${option} ${text}: ${one.value.name} is already held`)
      found[one.value.name] = one.value.constraint
    }
  }
  return ok(found)
}

function readConstraint(
  text: string,
  option: '--fix' | '--bound',
): Result<{ name: ParameterName; constraint: Constraint }, string> {
  const at = text.indexOf('=')
  const word = text.slice(0, Math.max(at, 0)).trim()
  const isDose = word === 'ec50'
  const name = isDose ? 'logEc50' : PARAMETER_NAMES.find((one) => one === word)
  const refuse = (why: string) => err(`${option} ${text}: ${why}`)
  if (at < 0) return refuse(`write ${option === '--fix' ? '--fix bottom=0' : '--bound hill=0.1:10'}`)
  if (name === undefined) return refuse(`the parameters are ec50, ${PARAMETER_NAMES.join(', ')}`)
  const sides = text.slice(at + 1).split(':')
  if (sides.length !== (option === '--fix' ? 1 : 2)) {
    return refuse(option === '--fix' ? 'one number, as --fix bottom=0' : 'two limits, as --bound hill=0.1:10')
  }
  const numbers = sides.map((side) => (side.trim() === '' ? null : parseCellNumber(side)))
  if (numbers.some((value) => Number.isNaN(value))) return refuse('not a number')
  if (isDose && numbers.some((value) => value !== null && value <= 0)) return refuse('an EC50 is above 0')
  const [first = null, second = null] = numbers.map((value) =>
    value !== null && isDose ? log10(value) : value,
  )
  if (first === null && second === null) return refuse('a number is missing')
  if (first !== null && second !== null && first > second)
    return refuse('the lower limit is above the upper one')
  if (option === '--bound') return ok({ name, constraint: { kind: 'bounded', lower: first, upper: second } })
  return first === null
    ? refuse('a number is missing')
    : ok({ name, constraint: { kind: 'fixed', value: first } })
}

/** `--limit wideFold=20`, by the names of a request's `limits`. */
export function readLimits(texts: readonly string[]): Result<Partial<VerdictLimits>, string> {
  const found: Record<string, number> = {}
  for (const text of texts) {
    const at = text.indexOf('=')
    const name = text.slice(0, Math.max(at, 0)).trim()
    const value = parseCellNumber(text.slice(at + 1))
    if (!Object.hasOwn(LIMIT_RANGES, name))
      return err(
        `--limit ${text}: write --limit wideFold=20; the limits are ${Object.keys(LIMIT_RANGES).join(', ')}`,
      )
    if (Number.isNaN(value)) return err(`--limit ${text}: not a number`)
    found[name] = value
  }
  const problem = findInvalidLimit(found)
  return problem === null ? ok(found) : err(`--limit: ${problem}`)
}

/** Numbers separated by commas, each accepted. */
export function readNumbers(
  texts: readonly string[],
  option: string,
  { words, accepts }: { readonly words: string; accepts(value: number): boolean },
): Result<readonly number[], string> {
  const values = texts.flatMap((text) => text.split(',').map(parseCellNumber))
  if (values.some((value) => Number.isNaN(value) || !accepts(value)))
    return err(`${option} ${texts.join(' ')}: ${words}`)
  return ok([...new Set(values)])
}

/** One of some words, or null where nothing was said. */
export function readWord<Word extends string>(
  text: string | undefined,
  words: readonly Word[],
  option: string,
): Result<Word | null, string> {
  if (text === undefined) return ok(null)
  const found = words.find((word) => word === text)
  return found === undefined ? err(`${option} "${text}": one of ${words.join(', ')}`) : ok(found)
}

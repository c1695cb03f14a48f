import { type EquationProblem, problem } from './problem.ts'

const LONGEST = 2000
/** Open parentheses at once. */
const DEEPEST = 60

/** What other notations use, and how it is written here. */
const INSTEAD: Readonly<Record<string, string>> = {
  '=': 'Write the right-hand side alone: an equation assigns nothing.',
  '[': 'Use round brackets.',
  ']': 'Use round brackets.',
  '{': 'Use round brackets.',
  '}': 'Use round brackets.',
  ';': 'Write one expression.',
  '×': 'Write * to multiply.',
  '·': 'Write * to multiply.',
  '÷': 'Write / to divide.',
  '−': 'Write - for minus.',
  '²': 'Write ^2.',
  '³': 'Write ^3.',
  '"': 'Names are written without quotes.',
  "'": 'Names are written without quotes.',
  '?': 'Conditions are not available; min and max are.',
  '<': 'Comparisons are not available; min and max are.',
  '>': 'Comparisons are not available; min and max are.',
  '%': 'Write /100 for percent.',
}

/**
 * Refuses what no equation has before anything parses it: only letters, digits, points within numbers, + − * / ^, commas
 * and round brackets go on. That leaves no way to write a property, an assignment, a string or a second statement.
 */
export function findBadText(text: string): EquationProblem | null {
  if (text.trim() === '') return problem('empty', null, 'There is no equation. Write one, such as a + b*x.')
  if (text.length > LONGEST) {
    return problem('too-long', LONGEST, `An equation has at most ${LONGEST} characters. Shorten it.`)
  }
  const odd = /[^A-Za-z0-9_.+\-*/^(), \t\r\n]/u.exec(text)
  if (odd) {
    const [sign] = odd
    const advice = INSTEAD[sign] ?? 'Use letters, digits, + - * / ^ , and round brackets.'
    return problem(
      'unexpected-character',
      odd.index,
      `“${sign}” at character ${odd.index + 1} has no meaning here. ${advice}`,
    )
  }
  return findBadPoint(text) ?? findBadBrackets(text)
}

/** A point belongs to a number; after a name it would be a property. */
function findBadPoint(text: string): EquationProblem | null {
  const found = /(?<![0-9])\.(?![0-9])|(?<=[A-Za-z_][A-Za-z0-9_]*)\.|\)\s*\.|\.\s*[A-Za-z_]/u.exec(
    // 1.e5 and 2.5E-3 are numbers.
    text.replaceAll(/\b[0-9]+\.?[0-9]*[eE][+-]?[0-9]+/gu, (number) => '0'.repeat(number.length)),
  )
  if (!found) return null
  return problem(
    'unexpected-character',
    found.index,
    `The point at character ${found.index + 1} is not inside a number. Properties cannot be read.`,
  )
}

function findBadBrackets(text: string): EquationProblem | null {
  const open: number[] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open.push(i)
    if (open.length > DEEPEST) {
      return problem('too-deep', i, `More than ${DEEPEST} brackets are open at once. Simplify the equation.`)
    }
    if (text[i] === ',' && open.length === 0) {
      return problem(
        'unexpected-character',
        i,
        `The comma at character ${i + 1} parts two expressions. Decimals have a point.`,
      )
    }
    if (text[i] === ')' && open.pop() === undefined) {
      return problem('incomplete', i, `The bracket at character ${i + 1} closes nothing. Remove it.`)
    }
  }
  const [first] = open.slice(-1)
  if (first === undefined) return null
  return problem('incomplete', first, `The bracket at character ${first + 1} is never closed. Add a ).`)
}

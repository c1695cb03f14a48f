import type * as z from 'zod'
import { variantsOf } from '../fit/models/table.ts'
import type { Constraint, Constraints } from '../fit/types.ts'
import { err, ok, type Result } from '../result.ts'
import { HeadlessRequest } from './request-schema.ts'
import type { InvalidResult } from './result-schema.ts'

/** A line that says what to fit, or what to answer to one that does not. */
export function readRequest(line: string, lineNumber: number): Result<HeadlessRequest, InvalidResult> {
  let raw: unknown
  try {
    raw = JSON.parse(line)
  } catch (error) {
    return err(invalid(null, `line ${lineNumber} is no JSON: ${wordsOf(error)}`))
  }
  const id = idOf(raw)
  const parsed = HeadlessRequest.safeParse(raw)
  if (!parsed.success) return err(invalid(id, issuesText(parsed.error.issues)))
  const problem = foreignParameter(parsed.data)
  return problem === null ? ok(parsed.data) : err(invalid(id, problem))
}

export function invalid(id: InvalidResult['id'], reason: string): InvalidResult {
  return { id, status: 'invalid', reason }
}

/** The id of a request that may be wrong in any other way. */
export function idOf(raw: unknown): InvalidResult['id'] {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null
  const { id } = raw
  return typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)) ? id : null
}

/** The constraints in the engine's words. */
export function constraintsOf({ constraints = {} }: HeadlessRequest): Constraints {
  const entries = Object.entries(constraints).map(([name, one]): [string, Constraint] => {
    if (one?.fixed !== undefined) return [name, { kind: 'fixed', value: one.fixed }]
    return [name, { kind: 'bounded', lower: one?.min ?? null, upper: one?.max ?? null }]
  })
  return { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE, ...Object.fromEntries(entries) }
}

const FREE = { kind: 'free' } as const

/** A parameter that the model lacks would be ignored, and something else fitted than was asked for. */
function foreignParameter(request: HeadlessRequest): string | null {
  const own = (variantsOf(request.model, constraintsOf(request))[0]?.parameters ?? []).map(({ name }) => name)
  const refuse = (path: string) => `${path}: the model ${request.model} has only ${own.join(', ')}`
  for (const name of Object.keys(request.constraints ?? {})) {
    if (!own.some((one) => one === name)) return refuse(`constraints.${name}`)
  }
  const at = (request.shared ?? []).findIndex((name) => !own.includes(name))
  return at < 0 ? null : refuse(`shared[${at}]`)
}

const MOST_ISSUES = 3

/** "dose[3]: expected number, received string; constraints: unknown "ec50""; says how many more there are. */
function issuesText(issues: readonly z.core.$ZodIssue[]): string {
  const said = issues.slice(0, MOST_ISSUES).map((issue) => {
    const path = pathText(issue.path)
    return path === '' ? issueText(issue) : `${path}: ${issueText(issue)}`
  })
  const more = issues.length - said.length
  return said.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const hint = issue.keys.includes('ec50') ? '; the EC50 is "logEc50", log10 of the dose' : ''
    return `unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}${hint}`
  }
  if (issue.code === 'invalid_union') return 'expected a string or a number'
  return issue.message.replace(/^Invalid input: /, '').replace(/^Invalid option: /, '')
}

/** `constraints.hill.min`, `dose[3]` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

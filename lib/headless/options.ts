import { parseArgs } from 'node:util'
import type {
  Constraint,
  CovarianceKind,
  Loss,
  ModelName,
  ParameterName,
  VerdictLimits,
  Weighting,
} from '../fit/types.ts'
import { err, ok, type Result } from '../result.ts'
import { readConstraints, readLimits, readNumbers, readWord } from './option-values.ts'
import { readNormalisation } from './normalisation-options.ts'
import { type ExcludedRows, readExclusions } from './read-exclusions.ts'
import type { WantedColumns } from './choose-mapping.ts'
import type { WantedNormalisation } from './choose-normalisation.ts'
import { MODEL_NAMES } from '../workbench/models.ts'
import { BUILT_IN_POLICIES } from '../workbench/policies.ts'

/** What the command line asks for. Paths are as written; `-` is the standard input. */
export type Options = HelpOptions | LineOptions | TableOptions

export interface HelpOptions {
  readonly kind: 'help'
}

export interface LineOptions extends Streams {
  readonly kind: 'lines'
}

export interface TableOptions extends Streams {
  readonly kind: 'table'
  readonly columns: WantedColumns
  /** One that comes with Halfmax. */
  readonly policy: string
  /** Path of a policy that the page has exported, in place of those; or null. */
  readonly policyFile: string | null
  /** Null: as measured, or what the policy says. */
  readonly normalisation: WantedNormalisation | null
  /** Null: the policy's. */
  readonly model: ModelName | null
  readonly constraints: Readonly<Partial<Record<ParameterName, Constraint>>>
  readonly shared: readonly string[]
  readonly loss: Exclude<Loss, 'binomial'>
  readonly weighting: Weighting
  readonly interval: 'profile' | 'wald' | 'bootstrap'
  readonly hasOutlierProposal: boolean
  /** Null: the policy's. */
  readonly foldLimit: number | null
  /** Over those of the policy. */
  readonly limits: Partial<VerdictLimits>
  readonly level: number | null
  readonly covariance: CovarianceKind | null
  readonly effects: readonly number[]
  readonly absoluteLevels: readonly number[]
  readonly excluded: readonly ExcludedRows[]
  readonly seed: number
  /** What the columns "source data frame" and "source analysis" say. */
  readonly name: string | null
  readonly analysis: string
}

interface Streams {
  readonly input: string
  /** Null: the standard output. */
  readonly out: string | null
  /** Null: one per core. */
  readonly workers: number | null
  readonly isQuiet: boolean
}

const TEXT = { type: 'string' } as const
const TEXTS = { type: 'string', multiple: true } as const
const FLAG = { type: 'boolean' } as const

const STREAM_FLAGS = {
  jsonl: FLAG,
  help: { ...FLAG, short: 'h' },
  out: TEXT,
  workers: TEXT,
  quiet: FLAG,
} as const
const TABLE_FLAGS = {
  dose: TEXT,
  response: TEXTS,
  group: TEXTS,
  'no-group': FLAG,
  'dose-unit': TEXT,
  'response-unit': TEXT,
  policy: TEXT,
  'policy-file': TEXT,
  normalise: TEXT,
  controls: TEXT,
  negative: TEXTS,
  positive: TEXTS,
  per: TEXT,
  centre: TEXT,
  model: TEXT,
  fix: TEXTS,
  bound: TEXTS,
  share: TEXTS,
  loss: TEXT,
  weighting: TEXT,
  interval: TEXT,
  outliers: FLAG,
  'fold-limit': TEXT,
  limit: TEXTS,
  level: TEXT,
  covariance: TEXT,
  ec: TEXTS,
  abs: TEXTS,
  exclude: TEXTS,
  seed: TEXT,
  name: TEXT,
  analysis: TEXT,
} as const

const LOSSES = ['squares', 'huber', 'tukey', 'lorentz'] as const
const WEIGHTINGS = ['none', '1/y', '1/y2'] as const
const INTERVALS = ['profile', 'wald', 'bootstrap'] as const
const COVARIANCES = ['expected', 'observed'] as const
const POLICIES = BUILT_IN_POLICIES.map(({ name }) => name)

/** @returns the options, or what is wrong with them in words. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const parsed = parse(args)
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  if (values.help === true) return ok({ kind: 'help' })
  if (positionals.length > 1) return err(`one input at a time, not ${positionals.join(', ')}`)
  const workers = values.workers === undefined ? ok(null) : readWhole(values.workers, '--workers', 1)
  if (!workers.ok) return workers
  const [named] = positionals
  const streams = { out: values.out ?? null, workers: workers.value, isQuiet: values.quiet === true }
  if (values.jsonl === true) {
    const foreign = Object.keys(TABLE_FLAGS).find((name) => name in values)
    if (foreign !== undefined)
      return err(`--${foreign} is for tables: with --jsonl every line says how it is fitted`)
    return ok({ kind: 'lines', input: named ?? '-', ...streams })
  }
  if (named === undefined) return err('name a table (or - for the standard input), or say --jsonl')
  const table = readTableOptions(values)
  return table.ok ? ok({ kind: 'table', input: named, ...streams, ...table.value }) : table
}

type Values = ReturnType<typeof parseStrictly>['values']

function parseStrictly(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { ...STREAM_FLAGS, ...TABLE_FLAGS },
    allowPositionals: true,
    strict: true,
  })
}

function parse(args: readonly string[]): Result<ReturnType<typeof parseStrictly>, string> {
  try {
    return ok(parseStrictly(args))
  } catch (error) {
    // parseArgs throws for what a person typed; its sentence says which option.
    return err(error instanceof Error ? error.message : String(error))
  }
}

function readTableOptions(values: Values): Result<Omit<TableOptions, keyof Streams | 'kind'>, string> {
  const constraints = readConstraints(values.fix ?? [], values.bound ?? [])
  if (!constraints.ok) return constraints
  const excluded = readExclusions(values.exclude ?? [])
  if (!excluded.ok) return excluded
  const model = readWord(values.model, MODEL_NAMES, '--model')
  if (!model.ok) return model
  const loss = readWord(values.loss, LOSSES, '--loss')
  if (!loss.ok) return loss
  const weighting = readWord(values.weighting, WEIGHTINGS, '--weighting')
  if (!weighting.ok) return weighting
  const interval = readWord(values.interval, INTERVALS, '--interval')
  if (!interval.ok) return interval
  const covariance = readWord(values.covariance, COVARIANCES, '--covariance')
  if (!covariance.ok) return covariance
  const policy = readWord(values.policy, POLICIES, '--policy')
  if (!policy.ok) return policy
  if (policy.value !== null && values['policy-file'] !== undefined)
    return err('--policy-file: the policy is named by --policy already')
  const normalisation = readNormalisation(values)
  if (!normalisation.ok) return normalisation
  const level = readNumbers([values.level ?? []].flat(), '--level', {
    words: 'a number between 0 and 1, as 0.95',
    accepts: (value) => value > 0 && value < 1,
  })
  if (!level.ok) return level
  const foldLimit = readNumbers([values['fold-limit'] ?? []].flat(), '--fold-limit', {
    words: 'a number, 1 or more',
    accepts: (value) => value >= 1,
  })
  if (!foldLimit.ok) return foldLimit
  const limits = readLimits(values.limit ?? [])
  if (!limits.ok) return limits
  const effects = readNumbers(values.ec ?? [], '--ec', {
    words: 'percentages between 0 and 100, as 10,50,90',
    accepts: (value) => value > 0 && value < 100,
  })
  if (!effects.ok) return effects
  const absoluteLevels = readNumbers(values.abs ?? [], '--abs', {
    words: 'responses, as 50',
    accepts: () => true,
  })
  if (!absoluteLevels.ok) return absoluteLevels
  const seed = readWhole(values.seed ?? '1', '--seed', 0)
  if (!seed.ok) return seed
  return ok({
    columns: columnsOf(values),
    policy: policy.value ?? 'free',
    policyFile: values['policy-file'] ?? null,
    normalisation: normalisation.value,
    model: model.value,
    constraints: constraints.value,
    shared: (values.share ?? []).flatMap((names) => names.split(',').map((name) => name.trim())),
    loss: loss.value ?? 'squares',
    weighting: weighting.value ?? 'none',
    interval: interval.value ?? 'profile',
    hasOutlierProposal: values.outliers === true,
    foldLimit: foldLimit.value[0] ?? null,
    limits: limits.value,
    level: level.value[0] ?? null,
    covariance: covariance.value,
    effects: effects.value,
    absoluteLevels: absoluteLevels.value,
    excluded: excluded.value,
    seed: seed.value,
    name: values.name ?? null,
    analysis: values.analysis ?? '',
  })
}

function columnsOf(values: Values): WantedColumns {
  return {
    dose: values.dose ?? null,
    responses: values.response ?? [],
    groups: values['no-group'] === true ? [] : (values.group ?? null),
    doseUnit: values['dose-unit'] ?? null,
    responseUnit: values['response-unit'] ?? null,
  }
}

function readWhole(text: string, option: string, least: number): Result<number, string> {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least && text.trim() !== '') return ok(value)
  return err(`${option} "${text}": a whole number, ${least} or more`)
}

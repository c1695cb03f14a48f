import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, Potency, VerdictLimits } from '../fit/types.ts'
import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import { formatNumber, MINUS, MISSING, withUnit } from '../format/format-number.ts'
import { formatLevel, formatLimits, formatPotency, limitsIn } from '../format/format-potency.ts'
import { isLogDose, isSlope, parameterTitle, shortConstraint, unitOf } from './constraint-text.ts'
import { limitsText } from './limit-words.ts'
import { modelTitle } from './models.ts'
import { policyTitle } from './policies.ts'
import { isSameJson } from './same-json.ts'
import {
  activePolicy,
  effectiveConstraints,
  includedPoints,
  limitsOfCurve,
  modelOfCurve,
} from './selectors.ts'
import type { Work } from './types.ts'
import { VERDICT_BADGES } from './verdict-words.ts'

/** One line of the table: texts with units; `change` is a fold (`×1.15`) or a difference, `''` where it says nothing. */
export interface BeforeAfterRow {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly change: string
}

interface Names {
  readonly potency: 'IC50' | 'EC50'
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
  /** Confidence levels of the two, e.g. 0.95. */
  readonly levels: readonly [number, number]
}

/** Potency, interval, verdict, then parameter by parameter, then residual SD and wells: what was, what is, how far apart. */
export function beforeAfterRows(before: CurveFit, after: CurveFit, names: Names): readonly BeforeAfterRow[] {
  const unit = sharedUnit(before.relative, after.relative, names.doseUnit)
  return [
    potencyRow(before, after, { ...names, unit }),
    {
      name: intervalTitle(names.levels),
      before: intervalText(before.relative, names.doseUnit, unit),
      after: intervalText(after.relative, names.doseUnit, unit),
      change: '',
    },
    {
      name: 'verdict',
      before: VERDICT_BADGES[before.relative.verdict.kind].toLowerCase(),
      after: VERDICT_BADGES[after.relative.verdict.kind].toLowerCase(),
      change: before.relative.verdict.kind === after.relative.verdict.kind ? '' : 'changed',
    },
    ...parameterRows(before, after, names),
    numberRow('residual SD', [before.sigma, after.sigma], { unit: names.responseUnit, isFold: true }),
    {
      name: 'wells',
      before: String(before.n),
      after: String(after.n),
      change: signed(after.n - before.n, ''),
    },
  ]
}

function intervalTitle([before, after]: Names['levels']): string {
  const title = `${formatLevel(before)} CI`
  return before === after ? title : `${title}, now ${formatLevel(after)}`
}

/** What was changed between the two, each in a few words: "bottom: free, now fixed 0", "2 wells out: row 5, 11". */
export function changesBetween(before: Work, after: Work, curve: CurveData): readonly string[] {
  const [was, is] = [modelOfCurve(before, curve.id), modelOfCurve(after, curve.id)]
  const [oldPolicy, newPolicy] = [activePolicy(before), activePolicy(after)]
  return [
    ...(isSameJson(oldPolicy, newPolicy)
      ? []
      : [`policy: ${policyTitle(oldPolicy)}, now ${policyTitle(newPolicy)}`]),
    ...(was === is ? [] : [`model: ${modelTitle(was)}, now ${modelTitle(is)}`]),
    ...constraintChanges(before, after, curve.id),
    ...wellChanges(before, after, curve),
    ...(isSameJson(methodAlone(before), methodAlone(after)) ? [] : ['fit method']),
    ...limitChanges(before, after, curve.id),
    ...(before.mapping.doseUnit === after.mapping.doseUnit
      ? []
      : [`dose unit: now ${after.mapping.doseUnit}`]),
  ]
}

function constraintChanges(before: Work, after: Work, curveId: string): readonly string[] {
  const [was, is] = [effectiveConstraints(before, curveId), effectiveConstraints(after, curveId)]
  return [...is].flatMap(([name, { constraint }]) => {
    const earlier = was.get(name)?.constraint
    if (earlier === undefined) return []
    const [from, to] = [shortConstraint(name, earlier), shortConstraint(name, constraint)]
    return from === to ? [] : [`${parameterTitle(name)}: ${from}, now ${to}`]
  })
}

function limitChanges(before: Work, after: Work, curveId: string): readonly string[] {
  const [was, is] = [limitsOfCurve(before, curveId), limitsOfCurve(after, curveId)]
  const said = (limits: Partial<VerdictLimits>) => limitsText(limits) || 'the usual limits'
  return isSameJson(was, is) ? [] : [`verdict: ${said(was)}, now ${said(is)}`]
}

/** Its lines of the verdict are told apart, curve by curve. */
function methodAlone({ method }: Work): object {
  return { ...method, limits: null }
}

function wellChanges(before: Work, after: Work, curve: CurveData): readonly string[] {
  const [was, is] = [includedPoints(before, curve), includedPoints(after, curve)]
  const rowsWhere = (holds: (i: number) => boolean) => Array.from(curve.rows).filter((_, i) => holds(i))
  const said = (rows: readonly number[], where: string) =>
    rows.length === 0
      ? []
      : [
          `${rows.length} ${rows.length === 1 ? 'well' : 'wells'} ${where}: row ${rows.map((row) => row + 1).join(', ')}`,
        ]
  return [
    ...said(
      rowsWhere((i) => was[i] === true && is[i] === false),
      'out',
    ),
    ...said(
      rowsWhere((i) => was[i] === false && is[i] === true),
      'back in',
    ),
  ]
}

function sharedUnit(before: Potency, after: Potency, unit: DoseUnit): DoseUnit {
  const logDose = after.logDose ?? before.logDose
  return logDose === null ? unit : chooseDoseUnit(10 ** logDose, unit)
}

function potencyRow(
  before: CurveFit,
  after: CurveFit,
  { potency, doseUnit, unit }: Names & { readonly unit: DoseUnit },
): BeforeAfterRow {
  const [was, is] = [before.relative, after.relative]
  const areValues = was.qualifier === '=' && is.qualifier === '='
  const isFoldKnown = areValues && was.logDose !== null && is.logDose !== null
  return {
    name: `${potency} (relative)`,
    before: formatPotency({ ...was, unit: doseUnit }, unit).text,
    after: formatPotency({ ...is, unit: doseUnit }, unit).text,
    // No fold is made of a limit.
    change: isFoldKnown ? `×${formatNumber(10 ** ((is.logDose ?? 0) - (was.logDose ?? 0)))}` : '',
  }
}

function intervalText({ interval, qualifier }: Potency, from: DoseUnit, to: DoseUnit): string {
  return interval === null || qualifier !== '=' ? MISSING : formatLimits(limitsIn(interval, from, to))
}

/** The midpoint stands above as the potency, with its qualifier; other doses are shown as log10, as they are no potency. */
function parameterRows(before: CurveFit, after: CurveFit, names: Names): readonly BeforeAfterRow[] {
  const all = [...before.parameters, ...after.parameters].map(({ name }) => name)
  return [...new Set(all)]
    .filter((name) => name !== 'logEc50')
    .map((name) => {
      const [was, is] = [before, after].map(
        ({ parameters }) => parameters.find((one) => one.name === name)?.estimate ?? null,
      )
      const title = parameterTitle(name, names.potency)
      return numberRow(isLogDose(name) ? `log10 ${title}` : title, [was ?? null, is ?? null], {
        unit: isLogDose(name) ? '' : unitOf(name, names),
        isFold: isSlope(name) || name === 'asymmetry',
      })
    })
}

function numberRow(
  name: string,
  [before, after]: readonly [number | null, number | null],
  { unit, isFold }: { readonly unit: string; readonly isFold: boolean },
): BeforeAfterRow {
  const shown = unit === 'fraction' ? '' : unit
  const say = (value: number | null) => withUnit(formatNumber(value), value === null ? '' : shown)
  const isKnown = before !== null && after !== null
  const ratio = isKnown && before !== 0 ? after / before : Number.NaN
  const change = !isKnown
    ? ''
    : isFold && ratio > 0
      ? `×${formatNumber(ratio)}`
      : signed(after - before, shown)
  return { name, before: say(before), after: say(after), change }
}

function signed(difference: number, unit: string): string {
  if (difference === 0) return ''
  const size = Number.isInteger(difference)
    ? String(Math.abs(difference))
    : formatNumber(Math.abs(difference), 2)
  return withUnit(`${difference < 0 ? MINUS : '+'}${size}`, unit)
}

import type { Equivalence } from '../fit/joint/parallelism.ts'
import { equivalences, type ComparedCurve, type ComparisonResult } from '../workbench/comparison-result.ts'
import { uniqueHeaders, withUnit } from './headers.ts'
import { outputLabel } from './output-figure.ts'
import { finite, potencyCells, type PotencyCells } from './potency-cells.ts'
import type { Cell, OutputContext, OutputTable } from './types.ts'

interface Column {
  readonly header: string
  cell(curve: ComparedCurve): Cell
}

/**
 * One row per compared curve, the reference first: midpoint and relative potency of the fit of all together, and the
 * three differences with their 90 % limits and what counts as equal. No row where nothing is compared.
 *
 * @returns full precision; ratios and shares of the reference's span as they are, not in %.
 */
export function comparisonTable(context: OutputContext): OutputTable {
  const { comparison } = context
  if (!comparison) return { headers: [], rows: [] }
  const columns = [
    ...nameColumns(context, comparison),
    ...potencyColumns(context, comparison),
    ...relativeColumns(),
    ...equivalenceColumns(comparison),
    ...fitColumns(context, comparison),
  ]
  return {
    headers: uniqueHeaders(columns.map(({ header }) => header)),
    rows: comparison.curves.map((curve) => columns.map(({ cell }) => cell(curve))),
  }
}

function nameColumns(context: OutputContext, { curves }: ComparisonResult): Column[] {
  const nameOf = ({ id, label }: ComparedCurve): string => {
    const fitted = context.curves.find(({ curve }) => curve.id === id)
    return fitted ? outputLabel(context.curves, fitted) : label
  }
  const [reference] = curves
  return [
    { header: 'curve', cell: nameOf },
    { header: 'reference', cell: () => (reference ? nameOf(reference) : null) },
    { header: 'role', cell: ({ isReference }) => (isReference ? 'reference' : 'test') },
  ]
}

function potencyColumns({ curves }: OutputContext, { df }: ComparisonResult): Column[] {
  const [first] = curves
  const unit = first === undefined || first.doseUnit === 'unknown' ? null : first.doseUnit
  const title = `${first?.potencyName ?? 'IC50'} relative, joint fit`
  const cells = ({ potency }: ComparedCurve): PotencyCells =>
    potencyCells(
      {
        ...potency,
        kind: 'relative',
        logRoot: potency.logDose,
        logStandardError: null,
        verdict: { kind: 'reportable', rule: 'reportable', text: '' },
      },
      df,
    )
  return [
    { header: withUnit(title, unit), cell: (curve) => cells(curve).value },
    { header: `${title} qualifier`, cell: (curve) => cells(curve).qualifier },
    { header: withUnit(`${title} limit`, unit), cell: (curve) => cells(curve).limit },
    { header: withUnit(`${title} CI lower`, unit), cell: (curve) => cells(curve).lower },
    { header: withUnit(`${title} CI upper`, unit), cell: (curve) => cells(curve).upper },
    { header: `${title} CI method`, cell: (curve) => cells(curve).method },
  ]
}

function relativeColumns(): Column[] {
  const linear = (log: number | null | undefined) => (log == null ? null : finite(10 ** log))
  return [
    { header: 'relative potency', cell: ({ relative }) => finite(relative?.ratio ?? null) },
    { header: 'relative potency std', cell: ({ relative }) => finite(relative?.standardError ?? null) },
    { header: 'relative potency CI lower', cell: ({ relative }) => linear(relative?.interval.lower) },
    { header: 'relative potency CI upper', cell: ({ relative }) => linear(relative?.interval.upper) },
    { header: 'relative potency reason', cell: ({ relativeProblem }) => relativeProblem },
  ]
}

const TITLES = { hill: 'slope ratio', bottom: 'bottom difference', top: 'top difference' } as const

function equivalenceColumns({ comparison: { limits } }: ComparisonResult): Column[] {
  const names = ['hill', 'bottom', 'top'] as const
  const found = ({ parallelism }: ComparedCurve, name: (typeof names)[number]): Equivalence | null =>
    (parallelism && equivalences(parallelism).find((one) => one.name === name)?.found) ?? null
  return [
    { header: 'parallelism', cell: ({ parallelism }) => parallelism?.verdict ?? null },
    { header: 'parallelism reason', cell: ({ parallelismProblem }) => parallelismProblem },
    ...names.flatMap((name): Column[] => [
      { header: TITLES[name], cell: (curve) => finite(found(curve, name)?.estimate ?? null) },
      { header: `${TITLES[name]} 90 % lower`, cell: (curve) => finite(found(curve, name)?.lower ?? null) },
      { header: `${TITLES[name]} 90 % upper`, cell: (curve) => finite(found(curve, name)?.upper ?? null) },
      {
        header: `${TITLES[name]} limits`,
        cell: ({ isReference }) => (isReference ? null : `${limits[name][0]} to ${limits[name][1]}`),
      },
    ]),
  ]
}

function fitColumns(context: OutputContext, result: ComparisonResult): Column[] {
  const { comparison, model, level, n, df, sigma, unequalVariances, warnings, notes } = result
  const remarks = [...warnings, ...notes].join(' ')
  return [
    { header: 'shared', cell: () => comparison.shared.join('; ') || null },
    { header: 'model', cell: () => model },
    { header: 'CI level', cell: () => level },
    { header: 'points used', cell: () => n },
    { header: 'degrees of freedom', cell: () => df },
    { header: 'residual SD', cell: () => finite(sigma) },
    { header: 'variance ratio from 4', cell: () => finite(unequalVariances?.ratio ?? null) },
    { header: 'remarks', cell: () => remarks || null },
    { header: 'source analysis', cell: () => context.analysisId || null },
    { header: 'source data frame', cell: () => context.frameName || null },
    { header: 'Halfmax version', cell: () => context.version || null },
  ]
}

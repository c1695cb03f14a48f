import { buildCurves } from '../data-frame/build-curves.ts'
import { displayHeaders } from '../data-frame/display-headers.ts'
import type { ColumnMapping, CurveData, DataFrame } from '../data-frame/types.ts'
import type { FitRequest, ModelName, ParameterName } from '../fit/types.ts'
import { counted } from '../format/format-number.ts'
import type { FitOfCurve } from '../outputs/fitted-curve.ts'
import { onTable } from '../plates/named-normalisation.ts'
import { normaliseFrame } from '../plates/normalise-frame.ts'
import type { Normalisation } from '../plates/types.ts'
import { err, ok, type Result } from '../result.ts'
import { initialWork } from '../workbench/initial-work.ts'
import { parametersOf } from '../workbench/models.ts'
import { normalisationText } from '../workbench/normalisation-text.ts'
import { normalising } from '../workbench/normalising.ts'
import { pointKey } from '../workbench/point-key.ts'
import { builtInPolicy } from '../workbench/policies.ts'
import { curveRequest } from '../workbench/selectors.ts'
import type { FitMethod, Policy, Work } from '../workbench/types.ts'
import { USUAL_METHOD } from '../workbench/usual-method.ts'
import { chooseMapping } from './choose-mapping.ts'
import { chooseNormalisation } from './choose-normalisation.ts'
import type { TableOptions } from './options.ts'
import { exclusionsOf } from './read-exclusions.ts'

/** What to fit of a table: the curves of the page for the same choices, each with the request that the page would make. */
export interface TablePlan {
  readonly frame: DataFrame
  readonly work: Work
  readonly curves: readonly CurveData[]
  readonly requests: readonly PlannedFit[]
  /** Parameters with one value for all curves; then they are fitted in one. */
  readonly shared: readonly ParameterName[]
}

export interface PlannedFit extends Omit<FitOfCurve, 'fit'> {
  readonly request: FitRequest
}

/** @param own  a policy of a person's own, which then holds in place of those of Halfmax */
export function planTable(
  measured: DataFrame,
  options: TableOptions,
  own: Policy | null = null,
): Result<TablePlan, string> {
  const mapping = chooseMapping(measured, options.columns)
  if (!mapping.ok) return mapping
  const policy = own ?? builtInPolicy(options.policy)
  const foreign = findForeign(options, policy?.model ?? 'logistic4')
  if (foreign !== null) return err(foreign)
  const exclusions = exclusionsOf(options.excluded, measured, mapping.value)
  if (!exclusions.ok) return exclusions
  const normalisation = normalisationOf(measured, mapping.value, { options, own })
  if (!normalisation.ok) return normalisation
  const { model, constraints } = options
  const settings = { constraints, ...(model !== null && { model }) }
  const bare: Work = {
    ...initialWork({ mapping: mapping.value }),
    isMappingConfirmed: true,
    policy: policy?.name ?? 'free',
    policies: own ? { [own.name]: own } : {},
    method: methodOf(options, policy?.method ?? USUAL_METHOD),
    exclusions: Object.fromEntries(exclusions.value.map((exclusion) => [pointKey(exclusion), exclusion])),
  }
  const scaled = normalisation.value === null ? bare : normalising(bare, normalisation.value)
  const frame = normalisedFrame(measured, scaled)
  const curves = buildCurves(frame, scaled.mapping)
  const work: Work = { ...scaled, curves: Object.fromEntries(curves.map(({ id }) => [id, settings])) }
  const requests = curves.map((curve): PlannedFit => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return { curve, isIncluded, request: { ...request, ...overrides(options) } }
  })
  // Each is one of the model's own: a foreign one has been refused.
  return ok({ frame, work, curves, requests, shared: options.shared as readonly ParameterName[] })
}

/** What was asked for, else what the policy says; a policy whose controls the table lacks is an error. */
function normalisationOf(
  frame: DataFrame,
  mapping: ColumnMapping,
  { options, own }: { readonly options: TableOptions; readonly own: Policy | null },
): Result<Omit<Normalisation, 'rawUnit'> | null, string> {
  if (options.normalisation !== null) return chooseNormalisation(frame, mapping, options.normalisation)
  const said = own?.normalisation
  if (said === undefined || said === 'as-measured') return ok(null)
  return onTable(said, frame, { layout: null, mapping })
}

/** As the fits see it. Control wells that are left out take no part in what others are set against. */
function normalisedFrame(frame: DataFrame, { normalisation, mapping, exclusions }: Work): DataFrame {
  if (normalisation === null) return frame
  return normaliseFrame(frame, {
    normalisation,
    responses: mapping.responses,
    isLeftOut: (row, responseColumn) => Object.hasOwn(exclusions, pointKey({ row, responseColumn })),
  })
}

/** The policy's method, and over it what was asked for otherwise. */
function methodOf(options: TableOptions, base: FitMethod): FitMethod {
  const { loss, weighting, interval, hasOutlierProposal, foldLimit } = options
  return {
    ...base,
    loss: loss === USUAL_METHOD.loss ? base.loss : loss,
    weighting: weighting === USUAL_METHOD.weighting ? base.weighting : weighting,
    interval: interval === USUAL_METHOD.interval ? base.interval : interval,
    hasOutlierProposal: hasOutlierProposal || base.hasOutlierProposal,
    foldLimit: foldLimit ?? base.foldLimit,
    limits: { ...base.limits, ...options.limits },
  }
}

/** What the page takes from the policy, or does not ask for. */
function overrides({ level, covariance, effects, absoluteLevels, seed }: TableOptions): Partial<FitRequest> {
  return {
    ...(level !== null && { level }),
    ...(covariance !== null && { covariance }),
    ...(effects.length > 0 && { effects }),
    ...(absoluteLevels.length > 0 && { absoluteLevels }),
    seed,
  }
}

/** What the model lacks, or a joint fit does not do, would be ignored, and something else fitted than was asked for. */
function findForeign(
  { model, constraints, shared, loss, weighting }: TableOptions,
  ofPolicy: ModelName,
): string | null {
  const name = model ?? ofPolicy
  const own = parametersOf(name, constraints).map((spec) => spec.name)
  const isForeign = (one: string) => !own.some((ownName) => ownName === one)
  const foreign = [...Object.keys(constraints), ...shared].find(isForeign)
  if (foreign !== undefined) return `${foreign}: the model ${name} has only ${own.join(', ')}`
  const isPlain = loss === 'squares' && weighting === 'none'
  return shared.length === 0 || isPlain
    ? null
    : '--share: curves are fitted together by plain least squares alone'
}

/** Two lines for the person at the terminal: which columns were taken for what, and what could not be read. */
export function describePlan({ frame, work, curves }: TablePlan): readonly string[] {
  const { mapping, normalisation } = work
  const headers = displayHeaders(frame.columns)
  const name = (index: number | null) => `"${index === null ? '' : (headers[index] ?? '')}"`
  const unit = mapping.doseUnit === 'unknown' ? 'unit unknown' : mapping.doseUnit
  const samples =
    mapping.groups.length === 0 ? 'one sample' : `samples by ${mapping.groups.map(name).join(', ')}`
  const responses = mapping.responses.map(name).join(', ')
  const scale = mapping.responseUnit === '' ? 'no unit' : mapping.responseUnit
  return [
    `dose ${name(mapping.dose)} (${unit}), response ${responses} (${scale}), ${samples}: ${counted(curves.length, 'curve')}`,
    ...(normalisation ? [normalisationText(normalisation, frame)] : []),
    ...badCellLines(curves, mapping, name),
  ]
}

const MOST_CELLS = 5

/** Cells that hold something and no usable number; empty ones are simply not there. */
export function badCellsOf(curves: readonly CurveData[]): readonly CurveData['badCells'][number][] {
  const cells = curves.flatMap(({ badCells }) => badCells.filter(({ problem }) => problem !== 'empty'))
  return [...new Map(cells.map((cell) => [`${cell.row}:${cell.column}`, cell])).values()]
}

function badCellLines(
  curves: readonly CurveData[],
  mapping: ColumnMapping,
  name: (index: number) => string,
): readonly string[] {
  const cells = badCellsOf(curves)
  const lines = cells.slice(0, MOST_CELLS).map(({ row, column, text, problem }) => {
    const isDose = problem === 'negative-dose' || column === mapping.dose
    const why = isDose ? 'is no dose' : problem === 'no-controls' ? 'has no controls' : 'is no number'
    return `row ${row + 1}, ${name(column)}: "${text}" ${why}; the row is left out`
  })
  const more = cells.length - lines.length
  return more > 0 ? [...lines, `and ${counted(more, 'more cell')}`] : lines
}

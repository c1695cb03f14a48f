import { madeInPieces, type Pieces } from '../made-once.ts'
import { fnv1a } from '../workbench/fnv1a.ts'
import { USUAL } from './methods-text.ts'
import { outputLabel } from './output-figure.ts'
import type { PushedCurve, PushedSettings, PushedState } from './pushed-state.ts'
import type { FittedCurve, OutputContext } from './types.ts'

/** What outputs made of this context say of every curve, in the order of its curves. */
export const pushStateOf = madeInPieces(function* (context: OutputContext): Pieces<PushedState> {
  const places = new Map<string, number>()
  const settings: PushedSettings[] = []
  const curves: PushedCurve[] = []
  for (const fitted of context.curves) {
    const own = settingsOf(fitted, context)
    const key = JSON.stringify(own)
    const place = places.get(key) ?? settings.push(own) - 1
    places.set(key, place)
    curves.push(curveState(fitted, { label: outputLabel(context.curves, fitted), settings: place }))
    yield
  }
  return { ...(context.scope !== undefined && { scope: context.scope }), settings, curves }
})

function settingsOf(fitted: FittedCurve, { version, normalisation, answers }: OutputContext): PushedSettings {
  const { fit, constraintText, fittedBy = USUAL, level = 0.95, policyTitle } = fitted
  return {
    policy: policyTitle,
    constraints: constraintText === '' ? [] : constraintText.split(', '),
    fittedBy,
    covariance: fit.covariance?.kind ?? null,
    level,
    normalisation: normalisation?.text ?? null,
    reading: [...(answers ?? [])],
    version,
  }
}

function curveState(
  { curve, fit, isIncluded, doseUnit, potencyName = 'IC50', override, review }: FittedCurve,
  { label, settings }: Pick<PushedCurve, 'label' | 'settings'>,
): PushedCurve {
  const { logDose, qualifier, verdict } = fit.relative
  const isReported = logDose !== null && qualifier !== null && Number.isFinite(logDose)
  return {
    id: curve.id,
    label,
    potency: {
      name: potencyName,
      logDose: isReported ? logDose : null,
      qualifier: isReported ? qualifier : null,
      unit: doseUnit,
    },
    verdict: verdict.kind,
    override: override?.verdict ?? null,
    review: review?.state ?? 'unreviewed',
    interval: isReported ? (fit.relative.interval?.method ?? null) : null,
    settings,
    rowsOut: Array.from(curve.rows)
      .filter((_, i) => isIncluded[i] !== true)
      .toSorted((a, b) => a - b),
    points: pointsDigest(curve),
  }
}

/** Eight hex digits that stand for the points whatever their order. */
function pointsDigest({ rows, dose, response, censoring }: FittedCurve['curve']): string {
  let sum = 0
  rows.forEach((row, i) => {
    const at = [row, dose[i] ?? Number.NaN, response[i] ?? Number.NaN, censoring?.[i] ?? 0]
    sum = (sum + fnv1a(at.join())) >>> 0
  })
  return sum.toString(16).padStart(8, '0')
}

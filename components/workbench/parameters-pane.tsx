import { useMemo } from 'react'
import { controlMeans } from '@/lib/data-frame/control-means.ts'
import type { Constraint, ParameterName } from '@/lib/fit/types.ts'
import { includedRange, isOutside } from '@/lib/figure/figure-curve.ts'
import { figureDoseAxis, figureResponseAxis } from '@/lib/figure/geometry.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import {
  isLogDose,
  isSlope,
  parameterTitle,
  shortConstraint,
  unitOf,
} from '@/lib/workbench/constraint-text.ts'
import { doubtOf } from '@/lib/workbench/measured-parameter.ts'
import { BUILT_IN_POLICIES, policyTitle } from '@/lib/workbench/policies.ts'
import {
  activePolicy,
  effectiveConstraints,
  includedPoints,
  modelOfCurve,
} from '@/lib/workbench/selectors.ts'
import { FitMethodSection } from './fit-method-section.tsx'
import { useLateBench } from './handles/live-fit.ts'
import { OwnEnd } from './own-end.tsx'
import { ParameterPanel } from './parameter-panel.tsx'
import type { SetConstraint } from './parameter-row.tsx'
import type { ParameterView } from './parameter-view.ts'
import type { Bench } from './use-bench.ts'
import type { Figure } from './use-figure.ts'
import { useGestures } from './use-gestures.ts'

export function ParametersPane({ bench: atRest, figure }: { bench: Bench; figure: Figure }) {
  const bench = useLateBench(atRest)
  const { curve, work, dispatch } = bench
  const views = useParameterViews(bench, figure.input)
  const gestureKey = useGestures()
  if (!curve) return null
  const isPlainBell =
    modelOfCurve(work, curve.id) === 'bell' && views.every(({ name }) => name !== 'bottomSecond')
  const title = (name: ParameterName) => parameterTitle(name, bench.potencyName)
  const setConstraint: SetConstraint = (parameter, constraint, gesture) =>
    dispatch({
      kind: 'set-constraint',
      curveId: curve.id,
      parameter,
      constraint,
      label: `${title(parameter)} ${shortConstraint(parameter, constraint)}`,
      gesture: gesture === null ? null : gestureKey(`${curve.id}-${gesture}`),
    })
  return (
    <ParameterPanel
      curveLabel={curve.label}
      series={bench.seriesOf.get(curve.id) ?? 0}
      policy={work.policy}
      policies={[...BUILT_IN_POLICIES, ...Object.values(work.policies)].map((policy) => ({
        name: policy.name,
        title: policyTitle(policy),
      }))}
      views={views}
      isStale={bench.isStale}
      onPolicy={(policy) =>
        work.policies[policy]?.normalisation
          ? void import('./policies/take-own.ts').then(({ takeOwn }) => takeOwn(bench, policy))
          : dispatch({ kind: 'set-policy', policy })
      }
      onConstraint={setConstraint}
      onReset={(parameter) =>
        dispatch({
          kind: 'reset-constraint',
          curveId: curve.id,
          parameter,
          label: `return ${title(parameter)} to the policy`,
        })
      }
    >
      {isPlainBell && <OwnEnd onFree={() => setConstraint('bottomSecond', { kind: 'free' }, null)} />}
      <FitMethodSection
        method={work.method}
        ofPolicy={activePolicy(work).method}
        place={{ work, curve, curves: bench.curves, dispatch }}
        onMethod={(method, label) => dispatch({ kind: 'set-method', method, label })}
      />
    </ParameterPanel>
  )
}

function useParameterViews(bench: Bench, figure: FigureInput): readonly ParameterView[] {
  const { curve, work, entry, frame } = bench
  const { doseUnit, responseUnit } = work.mapping
  // The axes hold still while a fit is tweaked, so the sliders' ends come from the points alone.
  const axes = useMemo(() => {
    const points = { ...figure, curves: figure.curves.map((one) => ({ ...one, band: null })) }
    return { response: figureResponseAxis(points).domain, dose: figureDoseAxis(points).domain }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [curve, doseUnit, responseUnit, figure.curves.length])
  const controls = useMemo(
    // Normalised values have met the controls: held at their means too, they would count twice.
    () => (curve && !work.normalisation ? controlMeans(frame, work.mapping, curve.responseColumn) : []),
    [curve, frame, work.mapping, work.normalisation],
  )
  return useMemo(() => {
    if (!curve) return []
    const effective = effectiveConstraints(work, curve.id)
    const tested = includedRange(curve, includedPoints(work, curve))
    return Array.from(
      effective,
      ([name, { constraint, origin, inherited, inheritedFrom }]): ParameterView => {
        const estimate = entry?.fit.parameters.find((parameter) => parameter.name === name) ?? null
        const previous = entry?.previous?.parameters.find((parameter) => parameter.name === name)
        const now = constraint.kind === 'fixed' ? constraint.value : (estimate?.estimate ?? null)
        return {
          name,
          constraint,
          origin,
          policyConstraint: inherited,
          inheritedFrom,
          estimate,
          level: activePolicy(work).level,
          range: rangeOf(name, [now, ...limitsOf(constraint)], axes),
          unit: unitOf(name, { doseUnit, responseUnit }),
          doseUnit,
          doubt:
            estimate !== null && isLogDose(name) && isOutside(tested, estimate.estimate)
              ? 'beyond the tested doses'
              : entry && doubtOf(entry.fit, name),
          previous: previous?.estimate ?? null,
          controls: name === 'bottom' || name === 'top' ? controls : [],
        }
      },
    )
  }, [curve, work, entry, axes, doseUnit, responseUnit, controls])
}

interface Axes {
  readonly response: readonly [number, number]
  readonly dose: readonly [number, number]
}

const STEEPEST = 4
const MOST_ASYMMETRIC = 5

function limitsOf(constraint: Constraint): readonly (number | null)[] {
  return constraint.kind === 'bounded' ? [constraint.lower, constraint.upper] : []
}

/**
 * The plot's own range; a slope runs from flat to steep on the side the curve takes. Widened for the value and limits
 * (`shown`, the value first) that lie beyond: a handle is never off its own slider.
 */
function rangeOf(
  name: ParameterName,
  shown: readonly (number | null)[],
  axes: Axes,
): readonly [number, number] {
  const range = usualRange(name, shown[0] ?? null, axes)
  const values = shown.filter((value) => value !== null)
  return [Math.min(range[0], ...values), Math.max(range[1], ...values)]
}

function usualRange(name: ParameterName, now: number | null, axes: Axes): readonly [number, number] {
  if (isLogDose(name)) return axes.dose
  if (isSlope(name)) return (now ?? 1) < 0 ? [-STEEPEST, 0] : [0, STEEPEST]
  if (name === 'fraction') return [0, 1]
  if (name === 'asymmetry') return [0, MOST_ASYMMETRIC]
  const [low, high] = axes.response
  if (name === 'hormesis') return [0, high - low]
  if (name === 'slope') return now === null ? [-1, 1] : [-2 * Math.abs(now), 2 * Math.abs(now)]
  return axes.response
}

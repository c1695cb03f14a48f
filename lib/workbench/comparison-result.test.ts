import { expect, it } from 'vitest'
import type { CurveData } from '../data-frame/types.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import { fitJoint } from '../fit/joint/fit-joint.ts'
import type { CurveFit, SigmoidParameter } from '../fit/types.ts'
import { comparisonAsk } from './comparison-ask.ts'
import { comparisonResult } from './comparison-result.ts'
import { initialWork, USUAL_LIMITS } from './initial-work.ts'
import { curveRequest } from './selectors.ts'
import type { Work } from './types.ts'
import { TWO_COLUMNS } from '../data-frame/frame-fixture.ts'

const DOSES = [0.1, 0.3, 1, 3, 10, 30, 100]

/** A curve of the form 100/(1 + (E/x)) with a small alternating error. */
function curve(id: string, ec50: number): CurveData {
  const dose = Float64Array.from([...DOSES, ...DOSES])
  return {
    id,
    label: id.toUpperCase(),
    groupValues: [id],
    responseColumn: 1,
    rows: Uint32Array.from(dose, (_, i) => i),
    dose,
    response: dose.map((x, i) => 100 / (1 + ec50 / x) + (i % 2 ? 0.6 : -0.6)),
    replicate: Uint16Array.from(dose, (_, i) => 1 + Math.floor(i / DOSES.length)),
    badCells: [],
  }
}

const CURVES = [curve('near', 2), curve('far', 3000)]

function compared(shared: readonly SigmoidParameter[], reference = 'near') {
  const work: Work = {
    ...initialWork({
      mapping: TWO_COLUMNS,
    }),
    comparison: {
      reference,
      others: CURVES.map(({ id }) => id).filter((id) => id !== reference),
      shared,
      limits: USUAL_LIMITS,
      isGhosted: false,
    },
  }
  const ask = comparisonAsk(work, CURVES)
  if (!ask.ok) throw new Error(ask.error)
  const fits = new Map<string, CurveFit>(
    CURVES.map((one) => [one.id, fitCurve(curveRequest(work, one, 'full').request)]),
  )
  return comparisonResult({
    ask: ask.value,
    joint: fitJoint(ask.value.joint),
    pairs: new Map([['far', 'The fit worker crashed.']]),
    fitOf: (id) => fits.get(id) ?? null,
  })
}

it.each([[['bottom', 'top', 'hill']], [[]]] as const)(
  'never says a midpoint beyond the top dose as a value, nor a ratio from it: shared %j',
  (shared) => {
    const [near, far] = compared(shared).curves
    expect(near?.potency.qualifier).toBe('=')
    expect(10 ** (near?.potency.logDose ?? 0)).toBeCloseTo(2, 0)
    expect(far?.potency.qualifier).not.toBe('=')
    expect(far?.potency.interval).toBeNull()
    if (far?.potency.logDose !== null) expect(far?.potency.logDose).toBe(2)
    expect([far?.relative, far?.relativeProblem]).toEqual([
      null,
      'The midpoint of FAR does not lie within its tested doses.',
    ])
  },
)

it('gives no ratio to a reference whose midpoint is not known either', () => {
  const [, test] = compared(['bottom', 'top', 'hill'], 'far').curves
  expect(test?.relativeProblem).toBe('The midpoint of FAR does not lie within its tested doses.')
})

it('says why a pair was not judged', () => {
  const [near, far] = compared(['hill']).curves
  expect([near?.parallelism, near?.parallelismProblem]).toEqual([null, null])
  expect([far?.parallelism, far?.parallelismProblem]).toEqual([null, 'The fit worker crashed.'])
})

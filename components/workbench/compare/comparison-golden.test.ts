import { describe, expect, it } from 'vitest'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { createFitClient } from '@/lib/fit-worker/client.ts'
import { handleTask, isTaskRequest } from '@/lib/fit-worker/handle-task.ts'
import type { WorkerRequest } from '@/lib/fit-worker/messages.ts'
import type { WorkerLike } from '@/lib/fit-worker/pool-run.ts'
import { type JointReference, jointReferences, requestOf } from '@/lib/fit/joint/testing/reference.ts'
import type { Constraint, SigmoidParameter } from '@/lib/fit/types.ts'
import { comparisonAsk } from '@/lib/workbench/comparison-ask.ts'
import { comparisonResult, type ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { USUAL_LIMITS, initialWork } from '@/lib/workbench/initial-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { relativeText } from './comparison-words.ts'
import { solveComparison } from './use-comparison.ts'
import { TWO_COLUMNS } from '@/lib/data-frame/frame-fixture.ts'

/** A worker that answers by the handler of the real one. */
class DirectWorker extends EventTarget implements WorkerLike {
  postMessage(message: WorkerRequest) {
    const raw: unknown = structuredClone(message)
    if (!isTaskRequest(raw)) throw new Error('no task')
    void handleTask(raw, (reply) =>
      this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply) })),
    )
  }

  terminate() {}
}

/** The curves of a reference fit as a table would give them. */
function curvesOf(reference: JointReference): readonly CurveData[] {
  const { dose, response, curve } = requestOf(reference, 'observed')
  return [...new Set(curve)].map((name, place) => {
    const isOwn = (_: number, i: number) => curve[i] === name
    const own = dose.filter(isOwn)
    return {
      id: name,
      label: name,
      groupValues: [name],
      responseColumn: 1,
      rows: Uint32Array.from(own, (_, i) => place * 1000 + i),
      dose: own,
      response: response.filter(isOwn),
      replicate: new Uint16Array(own.length).fill(1),
      badCells: [],
    }
  })
}

/** The settings of the page that ask for the reference fit: drc's covariance, and each curve's constraints its own. */
function workOf(reference: JointReference, first: string): Work {
  const { constraints, model, shared, curve } = requestOf(reference, 'observed')
  const own: Record<SigmoidParameter, Constraint> = {
    bottom: constraints.bottom,
    top: constraints.top,
    logEc50: constraints.logEc50,
    hill: constraints.hill,
  }
  const ids = [...new Set(curve)]
  return {
    ...initialWork({
      mapping: { ...TWO_COLUMNS, doseUnit: 'µM', responseUnit: '' },
    }),
    isMappingConfirmed: true,
    policy: 'r-example',
    curves: Object.fromEntries(ids.map((id) => [id, { constraints: own, model }])),
    answers: {},
    comparison: {
      reference: first,
      others: ids.filter((id) => id !== first),
      shared: shared.filter((name): name is SigmoidParameter => name in own),
      limits: USUAL_LIMITS,
      isGhosted: false,
    },
  }
}

/** From the work and the curves through the client and the worker's handler to what the page shows. */
async function compared(reference: JointReference, first: string): Promise<ComparisonResult> {
  const ask = comparisonAsk(workOf(reference, first), curvesOf(reference))
  if (!ask.ok) throw new Error(ask.error)
  const client = createFitClient(() => new DirectWorker())
  const answers = await solveComparison((...task) => client.solve(...task), ask.value)
  return comparisonResult({ ...answers, fitOf: () => null })
}

const inside = jointReferences.filter(
  ({ noInteriorOptimum, relativePotency }) => noInteriorOptimum === undefined && relativePotency,
)

it('has grouped fits to compare with', () => {
  expect(inside.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'S.alba-LL4-parallel',
      'S.alba-W14-parallel',
      'spinach-LL3-shared-slope',
      'syn-parallel-LL4-parallel',
    ]),
  )
})

describe.each(inside.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => {
  const ratios = reference.relativePotency ?? []
  const names = [...new Set(ratios.map(({ numerator }) => String(numerator)))]

  it.each(names)('has the relative potencies to %s of drc, with errors and limits', async (first) => {
    const result = await compared(reference, first)
    expect([result.problem, result.n, result.df]).toEqual([null, reference.n, reference.df])
    expect((result.sigma ?? 0) / Math.sqrt(reference.rss / reference.df)).toBeCloseTo(1, 8)
    const own = ratios.filter(({ numerator }) => String(numerator) === first)
    expect(own.length).toBeGreaterThan(0)
    for (const known of own) {
      const curve = result.curves.find(({ id }) => id === String(known.denominator))
      if (!curve) throw new Error('a curve is missing')
      const isShown = curve.potency.qualifier === '=' && result.curves[0]?.potency.qualifier === '='
      if (!isShown) {
        expect(curve.relative).toBeNull()
        continue
      }
      const { relative } = curve
      expect((relative?.ratio ?? 0) / known.ratioEd50).toBeCloseTo(1, 6)
      expect((relative?.standardError ?? 0) / known.se).toBeCloseTo(1, 6)
      expect(10 ** (relative?.interval.lower ?? 0) / known.ciLog[0]).toBeCloseTo(1, 6)
      expect(10 ** (relative?.interval.upper ?? 0) / known.ciLog[1]).toBeCloseTo(1, 6)
      expect(relativeText(curve)).toMatch(/^[\d.×⁻⁰-⁹]+ \(.+ to .+\)$/)
    }
  })

  it('has the midpoints of drc within the tested doses, and no others', async () => {
    const result = await compared(reference, names[0] ?? '')
    const { dose, curve } = requestOf(reference, 'observed')
    for (const { id, potency } of result.curves) {
      const known = reference.effectiveDoses?.find(
        (effect) => String(effect.curve) === id && effect.type === 'relative' && effect.level === 50,
      )?.log10Dose
      if (known == null) throw new Error('no midpoint is known')
      const tested = [...dose].filter((one, i) => curve[i] === id && one > 0).map((one) => Math.log10(one))
      if (known > Math.max(...tested)) expect(potency).toMatchObject({ qualifier: '>', interval: null })
      else if (known < Math.min(...tested)) expect(potency).toMatchObject({ qualifier: '<', interval: null })
      else {
        expect(potency.qualifier).toBe('=')
        expect(potency.logDose ?? 0).toBeCloseTo(known, 6)
      }
    }
  })
})

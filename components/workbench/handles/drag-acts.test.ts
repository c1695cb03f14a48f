import { describe, expect, it, vi } from 'vitest'
import type { HandleView } from '@/components/plot/handles/handle-view.ts'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { loadReference } from '@/lib/fit/fixtures/load.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { curveRequest, effectiveConstraints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import { dragActs, type Drop, type Session } from './drag-acts.ts'
import { createLiveFitStore } from './live-fit.ts'
import { withConstraint } from './live-step.ts'
import { estimateOf } from './tangent-of.ts'

const FRAME = rExampleFrame()
const FREE = initialWork(guessMapping(FRAME))
const [CURVE] = buildCurves(FRAME, FREE.mapping)
if (!CURVE) throw new Error('fixture')
const curve = CURVE

const fixed = (value: number) => ({ kind: 'fixed', value }) as const

function viewOf(parameter: HandleView['parameter'], change: Partial<HandleView> = {}): HandleView {
  const limits = [-Infinity, Infinity] as const
  return { parameter, side: 'value', kind: 'free', value: 0, limits, label: '', textOf: String, ...change }
}

/** A bench of the R example at 24 h whose work is really changed; `fit` null leaves the fits to a worker. */
function bench(fit: ((request: Parameters<typeof fitCurve>[0]) => CurveFit) | null, work: Work = FREE) {
  const { request, isIncluded } = curveRequest(work, curve, 'drag')
  const entry: FitEntry = { key: '', detail: 'full', fit: fitCurve(request), isIncluded, previous: null }
  const live = createLiveFitStore(() => {})
  let history = initialHistory(work)
  let session: Session | null = null
  let drop: Drop | null = null
  const dispatch = (action: Parameters<typeof reduceWork>[1]) => {
    history = reduceWork(history, action)
  }
  return {
    live,
    entry,
    history: () => history,
    session: () => session,
    drop: () => drop,
    top: () => effectiveConstraints(history.present, curve.id).get('top')?.constraint,
    undo: () => dispatch({ kind: 'undo' }),
    // Made anew for each act, as the page is drawn anew between them.
    act: () =>
      dragActs({
        bench: {
          ...{ curve, entry, live, history, dispatch },
          ...{ work: history.present, potencyName: 'EC50', seriesOf: new Map() },
        },
        bandKind: 'confidence',
        fitCurve: fit,
        session: { current: () => session, set: (next) => (session = next) },
        onDrop: (next) => (drop = next),
      }),
  }
}

/** drc's estimates of a fit of the R example. */
function drc(id: string) {
  const found = loadReference().fits.find((fit) => fit.id === id)?.estimates[0]?.product
  if (!found) throw new Error(`no reference ${id}`)
  return found
}

function expectFit(fit: CurveFit | undefined, id: string): void {
  const expected = drc(id)
  for (const name of ['bottom', 'top', 'logEc50', 'hill'] as const) {
    expect((fit && estimateOf(fit, name)) ?? NaN).toBeCloseTo(expected[name] ?? NaN, 4)
  }
}

describe('a handle that is moved', () => {
  it('shows the curve that drc fits with the parameter held there, and leaves the work alone', () => {
    const page = bench(fitCurve)
    page.act().move(viewOf('bottom'), -4)
    page.act().move(viewOf('bottom'), 0)
    expectFit(page.live.snapshot()?.entry.fit, 'benchling-24h-LL3')
    expect(page.history().past).toEqual([])
    page.act().move(viewOf('hill'), 1)
    expectFit(page.live.snapshot()?.entry.fit, 'benchling-24h-slope1')
  })

  it('keeps what else is held', () => {
    const work = withConstraint(FREE, curve.id, { parameter: 'bottom', constraint: fixed(0) })
    const page = bench(fitCurve, work)
    page.act().move(viewOf('top'), 100)
    expectFit(page.live.snapshot()?.entry.fit, 'benchling-24h-example')
    expect(page.live.snapshot()?.held).toBe(page.entry)
  })

  it('is not fitted again where it is already', () => {
    const fit = vi.fn<typeof fitCurve>(fitCurve)
    const page = bench(fit)
    page.act().move(viewOf('top'), 90)
    page.act().move(viewOf('top'), 90)
    expect(fit).toHaveBeenCalledTimes(1)
  })

  it('stays at the last place that can be fitted', () => {
    const page = bench((request) => {
      const fit = fitCurve(request)
      const { top } = request.constraints
      return top.kind === 'fixed' && top.value < 50 ? { ...fit, parameters: [] } : fit
    })
    page.act().move(viewOf('top'), 60)
    page.act().move(viewOf('top'), 40)
    expect(page.session()?.view.value).toBe(60)
    page.act().commit()
    expect(page.top()).toEqual(fixed(60))
  })

  it('turns a slope about the midpoint that it had when it was taken', () => {
    const page = bench(fitCurve)
    page.act().move(viewOf('hill'), 3)
    page.act().move(viewOf('hill'), 0.4)
    const { logEc50 } = drc('benchling-24h-LL4')
    expect(page.session()?.tangent?.logDose).toBeCloseTo(logEc50 ?? NaN, 4)
  })
})

describe.each([
  ['fitted on the page', fitCurve],
  ['fitted by the worker', null],
])('a drag %s', (_, fit) => {
  it('is one step, with a choice of what the value is to be', () => {
    const page = bench(fit)
    for (const value of [84, 90, 100]) page.act().move(viewOf('top'), value)
    page.act().commit()
    expect(page.history().past.map(({ label }) => label)).toEqual(['top fixed 100'])
    expect(page.top()).toEqual(fixed(100))
    expect(page.drop()).toMatchObject({ before: { kind: 'free' }, view: { value: 100 } })
    expect(page.session()).toBeNull()
    page.undo()
    expect(page.history().present).toEqual(FREE)
  })

  it('is a step of its own each time', () => {
    const page = bench(fit)
    for (const value of [90, 95]) {
      page.act().move(viewOf('top'), value)
      page.act().commit()
    }
    expect(page.history().past).toHaveLength(2)
    page.undo()
    expect(page.top()).toEqual(fixed(90))
  })

  it('leaves no trace when it is called off, not even of what came before', () => {
    const page = bench(fit)
    page.act().move(viewOf('bottom'), 5)
    page.act().commit()
    const before = page.history().present
    for (const value of [84, 90]) page.act().move(viewOf('top'), value)
    page.act().cancel()
    expect(page.history().present).toEqual(before)
    expect([page.live.snapshot(), page.session()]).toEqual([null, null])
    page.act().commit()
    expect(page.history().past).toHaveLength(1)
  })

  it('of the end of bounds moves that end alone, and asks nothing', () => {
    const constraint = { kind: 'bounded', lower: 70, upper: 110 } as const
    const page = bench(fit, withConstraint(FREE, curve.id, { parameter: 'top', constraint }))
    page.act().move(viewOf('top', { side: 'upper' }), 104)
    page.act().move(viewOf('top', { side: 'upper' }), 98)
    page.act().commit()
    expect(page.top()).toEqual({ kind: 'bounded', lower: 70, upper: 98 })
    expect(page.history().past).toHaveLength(1)
    expect(page.drop()).toBeNull()
  })
})

describe('without a fit on the page', () => {
  it('the work itself follows the pointer, so that the worker fits each place', () => {
    const page = bench(null)
    for (const value of [84, 90]) {
      page.act().move(viewOf('top'), value)
      expect(page.top()).toEqual(fixed(value))
      expect(page.history().past).toHaveLength(1)
    }
    expect(page.live.snapshot()).toBeNull()
  })

  it('what the drag began from is known for as long as it lasts', () => {
    const page = bench(null)
    const began = { curveId: curve.id, fit: page.entry.fit }
    for (const end of ['commit', 'cancel'] as const) {
      for (const value of [84, 90]) page.act().move(viewOf('top'), value)
      expect(page.live.began.snapshot()).toEqual(began)
      page.act()[end]()
      expect(page.live.began.snapshot()).toBeNull()
    }
  })
})

describe('with one', () => {
  it('what was dropped stays on show until the fit of the work is there', () => {
    const page = bench(fitCurve)
    page.act().move(viewOf('top'), 90)
    page.act().commit()
    expect(page.live.snapshot()).toMatchObject({ isDropped: true, held: page.entry })
    expect(page.live.late.snapshot()?.isDropped).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { fitJoint } from '../fit/joint/fit-joint.ts'
import { solveParallelism } from '../fit/joint/parallelism.ts'
import { figureSvg } from '../figure/svg.ts'
import { comparisonAsk } from '../workbench/comparison-ask.ts'
import { comparisonResult } from '../workbench/comparison-result.ts'
import { USUAL_LIMITS, initialWork } from '../workbench/initial-work.ts'
import type { Comparison, Work } from '../workbench/types.ts'
import { buildOutputs, outputChoices } from './build-outputs.ts'
import { comparisonFigure } from './comparison-figure.ts'
import { comparisonTable } from './comparison-table.ts'
import { ALL_FREE, fittedCurve, MORTALITY_24H, MORTALITY_48H, outputContext } from './output-fixture.ts'
import { outputFigure } from './output-figure.ts'
import { reportHtml } from './report-html.ts'
import type { Cell, OutputContext } from './types.ts'
import { TWO_COLUMNS } from '../data-frame/frame-fixture.ts'

/** drc 3.2.0 on both readouts with `pmodels = data.frame(curve, 1, 1, curve)`: ED50 of 24 h over that of 48 h. */
const RATIO = { ratio: 4.10507004638, se: 0.489185413762, lower: 3.22374150215, upper: 5.22734222781 }

const [first, second] = [MORTALITY_24H, MORTALITY_48H].map((response, place) =>
  fittedCurve({ hours: 24 * (place + 1), response, constraints: ALL_FREE }),
)
if (!first || !second) throw new Error('two curves')
const PAIR = [first, second]

/** The two readouts of the R example, plateaus in common, with drc's covariance. */
function compared(shared: Comparison['shared'], isGhosted = false): OutputContext {
  const { bottom, top, logEc50, hill } = ALL_FREE
  const constraints = { bottom, top, logEc50, hill }
  const [reference = '', other = ''] = PAIR.map(({ curve }) => curve.id)
  const work: Work = {
    ...initialWork({
      mapping: { ...TWO_COLUMNS, responses: [2, 3], doseUnit: 'µM' },
    }),
    isMappingConfirmed: true,
    policy: 'r-example',
    curves: { [reference]: { constraints }, [other]: { constraints } },
    answers: {},
    comparison: { reference, others: [other], shared, limits: USUAL_LIMITS, isGhosted },
  }
  const ask = comparisonAsk(
    work,
    PAIR.map(({ curve }) => curve),
  )
  if (!ask.ok) throw new Error(ask.error)
  const { joint, pairs } = ask.value
  const comparison = comparisonResult({
    ask: ask.value,
    joint: fitJoint(joint),
    pairs: new Map(pairs.map(({ curveId, request }) => [curveId, solveParallelism(request)])),
    fitOf: () => null,
  })
  return { ...outputContext(PAIR), comparison, ghostId: isGhosted ? reference : null }
}

function cells(
  { headers, rows }: ReturnType<typeof comparisonTable>,
  row: number,
): ReadonlyMap<string, Cell> {
  return new Map(headers.map((header, column) => [header, rows[row]?.[column] ?? null]))
}

describe('the comparison that is pushed', () => {
  const context = compared(['bottom', 'top'])
  const table = comparisonTable(context)

  it('has the midpoints and their ratio as drc fits both readouts with common plateaus', () => {
    const [a, b] = [cells(table, 0), cells(table, 1)]
    expect([a.get('role'), b.get('role'), b.get('reference')]).toEqual(['reference', 'test', '24 h'])
    // Reference fit `benchling-both-LL4-shared-asymptotes` of drc: ED50 of either curve, their ratio and its error.
    const ratio =
      Number(a.get('IC50 relative, joint fit (µM)')) / Number(b.get('IC50 relative, joint fit (µM)'))
    expect(Number(b.get('relative potency'))).toBeCloseTo(ratio, 10)
    expect(Number(b.get('relative potency')) / RATIO.ratio).toBeCloseTo(1, 6)
    expect(Number(b.get('relative potency std')) / RATIO.se).toBeCloseTo(1, 6)
    expect(Number(b.get('relative potency CI lower')) / RATIO.lower).toBeCloseTo(1, 6)
    expect(Number(b.get('relative potency CI upper')) / RATIO.upper).toBeCloseTo(1, 6)
    expect(b.get('degrees of freedom')).toBe(36)
    expect(b.get('shared')).toBe('bottom; top')
  })

  it('holds each difference with its limits, and none of the reference to itself', () => {
    const [a, b] = [cells(table, 0), cells(table, 1)]
    expect(b.get('slope ratio limits')).toBe('0.8 to 1.25')
    expect(Number(b.get('slope ratio'))).toBeGreaterThan(Number(b.get('slope ratio 90 % lower')))
    expect(Number(b.get('slope ratio'))).toBeLessThan(Number(b.get('slope ratio 90 % upper')))
    expect([a.get('slope ratio'), a.get('relative potency'), a.get('parallelism')]).toEqual([
      null,
      null,
      null,
    ])
    expect(b.get('parallelism')).toBe('not-shown')
  })

  it('is written as a frame of its own and in the report, and not where nothing is compared', () => {
    expect(buildOutputs(context, ['comparison'], {}).map(({ name }) => name)).toEqual([
      'Halfmax comparison Cell mortality',
    ])
    expect(reportHtml(context)).toContain('<h2>Comparison</h2>')
    const without = outputContext(PAIR)
    expect(buildOutputs(without, ['comparison'], {})).toEqual([])
    expect(reportHtml(without)).not.toContain('<h2>Comparison</h2>')
    expect(outputChoices(without).some(({ id }) => id === 'comparison')).toBe(false)
  })

  it('draws both curves by their joint fit, the reference named', () => {
    const figure = comparisonFigure(context)
    expect(figure?.curves.map(({ label }) => label)).toEqual(['24 h, reference', '48 h'])
    const ends = figure?.curves.map(({ band }) => band?.fitted.at(-1) ?? NaN) ?? []
    // One top for both: at the right end they come together.
    expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 100))).toBeLessThan(4)
  })
})

describe('the ghost on pushed panels', () => {
  const many = (context: OutputContext): OutputContext => ({
    ...context,
    curves: [...context.curves, ...Array.from({ length: 5 }, (_, i) => ({ ...second, cell: `CPD-${i}` }))],
  })

  it('stands behind every panel but its own', () => {
    const plain = figureSvg(outputFigure(many(compared(['top']))))
    const ghosted = figureSvg(outputFigure(many(compared(['top'], true))))
    const grey = (svg: string) =>
      svg.match(/<path d="M[^"]*L[^"]*" fill="none" stroke="#B4BBC3" stroke-width="1"\/>/g)
    expect(grey(plain)).toBeNull()
    expect(grey(ghosted)).toHaveLength(6)
    expect(ghosted).toContain('grey: ')
  })
})

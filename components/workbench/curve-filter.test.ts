import { expect, it } from 'vitest'
import { filterCurves, type CurveFilter } from './curve-filter.ts'
import type { CurveView } from './curve-row.tsx'

const curve = (label: string, verdict: CurveView['verdict']): CurveView => ({
  id: label,
  label,
  series: 0,
  potency: null,
  interval: null,
  verdict,
  isStale: false,
  sub: '',
})
const curves = [curve('CPD-0012', 'reportable'), curve('CPD-0112', 'estimated'), curve('HX-1', null)]

it.each<[string, CurveFilter, string[]]>([
  ['no filter keeps all', { text: '', verdict: 'all' }, ['CPD-0012', 'CPD-0112', 'HX-1']],
  ['case and outer blanks do not matter', { text: ' cpd-01', verdict: 'all' }, ['CPD-0112']],
  ['name and verdict must both hold', { text: 'cpd', verdict: 'reportable' }, ['CPD-0012']],
  ['a curve without a verdict is being fitted', { text: '', verdict: 'fitting' }, ['HX-1']],
])('%s', (_, filter, expected) => {
  expect(filterCurves(curves, filter).map(({ label }) => label)).toEqual(expected)
})

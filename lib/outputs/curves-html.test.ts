import { expect, it } from 'vitest'
import { curvesHtml } from './curves-html.ts'
import { methodsDocument } from './methods-groups.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import type { FittedCurve } from './types.ts'

const { relative } = EXAMPLE_24H.fit
const beyond = withFit(EXAMPLE_24H, {
  relative: {
    ...relative,
    logDose: 2,
    qualifier: '>',
    interval: null,
    verdict: { ...relative.verdict, kind: 'above-range' },
  },
})
const named = (fitted: FittedCurve, label: string): FittedCurve => ({
  ...fitted,
  curve: { ...fitted.curve, id: label, label },
})
const CURVES = [named(EXAMPLE_24H, 'A'), named(beyond, '<script>B'), named(EXCLUDED_48H, 'C')]
const html = curvesHtml(outputContext(CURVES))

it('draws every curve by itself with its potency, sign and verdict', () => {
  expect(html.match(/<article /g)).toHaveLength(3)
  expect(html.match(/<svg /g)).toHaveLength(3)
  expect(html).toContain('IC50 (relative) &gt;\u202f100\u202fµM')
  expect(html).toContain('Above the tested doses: ')
  expect(html).not.toContain('<script')
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('has a box with a rule for every value that curves differ in, and each curve the class of its own', () => {
  const boxes = [...html.matchAll(/id="([a-z]+-\d+)" checked> ([^<]+)</g)].map(([, id, text]) => [id, text])
  expect(boxes).toEqual([
    ['verdict-1', 'Estimated (2)'],
    ['verdict-2', 'Above the tested doses (1)'],
    ['class-1', '2.1 (2)'],
    ['class-2', '1.1 (1)'],
    ['readout-1', 'Mortality 24h (2)'],
    ['readout-2', 'Mortality 48h (1)'],
  ])
  for (const [id] of boxes) expect(html).toContain(`main:has(#${id}:not(:checked)) .${id} { display: none; }`)
  const classes = [...html.matchAll(/<article class="([^"]+)"/g)].map(([, text]) => text)
  expect(classes).toEqual([
    'verdict-1 class-1 readout-1',
    'verdict-2 class-1 readout-1',
    'verdict-1 class-2 readout-2',
  ])
})

it('says how many of a large screen are not drawn', () => {
  const many = Array.from({ length: 961 }, (_, n) => named(withFit(EXAMPLE_24H, {}), `CPD-${n}`))
  expect(curvesHtml(outputContext(many))).toContain('1 further curve not drawn here')
})

it('writes the methods as sentences, once for curves fitted alike', () => {
  const text = methodsDocument(outputContext([EXAMPLE_24H, EXCLUDED_48H]))
  expect(text).toMatch(/^24 h: 21 wells at 7 doses .*\n\n48 h: 20 wells .*1 excluded: same value as row 4/)
  expect(text).toContain('\n\nAnalysis ana_Tx98nkEm, data frame Cell mortality. Halfmax 0.1.0.\n')
  const alike = methodsDocument(outputContext([EXAMPLE_24H, named(EXAMPLE_24H, 'again')]))
  expect(alike).toMatch(/^21 wells/)
})

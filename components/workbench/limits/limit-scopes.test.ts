import { expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { limitsOfCurve } from '@/lib/workbench/selectors.ts'
import { limitScopes, ownLimits } from './limit-scopes.ts'

const SAMPLES = [
  ['HeLa', 'Compound 7'],
  ['HeLa', 'Compound 8'],
  ['MCF7', 'Compound 7'],
]
const ROWS = SAMPLES.flatMap(([cell, compound]) =>
  [0.1, 1, 10].map((dose) => [cell ?? '', compound ?? '', String(dose), '50']),
)
const FRAME = frameOf(['Cell line', 'Compound', 'Dose (nM)', 'Response (%)'], ROWS)
const MAPPING = { ...guessMapping(FRAME).mapping, groups: [0, 1] }
const CURVES = buildCurves(FRAME, MAPPING)
const [CURVE] = CURVES
if (!CURVE) throw new Error('fixture')

it('offers all curves, the groups that others share and the curve alone, each counted', () => {
  expect(limitScopes(CURVE, CURVES).map(({ text }) => text)).toEqual([
    'All 3 curves',
    'HeLa, 2 curves',
    'Compound 7, 2 curves',
    `${CURVE.label} alone`,
  ])
})

it.each([
  ['HeLa, 2 curves', [true, true, false]],
  ['Compound 7, 2 curves', [true, false, true]],
  [`${CURVE.label} alone`, [true, false, false]],
])('a limit that is set for “%s” holds for its curves alone', (text, holds) => {
  const of = limitScopes(CURVE, CURVES).find((scope) => scope.text === text)?.of ?? null
  if (of === null) throw new Error('no such scope')
  const history = initialHistory({ ...initialWork(guessMapping(FRAME)), mapping: MAPPING })
  const action = { kind: 'set-limits', of, limits: { wideFold: 30 }, label: '' } as const
  const work = reduceWork(history, action).present
  expect(CURVES.map(({ id }) => limitsOfCurve(work, id).wideFold === 30)).toEqual(holds)
  expect(ownLimits(work, of)).toEqual({ wideFold: 30 })
})

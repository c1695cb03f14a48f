import { expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { describeCurves } from './describe-curve.ts'
import { initialWork } from './initial-work.ts'

it('describes the two curves of the R example under its policy', () => {
  const frame = rExampleFrame()
  const work = { ...initialWork(guessMapping(frame)), policy: 'r-example' as const }
  const [at24, at48] = describeCurves(work, frame, buildCurves(frame, work.mapping))
  expect(at24).toEqual({
    cell: 'HeLa',
    hours: 24,
    responseHeader: 'Cell Mortality Mortality 24h',
    doseUnit: 'unknown',
    responseUnit: '%',
    constraintText: 'bottom fixed 0, top fixed 100, EC50 free, hill free',
    policyTitle: 'R example',
    series: 0,
    level: 0.95,
    potencyName: 'IC50',
  })
  expect([at48?.hours, at48?.series]).toEqual([48, 1])
})

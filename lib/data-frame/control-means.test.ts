import { expect, it } from 'vitest'
import { controlMeans } from './control-means.ts'
import { frameOf } from './frame-fixture.ts'
import { guessMapping } from './guess-mapping.ts'

const FRAME = frameOf(
  ['Well role', 'Dose (nM)', 'Inhibition'],
  [
    ['negative control', '0', '1'],
    ['negative control', '0', '3'],
    ['negative control', '0', 'n.d.'],
    ['sample', '10', '40'],
    ['sample', '100', '80'],
    ['positive control', '100', '97'],
  ],
)
const { mapping } = guessMapping(FRAME)
const withRole = { ...mapping, role: { column: 0, controlValues: ['negative control', 'positive control'] } }

it('gives mean, variance of the mean and number of the wells of a control', () => {
  expect(controlMeans(FRAME, withRole, 2)).toEqual([
    { name: 'negative control', mean: 2, variance: 1, count: 2 },
  ])
})

it('has none without a column that tells controls', () => {
  expect(controlMeans(FRAME, { ...mapping, role: null }, 2)).toEqual([])
})

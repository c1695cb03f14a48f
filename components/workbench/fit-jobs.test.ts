import { expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { pointKey } from '@/lib/workbench/point-key.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { createFitJobs } from './fit-jobs.ts'

const COUNT = 40
const DOSES = ['0.3', '1', '3', '10', '30', '100']
const FRAME = frameOf(
  ['Compound', 'Dose (µM):Float', 'Inhibition (%):Float'],
  Array.from({ length: COUNT }, (_, c) => DOSES.map((dose, i) => [`C${c}`, dose, String(5 + 15 * i)])).flat(),
)

it('makes the job of one curve anew where one of its wells goes out, and that of none where a mark is set', () => {
  let described = 0
  const usual = initialWork(guessMapping(FRAME))
  // A job is described by a text of all it is asked with.
  const method = { ...usual.method, toJSON: () => (described += 1) }
  const work: Work = { ...usual, mapping: { ...usual.mapping, groups: [0] }, method }
  const curves = buildCurves(FRAME, work.mapping)
  const jobsOf = createFitJobs()
  const first = jobsOf(curves, work)
  expect(described).toBe(COUNT)

  const [row = 0] = curves[7]?.rows ?? []
  const responseColumn = curves[7]?.responseColumn ?? 0
  const exclusion = { row, responseColumn, reason: '', cause: 'hand', author: '', at: '' } as const
  const exclusions = { [pointKey(exclusion)]: exclusion }
  const second = jobsOf(curves, { ...work, exclusions })
  expect(described).toBe(COUNT + 1)
  expect(second.flatMap((job, i) => (job === first[i] ? [] : [i]))).toEqual([7])
  expect(second[7]?.build('full').request.dose).toHaveLength(DOSES.length - 1)

  const review = { mark: 'approved', reason: '', note: '', author: '', at: '', basis: '' } as const
  const reviews = { [curves[3]?.id ?? '']: review }
  expect(jobsOf(curves, { ...work, exclusions, reviews })).toBe(second)
  expect(described).toBe(COUNT + 1)
})

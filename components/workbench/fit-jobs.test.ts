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

const usual = initialWork(guessMapping(FRAME))
const CURVES = buildCurves(FRAME, { ...usual.mapping, groups: [0] })

/** Work that counts how often its settings are put into a text, which is what a job is told apart by. */
function counting() {
  const counted = { texts: 0 }
  const toJSON = () => {
    counted.texts += 1
    return usual.method
  }
  const work: Work = {
    ...usual,
    mapping: { ...usual.mapping, groups: [0] },
    method: { ...usual.method, ...{ toJSON } },
  }
  return { counted, work }
}

it('makes the job of one curve anew where one of its wells goes out, and that of none where a mark is set', () => {
  const { counted, work: plain } = counting()
  const own = { constraints: { bottom: { kind: 'fixed', value: 0 } } } as const
  const work = { ...plain, curves: Object.fromEntries(CURVES.map(({ id }) => [id, own])) }
  const jobsOf = createFitJobs()
  const first = jobsOf(CURVES, work)
  expect(counted.texts).toBe(COUNT)

  const [row = 0] = CURVES[7]?.rows ?? []
  const responseColumn = CURVES[7]?.responseColumn ?? 0
  const exclusion = { row, responseColumn, reason: '', cause: 'hand', author: '', at: '' } as const
  const exclusions = { [pointKey(exclusion)]: exclusion }
  const second = jobsOf(CURVES, { ...work, exclusions })
  expect(counted.texts).toBe(COUNT + 1)
  expect(second.flatMap((job, i) => (job === first[i] ? [] : [i]))).toEqual([7])
  expect(second[7]?.build('full').request.dose).toHaveLength(DOSES.length - 1)

  const review = { mark: 'approved', reason: '', note: '', author: '', at: '', basis: '' } as const
  const reviews = { [CURVES[3]?.id ?? '']: review }
  expect(jobsOf(CURVES, { ...work, exclusions, reviews })).toBe(second)
  expect(counted.texts).toBe(COUNT + 1)
})

it('describes the settings of all curves that follow the policy once', () => {
  const { counted, work } = counting()
  const jobs = createFitJobs()(CURVES, work)
  expect(counted.texts).toBe(1)
  expect(new Set(jobs.map(({ key }) => key)).size).toBe(COUNT)
  const policy = { ...work, policy: 'viability' }
  const other = createFitJobs()(CURVES, policy)
  expect(other[0]?.key).not.toBe(jobs[0]?.key)
})

it('asks for another fit of a curve where a limit of its verdict is set for it alone', () => {
  const jobs = createFitJobs()
  const { work } = counting()
  const before = jobs(CURVES, work)
  const [first] = CURVES
  if (!first) throw new Error('no curve')
  const own = { constraints: {}, limits: { wideFold: 2 } }
  const after = jobs(CURVES, { ...work, curves: { [first.id]: own } })
  expect(after[0]?.key).not.toBe(before[0]?.key)
  expect(after.slice(1)).toEqual(before.slice(1))
})

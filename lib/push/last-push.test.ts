import { expect, it } from 'vitest'
import type { PushedState } from '../outputs/pushed-state.ts'
import { keepPushedState } from '../store/pushed-states.ts'
import { updatePush } from '../store/pushes.ts'
import { storeForTests } from '../store/testing/test-store.ts'
import { readLastPush, readPush } from './read-push.ts'
import { startPush } from './start-push.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const store = await storeForTests('last-push')

const stateOf = (logDose: number): PushedState => ({
  scope: '1 of 2 curves: those a reviewer approved.',
  settings: [
    {
      policy: 'R example',
      fittedBy: 'least squares to a four-parameter logistic in log10 dose',
      constraints: ['bottom fixed 0', 'top fixed 100'],
      covariance: 'observed',
      level: 0.95,
      normalisation: null,
      reading: [],
      version: '0.1.0',
    },
  ],
  curves: [
    {
      id: 'HeLa',
      label: 'HeLa',
      potency: { name: 'IC50', logDose, qualifier: '=', unit: 'µM' },
      verdict: 'reportable',
      override: null,
      review: 'approved',
      interval: 'profile',
      settings: 0,
      rowsOut: [4],
      points: '00c0ffee',
    },
  ],
})

async function pushed(mark: string, logDose: number, frame = 'dset_input', host = 'acme.benchling.com') {
  const started = await startPush(
    { store, enqueue: () => Promise.resolve() },
    {
      connection: { tenantHost: host, by: 'tests' },
      input: {
        analysisId: 'ana_Test1234',
        sourceFrameId: frame,
        outputs: sampleOutputs(mark),
        state: stateOf(logDose),
      },
    },
  )
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value.pushId
}
const finish = (pushId: string) => updatePush(store.db, pushId, { state: 'done', endedAt: new Date() })
const lastOf = (sourceFrameId = 'dset_input', tenantHost = 'acme.benchling.com') =>
  readLastPush(store.db, { tenantHost, analysisId: 'ana_Test1234', sourceFrameId }, () => null)

it('is the push that was asked for last of those that finished, of this frame and tenant', async () => {
  expect(await lastOf()).toBeNull()
  const first = await pushed('a', 1)
  expect(await lastOf()).toBeNull()
  await finish(first)
  const second = await pushed('b', 2)
  await finish(second)
  await finish(await pushed('c', 3, 'dset_other'))
  await finish(await pushed('d', 4, 'dset_input', 'other.benchling.com'))
  const last = await lastOf()
  expect(last?.push.pushId).toBe(second)
  expect(last?.state).toEqual(stateOf(2))

  // Back to the first state: its outputs are there already, and are what was pushed last.
  expect(await pushed('a', 1)).toBe(first)
  expect((await lastOf())?.state).toEqual(stateOf(1))
})

it('has of a curve that the last push left out what the newest push says that held it', async () => {
  const state = (...curves: readonly [id: string, logDose: number][]): PushedState => ({
    settings: stateOf(1).settings,
    curves: curves.flatMap(([id, logDose]) =>
      stateOf(logDose).curves.map((curve) => ({ ...curve, id, label: id })),
    ),
  })
  for (const [mark, kept] of [
    ['p1', state(['A', 1], ['B', 1], ['C', 1])],
    ['p2', state(['B', 2])],
    ['p3', state(['A', 3])],
  ] as const) {
    const pushId = await pushed(mark, 1, 'dset_parts')
    await keepPushedState(store.db, { pushId, state: JSON.stringify(kept), settings: '[]' })
    await finish(pushId)
  }
  const last = await lastOf('dset_parts')
  const held = last?.state.curves.map(({ id, potency, pushedAt }) => [
    id,
    potency.logDose,
    pushedAt !== undefined,
  ])
  expect(held).toEqual([
    ['A', 3, false],
    ['B', 2, true],
    ['C', 1, true],
  ])
})

it('keeps settings and hashes for the receipt', async () => {
  const push = await readPush(store.db, await pushed('receipt', 1), () => null)
  expect(push?.settings).toEqual([
    '1 of 2 curves: those a reviewer approved.',
    '1 curve: R example; least squares to a four-parameter logistic in log10 dose; bottom fixed 0 and top fixed 100; 95\u202f%; not normalised; Halfmax 0.1.0',
    '1 well excluded',
  ])
  // printf '<!doctype html><title>receipt</title>' | sha256sum
  expect(push?.outputs.find(({ id }) => id === 'report-html')?.sha256).toBe(
    'e778bc67b07f6318ad053b2bdf9f96ab68d0784760419aaac7e03f5e0fce14d5',
  )
})

it('compares with nothing where what was kept is of another make', async () => {
  const pushId = await pushed('odd', 1, 'dset_odd')
  await finish(pushId)
  await keepPushedState(store.db, { pushId, state: '{"curves":7}', settings: '[]' })
  expect(await lastOf('dset_odd')).toBeNull()
})

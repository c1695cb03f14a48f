import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { groupsOf } from './groups.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { reduceWork } from './reduce-work.ts'
import { parseSavedWork } from './saved-work.ts'
import { curveRequest, limitsOfCurve } from './selectors.ts'
import { limitOriginsBelow, settingOrigins, withoutScope } from './setting-origins.ts'
import { tableOrigins } from './table-origins.ts'
import type { CurveSettings, LimitScope, Work, WorkAction } from './types.ts'
import { serialiseWork } from './write-work.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const [DAY, TWO_DAYS] = buildCurves(FRAME, WORK.mapping)
if (!DAY || !TWO_DAYS) throw new Error('fixture')
const CURVE: LimitScope = { kind: 'curve', curveId: DAY.id }
const GROUP = { kind: 'group', group: groupsOf(DAY.id).at(-1) ?? '' } as const satisfies LimitScope

function after(...actions: readonly WorkAction[]): Work {
  return actions.reduce((history, action) => reduceWork(history, action), initialHistory(WORK)).present
}

const set = (of: LimitScope, limits: Work['method']['limits'] & object): WorkAction => ({
  kind: 'set-limits',
  of,
  limits,
  label: '',
})
const table: WorkAction = {
  kind: 'set-method',
  method: { ...WORK.method, limits: { wideFold: 20, pointFold: 5, flatP: 0.01 } },
  label: '',
}

describe('limits of the verdict', () => {
  it('hold for the table, over them for the group, over them for the curve', () => {
    const work = after(table, set(GROUP, { wideFold: 30, pointFold: 6 }), set(CURVE, { wideFold: 40 }))
    expect(limitsOfCurve(work, DAY.id)).toEqual({ wideFold: 40, pointFold: 6, flatP: 0.01 })
    expect(limitsOfCurve(work, TWO_DAYS.id)).toEqual({ wideFold: 20, pointFold: 5, flatP: 0.01 })
    expect(curveRequest(work, DAY, 'full').request.limits).toEqual({
      wideFold: 40,
      pointFold: 6,
      flatP: 0.01,
    })
    const origins = new Map(settingOrigins(work, DAY.id).map(({ title, origin }) => [title, origin]))
    expect(origins.get('Wide interval past')).toBe('this curve')
    expect(origins.get('One point decides past')).toMatch(/^group readout /)
    expect(origins.get('Flat from p')).toBe('this table')
    expect(origins.get('Hit call beyond')).toBe('default')
  })

  it('below a narrower group are those of the wider one, by their origin', () => {
    const id = 'HeLa|Compound 7|Mortality'
    const [cell, compound, readout] = groupsOf(id).map((group): LimitScope => ({ kind: 'group', group }))
    if (!cell || !compound || !readout) throw new Error('fixture')
    const work = after(
      table,
      set(cell, { wideFold: 30 }),
      set(compound, { wideFold: 40, pointFold: 6 }),
      set(readout, { wideFold: 50 }),
    )
    const below = (of: LimitScope) => limitOriginsBelow(work, id, of)
    expect(below(compound).get('wideFold')).toBe('group HeLa')
    expect(limitsOfCurve(withoutScope(work, id, compound), id)).toMatchObject({ wideFold: 30, pointFold: 5 })
    expect(below(readout).get('wideFold')).toBe('group Compound 7')
    expect(below(readout).get('pointFold')).toBe('group Compound 7')
    expect(below(cell).get('wideFold')).toBe('this table')
    expect(below({ kind: 'curve', curveId: id }).get('wideFold')).toBe('group readout Mortality')
  })

  it('a usual value of a curve holds against another one of the table', () => {
    const work = after(table, set(CURVE, { wideFold: 10 }))
    expect(limitsOfCurve(work, DAY.id)).toEqual({ pointFold: 5, flatP: 0.01 })
    expect(curveRequest(after(set(CURVE, { wideFold: 10 })), DAY, 'full').request).not.toHaveProperty(
      'limits',
    )
  })

  it('say where a curve’s own would come from without it', () => {
    const work = after(table, set(GROUP, { pointFold: 6 }), set(CURVE, { pointFold: 7, wideFold: 9 }))
    expect(limitOriginsBelow(work, DAY.id, CURVE).get('pointFold')).toMatch(/^group /)
    expect(limitOriginsBelow(work, DAY.id, GROUP).get('pointFold')).toBe('this table')
    expect(limitOriginsBelow(work, DAY.id, CURVE).get('hitSd')).toBe('default')
  })

  it('leave no trace when they are taken back, and stay with a model, a taken fit and its undoing', () => {
    expect(after(set(CURVE, { wideFold: 40 }), set(CURVE, {}))).toEqual(WORK)
    expect(after(set(GROUP, { wideFold: 40 }), set(GROUP, {}))).toEqual(WORK)
    const model: WorkAction = { kind: 'set-model', curveIds: [DAY.id], model: 'weibull1', label: '' }
    const taken: WorkAction = { kind: 'set-curve', curveId: DAY.id, settings: { constraints: {} }, label: '' }
    const work = after(set(CURVE, { wideFold: 40 }), model, taken)
    expect(work.curves[DAY.id]).toEqual({ constraints: {}, limits: { wideFold: 40 } })
    expect(after(set(CURVE, { wideFold: 40 }), { kind: 'reset-curve', curveId: DAY.id, label: '' })).toEqual(
      WORK,
    )
  })

  it('of a group stay when it is given what a curve sets, and end with its return to the policy', () => {
    const { group } = GROUP
    const give = (settings: CurveSettings | null): WorkAction => ({
      kind: 'set-group',
      group,
      settings,
      label: '',
    })
    const bottom = { bottom: { kind: 'fixed', value: 0 } } as const
    const given = after(set(GROUP, { wideFold: 40 }), give({ constraints: bottom }))
    expect(given.groups[group]).toEqual({ constraints: bottom, limits: { wideFold: 40 } })
    const other = after(set(GROUP, { wideFold: 40 }), give({ constraints: bottom, limits: { pointFold: 5 } }))
    expect(other.groups[group]?.limits).toEqual({ pointFold: 5 })
    expect(after(set(GROUP, { wideFold: 40 }), give(null))).toEqual(WORK)
  })

  it('survive being saved; work saved before has none', () => {
    const work = after(set(CURVE, { wideFold: 40 }), set(GROUP, { hitSd: 5 }))
    expect(parseSavedWork(serialiseWork(work, FRAME.columns), FRAME.columns)).toEqual({
      ok: true,
      value: work,
    })
    const older = serialiseWork(
      after({ kind: 'set-model', curveIds: [DAY.id], model: 'bell', label: '' }),
      FRAME.columns,
    )
    const read = parseSavedWork(older, FRAME.columns)
    expect(read.ok && read.value.curves[DAY.id]).toEqual({ constraints: {}, model: 'bell' })
  })
})

const PERCENT_OF_DMSO = {
  kind: 'percent-of-control',
  column: 3,
  negative: ['DMSO'],
  positive: [],
  by: [],
  centre: 'mean',
} as const

describe('what holds for the table', () => {
  const controls = frameOf(
    ['Compound', 'Dose (nM)', 'Signal', 'Well type'],
    [
      ['A', '1', '5', 'sample'],
      ['A', '10', '7', 'sample'],
      ['', '0', '1', 'DMSO'],
    ],
  )
  const usual = {
    lowestZPrime: 0.5,
    highestCv: 20,
    lowestSignalToBackground: 2,
    fewestControls: 3,
    highestShift: 3,
  }
  const origins = (...actions: readonly WorkAction[]) => {
    const work = after(...actions)
    const rows = tableOrigins(work, {
      frame: controls,
      normalisationOfPolicy: PERCENT_OF_DMSO,
      plateLimits: { ...usual, ...work.plateLimits },
    })
    return new Map(rows.map(({ title, value, origin }) => [title, [value, origin]]))
  }
  const normalised: WorkAction = {
    kind: 'set-normalisation',
    normalisation: PERCENT_OF_DMSO,
    label: '',
  }

  it('is the default while nothing is said', () => {
    expect(origins().get('Responses')).toEqual(['as measured', 'default'])
    expect(origins().get('Plates: Z′ and robust Z′ at least')?.[1]).toBe('default')
  })

  it('is this table, or the policy that names the same controls', () => {
    expect(origins(normalised).get('Responses')?.[1]).toBe('this table')
    const policy: Extract<WorkAction, { kind: 'take-policy' }>['policy'] = {
      name: 'own:mine',
      title: 'Mine',
      version: 2,
      model: 'logistic4',
      constraints: {
        bottom: { kind: 'free' },
        top: { kind: 'free' },
        logEc50: { kind: 'free' },
        hill: { kind: 'free' },
      },
      covariance: 'expected',
      level: 0.95,
      method: null,
      normalisation: {
        kind: 'percent-of-control',
        column: 'well type',
        negative: ['dmso'],
        positive: [],
        scope: 'all',
        centre: 'mean',
      },
      plateLimits: { highestCv: 12 },
    }
    const taken: WorkAction = { kind: 'take-policy', policy, label: '' }
    const both = origins(taken, normalised, {
      kind: 'set-plate-limits',
      limits: { highestCv: 12, highestShift: 9 },
      label: '',
    })
    expect(both.get('Responses')?.[1]).toMatch(/^policy Mine/)
    expect(both.get('Plates: CV of untreated wells at most')).toEqual([
      '12\u202f%',
      expect.stringMatching(/^policy Mine/),
    ])
    expect(both.get('Plates: Shift of edge, rows and columns at most')?.[1]).toBe('this table')
  })
})

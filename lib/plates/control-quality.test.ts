import { describe, expect, it } from 'vitest'
import { findInvalidPlateLimit, plateFlags, plateLimits, USUAL_PLATE_LIMITS } from './bad-plate.ts'
import { controlQuality } from './control-quality.ts'
import fixture from './fixtures/plates.json' with { type: 'json' }

const wellsOf = (plate: string, role: string) =>
  fixture.value.filter((_, i) => fixture.plate[i] === plate && fixture.role[i] === role)

describe('control figures', () => {
  it.each(['P1', 'P2'] as const)('of %s are those of base R', (plate) => {
    const quality = controlQuality(wellsOf(plate, 'DMSO'), wellsOf(plate, 'pos'))
    expect([quality.negativeCount, quality.positiveCount]).toEqual([6, 6])
    for (const [name, expected] of Object.entries(fixture.quality[plate])) {
      expect([name, quality[name as keyof typeof quality]]).toEqual([name, expect.closeTo(expected, 10)])
    }
  })

  it('turn round with the controls, and SSMD turns its sign', () => {
    const [negative, positive] = [wellsOf('P1', 'DMSO'), wellsOf('P1', 'pos')]
    const [one, other] = [controlQuality(negative, positive), controlQuality(positive, negative)]
    expect(other.zPrime).toBeCloseTo(one.zPrime ?? 0, 12)
    expect(other.signalToBackground).toBeCloseTo(one.signalToBackground ?? 0, 12)
    expect(other.ssmd).toBeCloseTo(-(one.ssmd ?? 0), 12)
  })

  it.each([
    ['no wells at all', [], []],
    ['one well each', [100], [10]],
    ['equal controls', [5, 5, 5], [5, 5, 5]],
    ['no positive control', [100, 101, 99], []],
  ])('are null, not infinite: %s', (_, negative, positive) => {
    const { negativeCount, positiveCount, ...figures } = controlQuality(negative, positive)
    expect([negativeCount, positiveCount]).toEqual([negative.length, positive.length])
    expect(figures.zPrime).toBeNull()
    expect(figures.ssmd).toBeNull()
    for (const figure of Object.values(figures)) expect(figure === null || Number.isFinite(figure)).toBe(true)
  })

  it('have no S/B across zero', () => {
    expect(controlQuality([-1, 1, 0], [99, 101, 100]).signalToBackground).toBeNull()
  })
})

describe('a plate', () => {
  const flags = (negative: number[], positive: number[]) =>
    plateFlags(controlQuality(negative, positive), USUAL_PLATE_LIMITS).map(({ rule }) => rule)

  it.each([
    ['is good', [1000, 1010, 990, 1005], [100, 101, 99, 102], []],
    ['has two wells of one control', [1000, 1010, 990, 1005], [100, 101], ['few-controls']],
    [
      'has controls that scatter',
      [1000, 700, 1300, 990],
      [100, 101, 99, 102],
      ['z-prime', 'robust-z-prime', 'cv'],
    ],
    ['has one wild control', [1000, 1010, 990, 1005, 995, 200], [100, 101, 99, 102], ['z-prime', 'cv']],
    ['has no window', [130, 131, 129, 130.5], [110, 111, 109, 110.5], ['signal-to-background']],
  ])('that %s', (_, negative, positive, expected) => {
    expect(flags(negative, positive)).toEqual(expected)
  })

  it('is judged by the limits it is given', () => {
    const quality = controlQuality([1000, 1010, 990, 1005], [100, 101, 99, 102])
    const strict = { ...USUAL_PLATE_LIMITS, lowestZPrime: 0.99 }
    const [flag] = plateFlags(quality, strict)
    expect(flag).toEqual({ rule: 'z-prime', value: quality.zPrime, limit: 0.99 })
  })
})

describe('limits of a plate', () => {
  it('are the usual ones but for those that are set, and never what no plate can be asked for', () => {
    expect(USUAL_PLATE_LIMITS).toEqual({
      lowestZPrime: 0.5,
      highestCv: 20,
      lowestSignalToBackground: 2,
      fewestControls: 3,
      highestShift: 3,
    })
    const fromFile = { lowestZPrime: 0.4, highestCv: -5, constructor: 3 }
    expect(plateLimits(fromFile)).toEqual({ ...USUAL_PLATE_LIMITS, lowestZPrime: 0.4 })
  })

  it('are refused in words beyond their range', () => {
    expect(findInvalidPlateLimit({ lowestZPrime: 1.2 })).toBe('The limit lies between −10 and 1.')
    expect(findInvalidPlateLimit({ lowestZPrime: 0.3, highestShift: 2 })).toBeNull()
  })
})

import type { FigureGeometry } from '@/lib/figure/geometry.ts'

/** One axis as its handles use it. Values are responses, or log10 doses. */
export interface HandleScale {
  readonly pxOf: (value: number) => number
  readonly valueAt: (px: number) => number
  /** What pointer and arrow keys both move by: 1, 2 or 5 times a power of ten, at least one px. */
  readonly step: number
  readonly domain: readonly [number, number]
}

export function responseScale({ yOf, response }: FigureGeometry): HandleScale {
  return linearScale(yOf, response.domain)
}

/** Without the gutter of dose 0, which no parameter can lie in. */
export function logDoseScale({ xOf, dose }: FigureGeometry): HandleScale {
  return linearScale(xOf, dose.domain)
}

function linearScale(pxOf: (value: number) => number, domain: readonly [number, number]): HandleScale {
  const [low, high] = domain
  const pxPerUnit = (pxOf(high) - pxOf(low)) / (high - low)
  return {
    pxOf,
    valueAt: (px) => low + (px - pxOf(low)) / pxPerUnit,
    step: niceStep(1 / Math.abs(pxPerUnit)),
    domain,
  }
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `raw`, so that each pixel names one value at most. */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw * (1 - 1e-9)) ?? 10
  return onGrid(factor, power)
}

/** Nearest multiple of a step, without the dust of binary fractions. */
export function snapTo(value: number, step: number): number {
  return onGrid(Math.round(value / step), step)
}

/**
 * The multiple of `step` that is `count` steps away. From between two multiples the first step only goes to the next
 * one, so that arrows reach what the pointer reaches.
 */
export function stepFrom(value: number, count: number, step: number): number {
  const places = value / step
  const base = count > 0 ? Math.floor(places + 1e-6) : Math.ceil(places - 1e-6)
  return onGrid(base + count, step)
}

/** Within the range; a range whose ends have crossed gives its lower end. */
export function clampTo(value: number, [low, high]: readonly [number, number]): number {
  return Math.max(low, Math.min(high, value))
}

function onGrid(count: number, step: number): number {
  // Twelve digits: 3 × 0.1 must read 0.3. Adding 0 turns -0 into 0.
  return Number((count * step).toPrecision(12)) + 0
}

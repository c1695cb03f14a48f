import { superscript } from '../format/superscript.ts'

/** "10⁻³": the power as superscript characters, which SVG, HTML and canvas all draw. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`
}

/**
 * A tick value as a reader writes it.
 *
 * @param value finite; a decade or a nice step, so twelve digits never hide anything.
 * @returns plain decimals, thousands unseparated; from 10⁵ and below 10⁻³ as a multiple of a power of ten.
 */
export function tickText(value: number): string {
  if (isScientific(value)) return multipleOfPower(value, exponentOf(Math.abs(value)))
  return withTrueMinus(Number(value.toPrecision(12)))
}

/**
 * The ticks of one linear axis in one form: where any of them needs a power of ten, all but 0 are multiples of that of
 * the largest, so that "50000" never stands under "10⁵".
 */
export function tickTexts(values: readonly number[]): readonly string[] {
  const largest = Math.max(0, ...values.map(Math.abs))
  if (!values.some(isScientific)) return values.map(tickText)
  const exponent = exponentOf(largest)
  return values.map((value) => (value === 0 ? '0' : multipleOfPower(value, exponent)))
}

function isScientific(value: number): boolean {
  const size = Math.abs(value)
  return size !== 0 && (size >= 1e5 || size < 1e-3)
}

function exponentOf(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9)
}

function multipleOfPower(value: number, exponent: number): string {
  const factor = Number((value / 10 ** exponent).toPrecision(6))
  const power = powerOfTen(exponent)
  if (factor === 1) return power
  return factor === -1 ? `−${power}` : `${withTrueMinus(factor)}×${power}`
}

function withTrueMinus(value: number): string {
  return (value === 0 ? '0' : String(value)).replace('-', '−')
}

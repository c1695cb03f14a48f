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
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    const exponent = Math.floor(Math.log10(size) + 1e-9)
    const factor = Number((value / 10 ** exponent).toPrecision(6))
    const power = powerOfTen(exponent)
    if (factor === 1) return power
    return factor === -1 ? `−${power}` : `${withTrueMinus(factor)}×${power}`
  }
  return withTrueMinus(Number(value.toPrecision(12)))
}

function withTrueMinus(value: number): string {
  return (value === 0 ? '0' : String(value)).replace('-', '−')
}

/** Digits of ticks: few, exact, with a true minus sign. */

const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

/** "10⁻³": the power as superscript characters, which SVG, HTML and canvas all draw. */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((d) => SUPERSCRIPTS[Number(d)] ?? d).join('')
  return `10${exponent < 0 ? '⁻' : ''}${digits}`
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

import { MISSING } from './format-number.ts'

/** "p = 0.048", "p = 0.0053", "p < 0.0001": two significant figures, none below 10⁻⁴, where they mean nothing. */
export function formatP(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return `p ${MISSING}`
  return p < 1e-4 ? 'p < 0.0001' : `p = ${pDigits(p)}`
}

/** The number alone, for a column headed p: "0.048", "< 0.0001". */
export function formatPValue(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return MISSING
  return p < 1e-4 ? '< 0.0001' : pDigits(p)
}

function pDigits(p: number): string {
  if (p > 0.995) return '1.0'
  // Rounded first: 0.0996 is 0.10 at two figures, not 0.100.
  const rounded = Number(p.toPrecision(2))
  return rounded.toFixed(Math.max(2, 1 - Math.floor(Math.log10(rounded))))
}

import type { DoseUnit } from './types.ts'

/** Power of ten of one unit in mol/L or g/L. Mass and molar doses never convert into each other without a molar mass. */
const SCALE: Readonly<
  Record<DoseUnit, { readonly kind: 'molar' | 'mass' | 'none'; readonly power: number }>
> = {
  pM: { kind: 'molar', power: -12 },
  nM: { kind: 'molar', power: -9 },
  µM: { kind: 'molar', power: -6 },
  mM: { kind: 'molar', power: -3 },
  M: { kind: 'molar', power: 0 },
  'pg/mL': { kind: 'mass', power: -9 },
  'ng/mL': { kind: 'mass', power: -6 },
  'µg/mL': { kind: 'mass', power: -3 },
  'mg/mL': { kind: 'mass', power: 0 },
  unknown: { kind: 'none', power: 0 },
}

const MOLAR = ['pM', 'nM', 'µM', 'mM', 'M'] as const
const MASS = ['pg/mL', 'ng/mL', 'µg/mL', 'mg/mL'] as const

/** In the order in which they are offered. */
export const DOSE_UNITS = [...MOLAR, ...MASS, 'unknown'] as const

/** Units a dose in `unit` can be shown in, smallest first; `unknown` offers the molar ones. */
export function unitsAlike(unit: DoseUnit): readonly DoseUnit[] {
  return SCALE[unit].kind === 'mass' ? MASS : MOLAR
}

/** `value` in another unit, or null where the two are not of one kind (mass and molar, or unknown). */
export function convertDose(value: number, from: DoseUnit, to: DoseUnit): number | null {
  if (from === to) return value
  if (SCALE[from].kind === 'none' || SCALE[from].kind !== SCALE[to].kind) return null
  return timesPowerOfTen(value, SCALE[from].power - SCALE[to].power)
}

/** log10 of `from` units in one `to` unit: add it to a log10 dose. Null as `convertDose`. */
export function logDoseShift(from: DoseUnit, to: DoseUnit): number | null {
  if (from === to) return 0
  if (SCALE[from].kind === 'none' || SCALE[from].kind !== SCALE[to].kind) return null
  return SCALE[from].power - SCALE[to].power
}

/** mol/L, or null for a mass unit or an unknown one. */
export function toMolar(value: number, unit: DoseUnit): number | null {
  return convertDose(value, unit, 'M')
}

/** The unit of the same kind in which `value` (> 0) reads 1 to 999, or the nearest there is. */
export function chooseDoseUnit(value: number, unit: DoseUnit): DoseUnit {
  if (SCALE[unit].kind === 'none' || !(value > 0) || !Number.isFinite(value)) return unit
  const units = unitsAlike(unit)
  let chosen = units[0] ?? unit
  for (const candidate of units) {
    // 0.9995 shows as 1.00 at three figures, so it belongs to the larger unit already.
    if ((convertDose(value, unit, candidate) ?? 0) >= 0.9995) chosen = candidate
  }
  return chosen
}

const SPELLINGS: readonly (readonly [RegExp, DoseUnit])[] = [
  [/^(pm|pmol\/l|picomolar)$/i, 'pM'],
  [/^(nm|nmol\/l|nanomolar)$/i, 'nM'],
  [/^([uμ]m|[uμ]mol\/l|micromolar)$/i, 'µM'],
  [/^(mm|mmol\/l|millimolar)$/i, 'mM'],
  // A lone small m is metres, minutes or nothing.
  [/^(M|mol\/[lL]|[mM]olar)$/, 'M'],
  [/^(pg\/ml|ng\/l)$/i, 'pg/mL'],
  [/^(ng\/ml|[uμ]g\/l|pg\/[uμ]l)$/i, 'ng/mL'],
  [/^([uμ]g\/ml|mg\/l|ng\/[uμ]l)$/i, 'µg/mL'],
  [/^(mg\/ml|g\/l|[uμ]g\/[uμ]l)$/i, 'mg/mL'],
]

/** A dose unit written on its own (`nM`, `uM`, both µ codes, `ng/ml`), or null. */
export function parseDoseUnit(text: string): DoseUnit | null {
  // NFKC turns the micro sign U+00B5 into Greek mu U+03BC: one code to match.
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '')
  return SPELLINGS.find(([spelling]) => spelling.test(plain))?.[1] ?? null
}

/**
 * Moves the decimal point of the shortest text, so that 22.9 µM is 0.0000229 M and not 0.000022899999999999998: what a
 * person typed converts to what they would have typed in the other unit.
 */
function timesPowerOfTen(value: number, power: number): number {
  const [mantissa, exponent] = value.toExponential().split('e')
  return Number(`${mantissa}e${Number(exponent) + power}`)
}

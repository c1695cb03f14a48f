const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Labels in the order a person expects: `CPD-2` before `CPD-10`. Returns a new array; ties keep their order. */
export function inNaturalOrder<T extends { readonly label: string }>(labelled: readonly T[]): readonly T[] {
  return labelled.toSorted((a, b) => collator.compare(a.label, b.label))
}

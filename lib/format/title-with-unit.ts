/** "Dose (µM)": a title of an axis or a column; the title alone where its numbers have no unit. */
export function titleWithUnit(title: string, unit: string): string {
  return unit === '' || unit === 'unknown' || unit === 'fraction' ? title : `${title} (${unit})`
}

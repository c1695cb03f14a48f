import type { CurveData } from '../data-frame/types.ts'

/**
 * Groups that a curve belongs to, the widest first: one for each of its group values, and its readout last. A later one
 * decides over an earlier one.
 *
 * @param curveId  as `buildCurves` makes it
 * @returns keys of `Work.groups`: place among the parts, and the part
 */
export function groupsOf(curveId: string): readonly string[] {
  return partsOf(curveId).map((part, place, parts) =>
    place === parts.length - 1 ? `readout:${part}` : `${place}:${part}`,
  )
}

/** A group in words: "HeLa", "readout Mortality 48h". */
export function groupLabel(group: string): string {
  const [place = ''] = group.split(':', 1)
  const part = group.slice(place.length + 1)
  const name = part === '' ? '(no name)' : part
  return place === 'readout' ? `readout ${name}` : name
}

/** Groups worth setting something for: those with several curves that are not all of them. */
export function sharedGroups(curves: readonly Pick<CurveData, 'id'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { id } of curves) {
    for (const group of groupsOf(id)) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  return new Map([...counts].filter(([, count]) => count > 1 && count < curves.length))
}

/** Splits at bars that no backslash escapes, and takes the escapes away. */
function partsOf(curveId: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (let i = 0; i < curveId.length; i += 1) {
    const sign = curveId[i] ?? ''
    if (sign === '|') {
      parts.push(part)
      part = ''
    } else {
      // What follows a backslash stands for itself.
      if (sign === '\\') i += 1
      part += sign === '\\' ? (curveId[i] ?? '') : sign
    }
  }
  return [...parts, part]
}

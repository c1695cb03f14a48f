import { isSameJson } from '@/lib/workbench/same-json.ts'
import { activePolicy, setsAnything } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'

/** Whether two states of the work ask for the same fits of the same curves, whatever a reviewer says of them. */
export function isSameFit(a: Work, b: Work): boolean {
  return isSameJson(plain(shaping(a)), plain(shaping(b)))
}

/** As it is saved: there a field that is undefined is not there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}

function shaping(work: Work) {
  const { mapping, method, groups, answers, normalisation } = work
  return {
    mapping,
    method,
    groups,
    answers,
    normalisation,
    policy: activePolicy(work),
    // A curve that was set and set back asks for nothing.
    curves: Object.entries(work.curves)
      .filter(([, settings]) => setsAnything(settings))
      .toSorted(([x], [y]) => (x < y ? -1 : 1)),
    // Whoever excluded a well, and why, changes no fit.
    exclusions: Object.keys(work.exclusions).toSorted(),
  }
}

import type { CurveFit } from '@/lib/fit/types.ts'
import { PARAMETER_NAMES } from '@/lib/workbench/models.ts'
import { parameterTitle } from '@/lib/workbench/constraint-text.ts'

const WORDS: Readonly<Record<string, string>> = {
  'too-few-points': 'Too few points',
  'no-fit': 'No fit',
  'no-response': 'No response',
  'full-effect': 'Full effect at all doses',
  'flat-level-unknown': 'Flat, level unknown',
  'does-not-reach': 'Does not reach 50 %',
  'past-at-zero-dose': 'Past 50 % at dose 0',
  'top-dose-too-low': 'Top dose too low',
  'lowest-dose-too-high': 'Lowest dose too high',
  'single-point': 'Single point',
  unstable: 'Unstable',
  'limit-open': 'Limit open',
  steep: 'Steep',
  held: 'Held, not fitted',
  'fixed-contradicted': 'Fixed plateau contradicted',
  'plateau-not-seen': 'Plateau not seen',
  'non-monotone': 'Not monotone',
  'implausible-plateau': 'Implausible plateau',
  'one-point-decides': 'One point decides',
  'wide-interval': 'Wide interval',
  'lack-of-fit': 'Lack of fit',
  'outlier-proposed': 'Outlier proposed',
  'relative-absolute-differ': 'Relative and absolute differ',
  'exact-fit': 'Exact fit, no error estimate',
  shallow: 'Shallow',
  'two-solutions': 'Two solutions',
  'ill-conditioned': 'Ill-conditioned',
}

/** Badges of a fit in words, those that decide first; a bound names its parameter. */
export function flagWords(fit: CurveFit): readonly string[] {
  const bounds = fit.parameters.flatMap(({ name, state }) =>
    state === 'at-lower' || state === 'at-upper' ? [`At bound: ${parameterTitle(name)}`] : [],
  )
  const others = fit.flags.flatMap((flag) => {
    if (flag === 'at-bound') return []
    return WORDS[flag] ?? parameterFlag(flag)
  })
  return [...bounds, ...others]
}

/** One flag in words, also where nobody has named it. */
export function flagWord(flag: string): string {
  return (
    WORDS[flag] ?? parameterFlag(flag)[0] ?? (flag === 'at-bound' ? 'At a bound' : flag.replaceAll('-', ' '))
  )
}

/** Flags that name a parameter: `ambiguous-hill`, `guard-top`. */
function parameterFlag(flag: string): readonly string[] {
  const [, kind, name] = /^(ambiguous|guard)-(.+)$/.exec(flag) ?? []
  const found = PARAMETER_NAMES.find((one) => one === name)
  if (kind === undefined || found === undefined) return []
  const title = parameterTitle(found)
  // A guard that binds is said as the bound it is.
  return kind === 'ambiguous' ? [`Ambiguous: ${title}`] : []
}

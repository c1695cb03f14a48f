import { err, ok, type Result } from '../result.ts'
import type { WantedNormalisation } from './choose-normalisation.ts'
import { readWord } from './option-values.ts'

const NORMALISATIONS = ['inhibition', 'percent-of-control'] as const
const SCOPES = ['plate', 'run', 'reading', 'all'] as const
const CENTRES = ['mean', 'median'] as const

/** Options about controls as they were typed. */
interface Typed {
  readonly normalise?: string | undefined
  readonly controls?: string | undefined
  readonly negative?: readonly string[] | undefined
  readonly positive?: readonly string[] | undefined
  readonly per?: string | undefined
  readonly centre?: string | undefined
}

/** What is asked of responses: null where they stay as measured. */
export function readNormalisation(values: Typed): Result<WantedNormalisation | null, string> {
  const kind = readWord(values.normalise, NORMALISATIONS, '--normalise')
  if (!kind.ok) return kind
  if (kind.value === null) {
    const lone = (['controls', 'negative', 'positive', 'per', 'centre'] as const).find(
      (name) => name in values,
    )
    return lone === undefined ? ok(null) : err(`--${lone} needs --normalise, which says to what`)
  }
  const scope = readWord(values.per, SCOPES, '--per')
  if (!scope.ok) return scope
  const centre = readWord(values.centre, CENTRES, '--centre')
  if (!centre.ok) return centre
  return ok({
    kind: kind.value,
    controls: values.controls ?? null,
    negative: values.negative ?? [],
    positive: values.positive ?? [],
    scope: scope.value,
    centre: centre.value ?? 'mean',
  })
}

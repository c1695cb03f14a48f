import { onTable } from '@/lib/plates/named-normalisation.ts'
import type { Normalisation } from '@/lib/plates/types.ts'
import { ok, type Result } from '@/lib/result.ts'
import { normalisationText } from '@/lib/workbench/normalisation-text.ts'
import { builtInPolicy, policyTitle } from '@/lib/workbench/policies.ts'
import type { Policy, WorkAction } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'

/** An act on the settings that is looked at first. */
export interface Plan {
  readonly title: string
  readonly action: WorkAction
  /** What it does besides to curves, and what it cannot do here. */
  readonly notes: readonly string[]
}

type Place = Pick<Bench, 'work' | 'measured'>

/** A policy as this table can take it: its normalisation by the columns that the table has for it. */
export function planOfPolicy(policy: Policy, place: Place): Plan {
  const title = policyTitle(policy)
  if (builtInPolicy(policy.name)) {
    return { title, action: { kind: 'set-policy', policy: policy.name }, notes: [] }
  }
  const scaled = scaleOf(policy, place)
  const found = scaled?.ok === true ? scaled.value : undefined
  return {
    title,
    action: {
      kind: 'take-policy',
      policy,
      ...(found !== undefined && { normalisation: found }),
      label: `policy ${title}`,
    },
    notes: scaled === null ? [] : [noteOf(scaled, place)],
  }
}

/** Null where the policy says nothing of it. */
function scaleOf(
  { normalisation }: Policy,
  { work, measured }: Place,
): Result<Omit<Normalisation, 'rawUnit'> | null, string> | null {
  if (normalisation === undefined) return null
  return normalisation === 'as-measured' ? ok(null) : onTable(normalisation, measured, work)
}

function noteOf(scaled: Exclude<ReturnType<typeof scaleOf>, null>, { work, measured }: Place): string {
  if (!scaled.ok) return `${scaled.error} Responses stay as they are.`
  if (scaled.value === null) return 'Responses are as measured.'
  return `${normalisationText({ ...scaled.value, rawUnit: work.mapping.responseUnit }, measured)}.`
}

import * as z from 'zod'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Retention } from '../../lib/store/retention/sweep.ts'

const days = z.coerce
  .number('must be a number of days')
  .int('must be a whole number of days')
  .min(1, 'must be one day or more')
  .max(36_500, 'must be a hundred years or less')
  .optional()

/** The descriptions are the configuration reference, `docs/configuration.md`. */
export const RetentionVariables = z.object({
  HALFMAX_DRAFT_DAYS: days.describe(
    'Work in progress that nobody saved for so many days is deleted. Without, it is kept until somebody deletes it.',
  ),
  HALFMAX_PAYLOAD_DAYS: days.describe(
    'What a failed push did not send is deleted so many days after its end; it cannot be retried then, only pushed again. Results of refits on the server go likewise. Without, both are kept.',
  ),
})

/** @returns for how long things are kept, or every problem found, by the name of its variable */
export function parseRetention(
  env: Readonly<Record<string, string | undefined>>,
): Result<Retention, readonly string[]> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = RetentionVariables.safeParse(given)
  if (!parsed.success)
    return err(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`))
  const { HALFMAX_DRAFT_DAYS, HALFMAX_PAYLOAD_DAYS } = parsed.data
  return ok({ draftDays: HALFMAX_DRAFT_DAYS ?? null, payloadDays: HALFMAX_PAYLOAD_DAYS ?? null })
}

/** What a push says of its curves, kept with it: what a later push is compared with, and the settings of its receipt. */
import * as z from 'zod/mini'
import { DOSE_UNITS } from '../data-frame/dose-units.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import { PushView } from './push-view.ts'

const Text = z.string().check(z.maxLength(10_000))
const Verdict = z.enum(VERDICT_KINDS)

/** A relative potency as it was reported, with the sign it must carry. */
const PushedPotency = z.object({
  name: z.enum(['IC50', 'EC50']),
  /** log10 of the dose in `unit`. */
  logDose: z.nullable(z.number()),
  qualifier: z.nullable(z.enum(['<', '=', '>'])),
  unit: z.enum(DOSE_UNITS),
})
export type PushedPotency = z.infer<typeof PushedPotency>

/** All that curves are fitted by, in words; curves fitted alike share one. */
export const PushedSettings = z.object({
  policy: Text,
  /** "bottom fixed 0", "top free", … */
  constraints: z.array(Text).check(z.maxLength(40)),
  /** Loss, weights and model: "least squares to a four-parameter logistic in log10 dose". */
  fittedBy: Text,
  covariance: z.nullable(Text),
  level: z.number(),
  normalisation: z.nullable(Text),
  /** How the answers about the table have it read. */
  reading: z.array(Text).check(z.maxLength(100)),
  version: Text,
})
export type PushedSettings = z.infer<typeof PushedSettings>

export const PushedCurve = z.object({
  id: Text,
  label: Text,
  potency: PushedPotency,
  verdict: Verdict,
  override: z.nullable(Verdict),
  review: z.enum(['unreviewed', 'approved', 'rejected', 'look-again', 'changed']),
  /** How its interval was found. */
  interval: z.nullable(Text),
  /** Place in `PushedState.settings`. */
  settings: z.number().check(z.int(), z.minimum(0)),
  /** Rows of the points that took no part, from 0, ascending. */
  rowsOut: z.array(z.number().check(z.int(), z.minimum(0))),
  /** Digest of the doses and responses of all its points, whether they took part or not. */
  points: Text,
  /** Of a curve that the last push does not hold: when the push was asked for that does, ISO 8601. */
  pushedAt: z.optional(Text),
})
export type PushedCurve = z.infer<typeof PushedCurve>

export const PushedState = z
  .object({
    /** "34 of 48 curves: those a reviewer approved. …"; absent, all curves went along. */
    scope: z.optional(Text),
    settings: z.array(PushedSettings),
    curves: z.array(PushedCurve).check(z.maxLength(100_000)),
  })
  .check(
    z.refine(({ settings, curves }) => curves.every((curve) => curve.settings < settings.length), {
      error: 'a curve refers to settings that are not there',
    }),
  )
export type PushedState = z.infer<typeof PushedState>

/** The push that a next one is compared with. */
export const LastPush = z.object({ push: PushView, state: PushedState })
export type LastPush = z.infer<typeof LastPush>

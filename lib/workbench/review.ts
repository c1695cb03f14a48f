import type { CurveData } from '../data-frame/types.ts'
import { capitalised } from '../format/capitalised.ts'
import type { CurveFit } from '../fit/types.ts'
import { madeOnce } from '../made-once.ts'
import { entryOf } from './entry-of.ts'
import { fnv1a } from './fnv1a.ts'
import { isSameJson } from './same-json.ts'
import {
  activePolicy,
  currentConstraints,
  followsPolicy,
  includedPoints,
  limitsOfCurve,
  modelOfCurve,
} from './selectors.ts'
import type { Review, ReviewMark, Work } from './types.ts'

/** `changed`: marked, and what the mark stood on is another fit now. */
export type ReviewState = 'unreviewed' | ReviewMark | 'changed'

/** As lists of the states name them in order. */
export const REVIEW_STATES: readonly ReviewState[] = [
  'approved',
  'rejected',
  'look-again',
  'changed',
  'unreviewed',
]

export const REVIEW_WORDS: Readonly<Record<ReviewState, string>> = {
  unreviewed: 'Not reviewed',
  approved: 'Approved',
  rejected: 'Rejected',
  'look-again': 'Look again',
  changed: 'Changed since marked',
}

/**
 * Eight hex digits that stand for all a curve's fit comes from: its included points as the table is read now, whatever
 * their order, and the settings it is asked with. Equal for equal requests; another one for all but 2⁻³² of the others.
 */
export function fitBasis(work: Work, curve: CurveData): string {
  const ofWork = bases.get(work) ?? new WeakMap<CurveData, string>()
  bases.set(work, ofWork)
  const basis = ofWork.get(curve) ?? makeBasis(work, curve)
  ofWork.set(curve, basis)
  return basis
}

/** A list, its counts and outputs ask for the same thousands. */
const bases = new WeakMap<Work, WeakMap<CurveData, string>>()

function makeBasis(work: Work, curve: CurveData): string {
  const isIncluded = includedPoints(work, curve)
  const hashes = pointHashes(curve)
  let points = 0
  isIncluded.forEach((isIn, i) => {
    if (isIn) points = (points + (hashes[i] ?? 0)) >>> 0
  })
  return fnv1a(`[${points},${askedText(work, curve.id)}]`)
    .toString(16)
    .padStart(8, '0')
}

const usualTexts = new WeakMap<Work, string>()

/** The settings and units that a curve's fit is asked with, as JSON: one text for all curves without settings of their own. */
function askedText(work: Work, curveId: string): string {
  if (!followsPolicy(work, curveId)) return describeAsked(work, curveId)
  const known = usualTexts.get(work) ?? describeAsked(work, curveId)
  usualTexts.set(work, known)
  return known
}

function describeAsked(work: Work, curveId: string): string {
  const { covariance, level } = activePolicy(work)
  const constraints = byName(currentConstraints(work, curveId))
  const limits = limitsOfCurve(work, curveId)
  const ofTable = limitsOfCurve({ ...work, curves: {}, groups: {} }, curveId)
  // Those of the table are in the method; marks made before a curve or group could have its own keep their basis.
  const own = isSameJson(limits, ofTable) ? [] : [byName(limits)]
  const { foldLimit: _, ...method } = work.method
  const asked = [modelOfCurve(work, curveId), constraints, covariance, level, method, ...own]
  const units = [work.mapping.doseUnit, work.mapping.responseUnit]
  return `${JSON.stringify(asked)},${JSON.stringify(units)}`
}

/** Entries in one order, however they came to be. */
function byName<T>(named: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Of each point; made once for a curve, as approving the rest asks for thousands. */
const pointHashes = madeOnce(({ rows, dose, response, censoring }: CurveData) =>
  Uint32Array.from(rows, (_, i) => {
    const at = [dose[i] ?? Number.NaN, response[i] ?? Number.NaN, censoring?.[i] ?? 0]
    return fnv1a(at.join())
  }),
)

export function reviewOf(work: Work, curveId: string): Review | null {
  return entryOf(work.reviews, curveId) ?? null
}

/** Where a curve stands with its reviewer now. */
export function reviewState(work: Work, curve: CurveData): ReviewState {
  const review = reviewOf(work, curve.id)
  if (review === null) return 'unreviewed'
  return review.basis === fitBasis(work, curve) ? review.mark : 'changed'
}

/** "Approved by you. Noisy data: second run agrees."; says so where the fit has changed since. */
export function reviewSentence({
  mark,
  state,
  reason,
  note,
  author,
}: Review & { readonly state: ReviewState }): string {
  const why = [reason, note].filter((part) => part.trim() !== '').join(': ')
  const words = why === '' ? '' : ` ${capitalised(why).replace(/\.$/, '')}.`
  const since = state === 'changed' ? ', and its fit has changed since' : ''
  return `${REVIEW_WORDS[mark]} by ${author}${since}.${words}`
}

export interface ReviewProgress {
  /** Approved or rejected as they are now: nothing more to do. */
  readonly reviewed: number
  readonly total: number
  readonly byState: Readonly<Record<ReviewState, number>>
  /** "212 of 300 reviewed". */
  readonly text: string
}

/** @param states  of every curve, in any order */
export function reviewProgress(states: readonly ReviewState[]): ReviewProgress {
  const count = (state: ReviewState) => states.filter((one) => one === state).length
  const byState = {
    unreviewed: count('unreviewed'),
    approved: count('approved'),
    rejected: count('rejected'),
    'look-again': count('look-again'),
    changed: count('changed'),
  }
  const reviewed = byState.approved + byState.rejected
  const total = states.length
  return {
    reviewed,
    total,
    byState,
    text: `${reviewed.toLocaleString('en')} of ${total.toLocaleString('en')} reviewed`,
  }
}

/** Why a curve is left out of "Approve the rest"; null approves it. */
export type RestReason = 'marked' | 'not-fitted' | 'no-fit' | 'not-determined' | 'flagged'

/** Flags that ask for a look whatever the verdict; the others either decided the verdict or follow from it. */
const CONCERNS = new Set([
  'lack-of-fit',
  'outlier-proposed',
  'relative-absolute-differ',
  'two-solutions',
  'ill-conditioned',
  'unstable',
  'non-monotone',
  'implausible-plateau',
  'fixed-contradicted',
  'one-point-decides',
])

/**
 * Whether a curve goes with the rest: not marked, fitted, its potency or its lack of response beyond doubt, no flag that
 * asks to be looked at.
 *
 * @param fit  null while it runs
 */
export function restReason(state: ReviewState, fit: CurveFit | null): RestReason | null {
  if (state !== 'unreviewed') return 'marked'
  if (fit === null) return 'not-fitted'
  if (fit.parameters.length === 0 || fit.flags.includes('no-fit')) return 'no-fit'
  const { kind } = fit.relative.verdict
  if (kind === 'not-determined') return 'not-determined'
  if (kind === 'estimated' || fit.flags.some((flag) => CONCERNS.has(flag))) return 'flagged'
  return null
}

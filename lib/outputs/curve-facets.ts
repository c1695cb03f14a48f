import { REVIEW_STATES, REVIEW_WORDS } from '../workbench/review.ts'
import { VERDICT_WORDS } from '../workbench/verdict-words.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import type { FittedCurve } from './types.ts'

export interface FacetValue {
  /** Id and class of the page: letters, digits and hyphens. */
  readonly key: string
  readonly text: string
  readonly count: number
  has(fitted: FittedCurve): boolean
}

/** One thing that curves are told apart by: every curve has exactly one of its values. */
export interface CurveFacet {
  readonly title: string
  readonly values: readonly FacetValue[]
}

/** More values than this are no help as boxes. */
const MOST_VALUES = 16

/** Verdict, mark, class and readout, each where the curves differ in it. */
export function curveFacets(curves: readonly FittedCurve[]): readonly CurveFacet[] {
  return [
    facet(curves, {
      prefix: 'verdict',
      title: 'Verdict',
      of: ({ fit }) => VERDICT_WORDS[fit.relative.verdict.kind],
      order: VERDICT_KINDS.map((kind) => VERDICT_WORDS[kind]),
    }),
    facet(curves, {
      prefix: 'mark',
      title: 'Review',
      of: ({ review }) => REVIEW_WORDS[review?.state ?? 'unreviewed'],
      order: REVIEW_STATES.map((state) => REVIEW_WORDS[state]),
    }),
    facet(curves, {
      prefix: 'class',
      title: 'Curve class',
      of: ({ fit }) => fit.screenClass?.ncats ?? 'none',
    }),
    facet(curves, { prefix: 'readout', title: 'Readout', of: ({ responseHeader }) => responseHeader }),
  ].filter(({ values }) => values.length > 1 && values.length <= MOST_VALUES)
}

interface FacetInput {
  readonly prefix: string
  readonly title: string
  readonly of: (fitted: FittedCurve) => string
  /** Absent: as they first appear. */
  readonly order?: readonly string[]
}

function facet(curves: readonly FittedCurve[], { prefix, title, of, order }: FacetInput): CurveFacet {
  const counts = new Map<string, number>()
  for (const fitted of curves) counts.set(of(fitted), (counts.get(of(fitted)) ?? 0) + 1)
  const texts = (order ?? [...counts.keys()]).filter((text) => counts.has(text))
  return {
    title,
    values: texts.map((text, place) => ({
      key: `${prefix}-${place + 1}`,
      text,
      count: counts.get(text) ?? 0,
      has: (fitted) => of(fitted) === text,
    })),
  }
}

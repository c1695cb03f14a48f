import type { Potency } from '../types.ts'
import type { Evidence, PotencyEvidence } from './evidence.ts'
import type { Decision, Row } from './row.ts'
import { rangeRows } from './rows-range.ts'
import { reportable, trustRows } from './rows-trust.ts'

/** science.md section 4 in its order. */
const rows: readonly Row[] = [...rangeRows, ...trustRows, reportable]

/**
 * The potency with the verdict of the first row that fires.
 *
 * @param logStandardError  of the root, on log10
 */
export function judge(
  evidence: Evidence,
  potency: PotencyEvidence,
  logStandardError: number | null,
): Potency {
  const { rule, decision } = firstDecision(evidence, potency)
  return {
    kind: potency.level === null ? 'relative' : 'absolute',
    logDose: decision.logDose,
    qualifier: decision.logDose === null ? null : decision.qualifier,
    logRoot: potency.root,
    logStandardError,
    // Limits belong to a value; one reported as "> highest dose" has none.
    interval: decision.qualifier === '=' ? (decision.interval ?? potency.interval) : null,
    verdict: { kind: decision.kind, rule, text: decision.text },
  }
}

function firstDecision(evidence: Evidence, potency: PotencyEvidence): { rule: string; decision: Decision } {
  for (const row of rows) {
    const decision = row.decide(evidence, potency)
    if (decision) return { rule: row.rule, decision }
  }
  return {
    rule: 'no-fit',
    decision: { kind: 'not-determined', text: 'no row applies', qualifier: null, logDose: null },
  }
}

/** Slugs that a verdict's rule can be, in table order. */
export function verdictRules(): readonly string[] {
  return [...new Set(rows.map(({ rule }) => rule))]
}

/** Slugs of every row that holds for any of the potencies, in table order; the last row is no badge. */
export function badges(evidence: Evidence, potencies: readonly PotencyEvidence[]): string[] {
  const holding = [...rangeRows, ...trustRows]
    .filter((row) => potencies.some((potency) => row.decide(evidence, potency) !== null))
    .map((row) => row.rule)
  return [...new Set(holding)]
}

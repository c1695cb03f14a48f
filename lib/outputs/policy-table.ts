import { pushStateOf } from './push-state-of.ts'
import type { Cell, OutputContext, OutputTable } from './types.ts'

/** What the curves were fitted by and where they come from, a line each: settings that differ stand one after the other. */
export function policyTable(context: OutputContext): OutputTable {
  const { settings, curves } = pushStateOf(context)
  const lines: Cell[][] = settings.flatMap((one, place): Cell[][] => {
    const named = curves.filter((curve) => curve.settings === place).map(({ label }) => label)
    return [
      ['curves', named.length === curves.length ? `all ${curves.length}` : named.join(', ')],
      ['policy', one.policy],
      ['fitted by', one.fittedBy],
      ['constraints', one.constraints.join(', ')],
      ['covariance', one.covariance],
      ['confidence level', one.level],
      ['normalisation', one.normalisation ?? 'none'],
    ]
  })
  const { analysisId, frameName, version, scope, answers = [] } = context
  return {
    headers: ['setting', 'value'],
    rows: [
      ...lines,
      ...(scope === undefined ? [] : [['curves written', scope]]),
      ...answers.map((answer) => ['how the table was read', answer]),
      ['source analysis', analysisId === '' ? null : analysisId],
      ['source data frame', frameName],
      ['Halfmax version', version],
    ],
  }
}

import { formatNumber, MINUS } from '@/lib/format/format-number.ts'
import { offerFacts, offerOf } from '@/lib/fit/models/offer.ts'
import { MODEL_ENTRIES } from '@/lib/fit/models/table.ts'
import type { CurveFit, FitRequest, ModelName } from '@/lib/fit/types.ts'

/** One line of the model picker. */
export interface ModelChoice {
  readonly model: ModelName
  /** "5PL logistic", "Bell-shaped: needs last doses that turn back". */
  readonly text: string
  readonly isDisabled: boolean
}

/** As people call them, where the table's title is too long for a toolbar. */
const SHORT_TITLES: Readonly<Partial<Record<ModelName, string>>> = {
  logistic4: '4PL logistic',
  logistic5: '5PL logistic',
}

export function shortModelTitle(model: ModelName): string {
  return SHORT_TITLES[model] ?? MODEL_ENTRIES.find(({ name }) => name === model)?.title ?? model
}

/** What each model needs that the curve lacks, and what it would gain where the fit has compared it. */
export function modelChoices(
  request: FitRequest,
  fit: CurveFit | null,
  chosen: ModelName,
): readonly ModelChoice[] {
  const { dose, response, constraints } = request
  const facts = offerFacts({ dose, response, sigma: fit?.sigma ?? null })
  const aiccs = new Map(fit?.diagnostics?.comparisons.map(({ model, aicc }) => [model, aicc]))
  if (fit && fit.aicc !== null) aiccs.set(fit.model, fit.aicc)
  const [own, four] = [aiccs.get(chosen) ?? null, aiccs.get('logistic4') ?? null]
  return MODEL_ENTRIES.map((entry): ModelChoice => {
    const aicc = aiccs.get(entry.name) ?? null
    const parameters = entry.variants[0]?.parameters ?? []
    const fixed = parameters.filter(({ name }) => constraints[name]?.kind === 'fixed').length
    const aiccFall = four === null || aicc === null ? null : four - aicc
    const { missing, isProposed } = offerOf(entry, facts, { fixed, aiccFall })
    const title = shortModelTitle(entry.name)
    if (missing !== null) return { model: entry.name, text: `${title}: needs ${missing}`, isDisabled: true }
    const gain = own === null || aicc === null || entry.name === chosen ? '' : `, AICc ${signed(aicc - own)}`
    const proposal = isProposed && entry.name !== chosen ? ', worth a look' : ''
    return { model: entry.name, text: `${title}${gain}${proposal}`, isDisabled: false }
  })
}

function signed(change: number): string {
  const text = formatNumber(Math.abs(change), 2)
  return change < 0 ? `${MINUS}${text}` : `+${text}`
}

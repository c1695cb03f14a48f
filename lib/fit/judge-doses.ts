import { isMeanOfControls } from './models/model.ts'
import type { RootFacts } from './inference/potencies.ts'
import type { Evidence, PotencyEvidence } from './screen/evidence.ts'
import { judge } from './screen/verdict.ts'
import { noPotency } from './no-fit.ts'
import type { CurveFit, EffectDose, FitRequest, Interval } from './types.ts'

/** Where the input itself is at fault. */
export const UNFITTED = noPotency('relative', 'the input cannot be fitted')

/** The judged doses in the places that a fit has for them. */
export function potenciesOf(
  request: FitRequest,
  judged: readonly EffectDose[],
): Pick<CurveFit, 'relative' | 'absolute' | 'effects'> {
  const [relative, ...rest] = judged
  const absolute = request.absoluteLevel === null ? null : (rest.shift() ?? null)
  return {
    relative: relative ?? UNFITTED,
    absolute,
    ...((request.effects || request.absoluteLevels) && { effects: rest }),
  }
}

/** What the rows of the verdict table look at. */
export function evidenceOf({ asked, root, interval, isHeld }: RootFacts): PotencyEvidence {
  const { target, name } = asked
  return { level: target.kind === 'level' ? target.level : null, name, root, interval, isHeld }
}

/** A root with its verdict, and the limits that were asked for. */
export function judgeRoot(evidence: Evidence, facts: RootFacts, request: FitRequest): EffectDose {
  const potency = judge(evidence, evidenceOf(facts), facts.logStandardError)
  // The verdict looks at the profile even where Wald limits are what is asked for: it knows open sides.
  // So do plateaus at means of controls, whose scatter a profile leaves out.
  const isWald = request.interval === 'wald' || Object.values(request.constraints).some(isMeanOfControls)
  const isSwapped = isWald && potency.interval !== null && potency.interval.method !== 'bracket'
  return { ...potency, interval: isSwapped ? facts.wald : potency.interval, level: facts.asked.level }
}

/** Bootstrap limits beside those of a potency, or in their place where they were chosen and can be drawn. */
export function withDrawn(dose: EffectDose, drawn: Interval | null, { interval }: FitRequest): EffectDose {
  const isChosen = interval === 'bootstrap' && drawn !== null && dose.qualifier === '='
  const isSwapped = isChosen && dose.interval?.method !== 'bracket'
  return { ...dose, bootstrap: drawn, ...(isSwapped && { interval: drawn }) }
}

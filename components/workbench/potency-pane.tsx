import { lazy } from 'react'
import { LatePart } from '@/components/ui/late-part.tsx'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import { tooFewSentence, wholeDosesSentence } from '@/lib/workbench/left-out-sentence.ts'
import { foldWarning } from '@/lib/workbench/verdict-words.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'
import { SisterWells } from './plates/sister-wells.tsx'
import { flagWords } from './flag-words.ts'
import { useLateBench } from './handles/live-fit.ts'
import { PotencyCard } from './potency-card.tsx'
import { potencyFacts, potencyView, wasText, withoutEcho } from './potency-view.ts'
import type { Bench } from './use-bench.ts'
import styles from './potency-card.module.css'

const PotencyNotices = lazy(() => import('./potency-notices.tsx'))
const VerdictLine = lazy(() => import('./verdict/verdict-line.tsx'))

export function PotencyPane({ bench: atRest }: { bench: Bench }) {
  const bench = useLateBench(atRest)
  const { curve, entry, work, isStale } = bench
  const { doseUnit, responseUnit } = work.mapping
  if (!curve || !entry) return null
  const { fit } = entry
  const { request } = curveRequest(work, curve, 'drag')
  const left = { fit, curve, isIncluded: entry.isIncluded }
  const context = {
    unit: doseUnit,
    name: bench.potencyName,
    responseUnit: responseUnit === 'fraction' ? '' : responseUnit,
    absoluteLevel: request.absoluteLevel,
    level: request.level,
  }
  return (
    <>
      <PotencyCard
        verdict={fit.relative.verdict.kind}
        sentence={
          tooFewSentence(left) ??
          `${verdictSentence({ fit, potency: fit.relative, doses: request.dose, unit: doseUnit })}.`
        }
        relative={potencyView(fit.relative, context)}
        absolute={fit.absolute && withoutEcho(potencyView(fit.absolute, context), fit)}
        facts={potencyFacts(fit, {
          total: curve.rows.length,
          responseUnit: context.responseUnit,
          flags: flagWords(fit),
        })}
        isStale={isStale}
        was={bench.before && wasText(bench.before.relative, fit.relative, doseUnit)}
        warnings={[foldWarning(fit, work.method.foldLimit), wholeDosesSentence(left, doseUnit)]}
        override={
          <LatePart name="Overriding the verdict" fallback={<div className={styles.overriding} />}>
            <VerdictLine key={curve.id} bench={bench} />
          </LatePart>
        }
      />
      <LatePart name="What speaks against the fit">
        <PotencyNotices bench={bench} />
      </LatePart>
      <SisterWells bench={atRest} />
    </>
  )
}

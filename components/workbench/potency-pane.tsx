import { lazy, useMemo } from 'react'
import { LatePart } from '@/components/ui/late-part.tsx'
import { contradictionText } from '@/lib/workbench/contradiction-sentence.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import { decidingPoint, decidingSentence } from '@/lib/workbench/deciding-point.ts'
import { tooFewSentence, wholeDosesSentence } from '@/lib/workbench/left-out-sentence.ts'
import { foldWarning } from '@/lib/workbench/verdict-words.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'
import { ContradictionNotice } from './contradiction-notice.tsx'
import { SisterWells } from './plates/sister-wells.tsx'
import { flagWords } from './flag-words.ts'
import { useLateBench } from './handles/live-fit.ts'
import { PotencyCard } from './potency-card.tsx'
import { potencyFacts, potencyView, wasText } from './potency-view.ts'
import type { Bench } from './use-bench.ts'
import { useHeld } from './use-held.ts'
import styles from './potency-card.module.css'

const OutlierNotice = lazy(() => import('./outlier-notice.tsx'))
const VerdictOverrideLine = lazy(() => import('./verdict/verdict-override.tsx'))

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
        absolute={fit.absolute && potencyView(fit.absolute, context)}
        facts={potencyFacts(fit, {
          total: curve.rows.length,
          responseUnit: context.responseUnit,
          flags: flagWords(fit),
        })}
        isStale={isStale}
        was={bench.before && wasText(bench.before.relative, fit.relative, doseUnit)}
        warnings={[
          foldWarning(fit, work.method.foldLimit),
          decidingText(bench),
          wholeDosesSentence(left, doseUnit),
        ]}
        override={<Overriding key={curve.id} bench={bench} />}
      />
      <Contradicted bench={bench} />
      {fit.outliers && fit.outliers.length > 0 && (
        <LatePart name="The proposed outliers">
          <OutlierNotice bench={bench} />
        </LatePart>
      )}
      <SisterWells bench={atRest} />
    </>
  )
}

/** Named while the page rests: while a handle is dragged no fits without a well are made. */
function decidingText({ curve, entry, potencyName }: Bench): string | null {
  const deciding = curve && entry && decidingPoint(entry.fit, curve, entry.isIncluded)
  return deciding ? decidingSentence(deciding, potencyName) : null
}

/** What the reviewer says over the computed verdict; both are kept. */
function Overriding({ bench: { curve, entry, work, dispatch } }: { bench: Bench }) {
  if (!curve || !entry) return null
  return (
    <LatePart name="Overriding the verdict" fallback={<div className={styles.overriding} />}>
      <VerdictOverrideLine
        computed={entry.fit.relative.verdict.kind}
        override={work.overrides[curve.id] ?? null}
        onOverride={(override) =>
          dispatch({
            kind: 'set-override',
            curveIds: [curve.id],
            override,
            label: override ? `override the verdict of ${curve.label}` : 'take the computed verdict',
          })
        }
      />
    </LatePart>
  )
}

function Contradicted({ bench }: { bench: Bench }) {
  const { curve, entry, work, dispatch } = bench
  const { doseUnit } = work.mapping
  const found = useMemo(() => {
    const doses = curve?.dose.filter((_, i) => entry?.isIncluded[i] === true)
    return doses && entry ? contradictionText(entry.fit, { doses, unit: doseUnit }) : null
  }, [curve, entry, doseUnit])
  const text = useHeld(found, curve?.id ?? '', bench.isStale)
  if (!text || !curve || !entry) return null
  const own = work.curves[curve.id]?.constraints ?? {}
  const isOwn = own.bottom !== undefined || own.top !== undefined
  const free = () => {
    for (const parameter of ['bottom', 'top'] as const) {
      dispatch({
        kind: 'set-constraint',
        curveId: curve.id,
        parameter,
        constraint: { kind: 'free' },
        label: 'free the plateaus',
        gesture: `free-${curve.id}-${entry.key}`,
      })
    }
  }
  return (
    <ContradictionNotice
      title={text.title}
      detail={text.detail}
      onFree={free}
      onReturn={
        isOwn
          ? () => dispatch({ kind: 'reset-curve', curveId: curve.id, label: 'return to the policy' })
          : null
      }
    />
  )
}

import { TriangleAlert } from 'lucide-react'
import { HelpLink } from '@/components/ui/help-link.tsx'
import text from '@/components/ui/text.module.css'
import type { CurveData } from '@/lib/data-frame/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { capitalised } from '@/lib/format/capitalised.ts'
import { formatNumber, withUnit } from '@/lib/format/format-number.ts'
import { parameterTitle } from '@/lib/workbench/constraint-text.ts'
import { doubtOf } from '@/lib/workbench/measured-parameter.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'
import { overrideSentence } from '@/lib/workbench/verdict-words.ts'
import { flagWords } from '../flag-words.ts'
import type { FitEntry } from '../fit-store.ts'
import { potencyView } from '../potency-view.ts'
import type { Bench } from '../use-bench.ts'
import { flagPages } from '../verdict/guide-pages.ts'
import { VerdictBadge } from '../verdict-badge.tsx'
import styles from './review.module.css'

interface Props {
  readonly bench: Bench
  readonly curve: CurveData
  readonly entry: FitEntry | undefined
}

/** The curve in focus in words and numbers: what to report, why, and what speaks against it. */
export function CurveFacts({ bench, curve, entry }: Props) {
  const { work } = bench
  const groups = curve.groupValues.filter((value) => value !== curve.label)
  const wells = entry ? `${entry.fit.n} of ${curve.rows.length} wells` : `${curve.rows.length} wells`
  const override = work.overrides[curve.id]
  return (
    <section className={styles.facts} aria-label="Result">
      <div className={styles.name}>
        <h2 className={styles.label}>{curve.label}</h2>
        <span className={text.muted}>{[...groups, wells].join(', ')}</span>
        {entry && <VerdictBadge kind={entry.fit.relative.verdict.kind} />}
      </div>
      {entry ? <Fitted bench={bench} curve={curve} fit={entry.fit} /> : <p>Its fit is being worked out.</p>}
      {override && <p>{overrideSentence(override)}</p>}
    </section>
  )
}

function Fitted({ bench, curve, fit }: { bench: Bench; curve: CurveData; fit: CurveFit }) {
  const { work, potencyName } = bench
  const { doseUnit, responseUnit } = work.mapping
  const { request } = curveRequest(work, curve, 'drag')
  const unit = responseUnit === 'fraction' ? '' : responseUnit
  const context = {
    unit: doseUnit,
    name: potencyName,
    responseUnit: unit,
    absoluteLevel: request.absoluteLevel,
    level: request.level,
  }
  const flags = flagWords(fit)
  const potencies = [fit.relative, ...(fit.absolute ? [fit.absolute] : [])]
  return (
    <>
      <p>{verdictSentence({ fit, potency: fit.relative, doses: request.dose, unit: doseUnit })}.</p>
      {flags.length > 0 && (
        <p className={styles.flags}>
          <TriangleAlert size={14} aria-hidden /> {flags.join(', ')}
          {flagPages(fit).map(({ page, words }) => (
            <HelpLink key={page} to={page}>
              {words}
            </HelpLink>
          ))}
        </p>
      )}
      <dl className={styles.potencies}>
        {potencies.map((potency) => {
          const view = potencyView(potency, context)
          return (
            <div key={view.title}>
              <dt>{view.title}</dt>
              <dd title={view.full ?? undefined}>
                {view.value === null ? (
                  <span className={text.muted}>not estimated</span>
                ) : (
                  <>
                    <strong>{view.value}</strong> {view.unit}
                  </>
                )}
              </dd>
              <dd className={text.small}>{view.interval ?? '\u00A0'}</dd>
            </div>
          )
        })}
      </dl>
      <dl className={styles.rest}>
        {fit.parameters
          .filter(({ name }) => name !== 'logEc50')
          .map(({ name, estimate }) => (
            <div key={name}>
              <dt>{capitalised(parameterTitle(name))}</dt>
              <dd>
                {doubtOf(fit, name) ??
                  withUnit(formatNumber(estimate), name === 'bottom' || name === 'top' ? unit : '')}
              </dd>
            </div>
          ))}
        {fit.sigma !== null && (
          <div>
            <dt>Residual SD</dt>
            <dd>{withUnit(formatNumber(fit.sigma), unit)}</dd>
          </div>
        )}
      </dl>
    </>
  )
}
